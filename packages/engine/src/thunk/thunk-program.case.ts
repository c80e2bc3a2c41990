/**
 * Writes C programs in which code of a C compiler calls emitted thunks: what they call checks the block that it gets and
 * leaves a known result, which the caller then checks.
 */
import { types } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";
import {
  byteList,
  crashLines,
  declareValue,
  expectationLines,
  expectBytes,
  maskOf,
  randomBytes,
  typeofText,
} from "../classify/oracle/c-text.case.ts";
import { sharedText } from "../classify/oracle/random-signature.case.ts";
import type { RandomSignature } from "../classify/oracle/random-signature.case.ts";
import { runCases } from "../classify/oracle/run-cases.case.ts";
import type { CaseRunner, RenderedCase } from "../classify/oracle/run-cases.case.ts";
import type { Convention } from "../classify/arrange-call.ts";
import { shapeOfType } from "../classify/value-shape.ts";
import type { ValueShape } from "../classify/value-shape.ts";
import { planThunkFrame } from "./thunk-frame.ts";
import type { ThunkRequest } from "./thunk-request.ts";

/** What emits thunks, and what runs them. */
export interface ThunkRunner extends CaseRunner {
  readonly target: Target;
  readonly convention: Convention;
  readonly emit: (request: ThunkRequest) => Uint8Array;
  /** Attribute of function types, such as `__attribute__((ms_abi))`, or nothing. */
  readonly attribute: string;
  /** Some registers that functions preserve, and that a thunk might be tempted to use. */
  readonly preserved: readonly string[];
}

/** Stands for the address of the routine until the program runs. */
const placeholder = 0x7ed1_c0de_feed_5eedn;

/** Options that programs need besides the compiler's own. */
export const thunkProgramOptions: readonly string[] = ["-O1"];

const many = types.struct("many", { bytes: types.array(types.uchar, 203) });

/** Signatures that random ones rarely are: large copies in loops, and more arguments than registers. */
export const largeSignatures: readonly RandomSignature[] = [
  {
    parameters: [types.int, many, types.double, many, types.float],
    result: many,
    fixedParameterCount: undefined,
    text: "struct many { unsigned char bytes[203]; };",
  },
  {
    parameters: Array.from({ length: 40 }, (_, at) => [types.schar, types.float, types.longlong, types.bool][at % 4]!),
    result: types.longdouble,
    fixedParameterCount: undefined,
    text: "",
  },
  { parameters: [], result: types.void, fixedParameterCount: undefined, text: "" },
];

/** Runs thunks of signatures, those of variadic functions aside: nobody makes such function pointers. */
export function assertThunksAnswer(signatures: readonly RandomSignature[], runner: ThunkRunner): void {
  const fixed = signatures.filter((signature) => signature.fixedParameterCount === undefined);
  const cases = fixed.map((signature, index) => ({ text: renderCase(signature, index, runner) }));
  runCases({ "thunks.c": renderProgram(cases, runner) }, cases, runner);
}

function renderCase({ parameters, result, text }: RandomSignature, index: number, runner: ThunkRunner): string {
  const { target, attribute, convention } = runner;
  const shapes = parameters.map((parameter) => shapeOfType(parameter, target));
  const resultShape = result.kind === "void" ? undefined : shapeOfType(result, target);
  const signature = { parameters: shapes, result: resultShape ?? ("void" as const) };
  const frame = planThunkFrame(signature, convention);
  const thunk = runner.emit({ signature, record: BigInt(index + 1), enter: placeholder });
  const values = shapes.map((shape, at) => randomBytes(shape, index * 31 + at));
  const offsetOf = (at: number): number => frame.argumentOffsets[at] as number;
  const resultValue = resultShape === undefined ? [] : randomBytes(resultShape, index * 31 + 30);
  const resultText = result.kind === "void" ? "void" : typeofText(result);
  const names = shapes.map((_, at) => `a${at}`).join(", ");
  const typeNames = parameters.map((parameter) => typeofText(parameter)).join(", ");
  return [
    text,
    `static void check_${index}(unsigned char *block) {`,
    ...shapes.map((shape, at) => {
      return expectBytes(index, at, { from: `block + ${offsetOf(at)}`, value: values[at] ?? [], mask: maskOf(shape) });
    }),
    `  memcpy(block, ${byteList(resultValue)}, ${resultValue.length});`,
    "}",
    `static ${attribute} void case_${index}(void) {`,
    ...parameters.map((parameter, at) => `  ${declareValue(`a${at}`, parameter, values[at] ?? [])}`),
    `  ${resultText} (${attribute} *function)(${typeNames || "void"}) =`,
    `    install(${byteList([...thunk])}, ${thunk.length});`,
    ...renderCall(index, names, resultShape === undefined ? undefined : resultText),
    ...(resultShape === undefined ? [] : renderResultChecks(index, resultValue, resultShape)),
    "}",
  ].join("\n");
}

/** The result lies between guards: what a thunk copies to memory must not be longer. */
function renderCall(index: number, names: string, result: string | undefined): readonly string[] {
  if (result === undefined) return [`  function(${names});`, `  if (entered != ${index + 1}) expect_entry(${index});`];
  return [
    `  struct { ${result} value; unsigned char guard[8]; } r;`,
    "  memset(r.guard, 0xa5, 8);",
    `  r.value = function(${names});`,
    `  if (entered != ${index + 1}) expect_entry(${index});`,
  ];
}

function renderResultChecks(index: number, value: readonly number[], shape: ValueShape): readonly string[] {
  return [
    expectBytes(index, -1, { from: "(unsigned char *)&r.value", value, mask: maskOf(shape) }),
    `  for (int i = 0; i < 8; i++) if (r.guard[i] != 0xa5) { printf("case ${index}: wrote past the result\\n"); break; }`,
  ];
}

function renderProgram(cases: readonly RenderedCase[], { attribute, preserved }: ThunkRunner): string {
  return [
    ...expectationLines,
    "#include <sys/mman.h>",
    sharedText,
    "static unsigned char *code;",
    "static size_t entered;",
    'static void expect_entry(int index) { printf("case %d: entered as %zu\\n", index, entered); }',
    `static ${attribute} void enter(size_t record, unsigned char *block);`,
    "static void *install(const unsigned char *bytes, size_t length) {",
    "  memcpy(code, bytes, length);",
    `  unsigned long long placeholder = ${placeholder}ull;`,
    "  void *routine = (void *)enter;",
    "  for (size_t at = 0; at + 8 <= length; at++)",
    "    if (memcmp(code + at, &placeholder, 8) == 0) memcpy(code + at, &routine, 8);",
    "  __builtin___clear_cache((char *)code, (char *)code + length);",
    "  entered = 0;",
    "  return code;",
    "}",
    ...cases.map((rendered) => rendered.text),
    `static ${attribute} void enter(size_t record, unsigned char *block) {`,
    "  entered = record;",
    "  if ((size_t)__builtin_frame_address(0) % 16 != 0)",
    '    printf("case %zu: the stack is not aligned\\n", record - 1);',
    "  switch (record) {",
    ...cases.map((_, index) => `    case ${index + 1}: check_${index}(block); break;`),
    "  }",
    "}",
    "int main(void) {",
    ...crashLines,
    "  code = mmap(0, 65536, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);",
    ...preserved.map((register, at) => `  register size_t kept${at} __asm__("${register}") = 0x1234${at};`),
    ...cases.flatMap((_, index) => [
      `  current = ${index};`,
      ...preserved.map((_register, at) => `  __asm__ volatile("" : "+r"(kept${at}));`),
      `  case_${index}();`,
      ...preserved.map((_register, at) => `  __asm__ volatile("" : "+r"(kept${at}));`),
      ...preserved.map((register, at) => {
        return `  if (kept${at} != 0x1234${at}) printf("case ${index}: the thunk changed ${register}\\n");`;
      }),
    ]),
    `  printf("${cases.length} cases, %d pieces\\n", count);`,
    "  return 0;",
    "}",
    "",
  ].join("\n");
}
