/**
 * Writes C programs that run emitted stubs against functions that a C compiler made: each function checks its arguments and
 * gives a known result, each stub finds its arguments in call slots that lie at a fixed address.
 */
import { types } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";
import {
  byteList,
  crashLines,
  declareValue,
  expectAligned,
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
import { minimumStackAlignment } from "../classify/model.ts";
import { shapeOfType } from "../classify/value-shape.ts";
import type { ValueShape } from "../classify/value-shape.ts";
import type { CallSignature, Scalar, SignatureValue } from "../signature/scalar-signature.ts";
import { arrangeSignature } from "./call-frame.ts";
import { argumentSlot, errnoSlot, slotByteLength } from "./call-slots.ts";
import type { StubRequest } from "./system-v-x64-stub.ts";

/** What emits stubs, and what runs them. */
export interface StubRunner extends CaseRunner {
  readonly target: Target;
  readonly convention: Convention;
  readonly emit: (request: StubRequest) => Uint8Array;
  /** Attribute of function types, such as `__attribute__((ms_abi))`, or nothing. */
  readonly attribute: string;
  /** Some registers that functions preserve, and that a stub might be tempted to use. */
  readonly preserved: readonly string[];
  /** C text that runs stubs against a block of the thread of Windows; absent where there can be none. */
  readonly threadBlock?: ThreadBlock;
  /** What reads variadic arguments: `va`, or `ms_va` under `ms_abi`. */
  readonly variadic: "va" | "ms_va";
}

/** How a C program of this system gives a thread the block in which Windows keeps its last error. */
export interface ThreadBlock {
  /** Declarations. */
  readonly declarations: readonly string[];
  /** Statements that make `thread_block`, an array of bytes, the block of this thread. */
  readonly enter: string;
  /** An `unsigned` that is the last error, as code of Windows finds it. */
  readonly lastError: string;
}

const slots = 0x20_0000_0000n;
/** Where values lie that do not fit a slot; after all slots. */
const valuesOffset = 8192;
const memoryByteLength = 65_536;
/** Address of the routine that makes text results; the linker puts it there. */
const finish = 0x3000_0000;
/** Address of what stands for `errno`; the linker puts it there. */
const errno = 0x3001_0000;
/** Stands for the address of a function until the program runs. */
const placeholder = 0x7ed1_c0de_feed_5eedn;

const large = types.struct("large", { bytes: types.array(types.uchar, 203) });

const lanes = types.struct("lanes", { value: types.array(types.double, 4) }, { align: 32 });
const cacheLine = types.struct("line", { tag: types.uchar }, { align: 64 });
const block = types.struct("block", { values: types.array(types.int, 40) }, { align: 256 });

/** Values that are aligned to more than the stack is, between others, beyond the registers and as results. */
export const overalignedSignatures: readonly RandomSignature[] = [
  [types.int, lanes, types.double, cacheLine, types.int, lanes],
  [...Array.from({ length: 11 }, () => types.long), lanes, types.int, block, types.double, cacheLine],
].flatMap((parameters) =>
  [lanes, block, types.int, types.longdouble].map((result, at) => ({
    parameters,
    result,
    fixedParameterCount: at < 2 ? undefined : 1,
    text: "",
  })),
);

/** C declarations of the structs in them. */
const overalignedText = `struct lanes { double value[4]; } __attribute__((aligned(32)));
struct line { unsigned char tag; } __attribute__((aligned(64)));
struct block { int values[40]; } __attribute__((aligned(256)));`;

/** A struct that is copied by a loop, with bytes left at its end. */
export const largeSignature: RandomSignature = {
  parameters: [types.int, large, types.double, large],
  result: large,
  fixedParameterCount: undefined,
  text: "struct large { unsigned char bytes[203]; };",
};

/** Options that programs need besides the compiler's own. */
export const linkOptions: readonly string[] = [
  "-O1",
  `-Wl,--section-start=.finish=0x${finish.toString(16)},--section-start=.errno=0x${errno.toString(16)}`,
];

/** Runs stubs of random signatures. */
export function assertStubsCall(signatures: readonly RandomSignature[], runner: StubRunner): void {
  const cases = signatures.map((signature, index) => ({ text: renderCase(signature, index, runner) }));
  runCases({ "stubs.c": renderProgram(cases, runner) }, cases, runner);
}

/** One function that is written by hand, and the slots that its stub finds. */
export interface HandWrittenCase {
  readonly signature: CallSignature;
  /** C text of `function_0`. */
  readonly text: string;
  /** Bytes by slot, from slot 1. */
  readonly arguments: ReadonlyArray<readonly number[]>;
  /** Bytes of the scalar result. */
  readonly result: readonly number[];
}

/** Runs the stub of a function whose C declaration need not be the signature that the stub is made for. */
export function assertStubCalls(handWritten: HandWrittenCase, runner: StubRunner): void {
  const { signature, text, result } = handWritten;
  const stub = runner.emit({ target: placeholder, slots, signature });
  const puts = handWritten.arguments.map((bytes, at) => {
    return `  put(${argumentSlot(at) * slotByteLength}, ${byteList(bytes)}, ${bytes.length});`;
  });
  const mask = result.map(() => 0xff);
  const lines = [
    text,
    "static void case_0(void) {",
    ...puts,
    `  run(0, ${byteList([...stub])}, ${stub.length}, (void *)function_0);`,
    expectBytes(0, -1, { from: "slots", value: result, mask }),
    "}",
  ];
  const cases = [{ text: lines.join("\n") }];
  runCases({ "stub.c": renderProgram(cases, runner) }, cases, runner);
}

function renderCase(signature: RandomSignature, index: number, runner: StubRunner): string {
  const { target, attribute } = runner;
  const shapes = signature.parameters.map((parameter) => shapeOfType(parameter, target));
  const resultShape = shapeOfType(signature.result, target);
  const call: CallSignature = {
    parameters: shapes.map(toSignatureValue),
    result: toSignatureValue(resultShape),
    fixedParameterCount: signature.fixedParameterCount,
  };
  const stub = runner.emit({ target: placeholder, slots, signature: call });
  const type = typeofText(signature.result);
  const values = shapes.map((shape, parameter) => randomBytes(shape, index * 31 + parameter));
  const resultValue = randomBytes(resultShape, index * 31 + 30);
  return [
    signature.text,
    `static ${attribute} ${type} function_${index}(${renderParameters(signature)}) {`,
    ...renderVariadic(signature, runner),
    ...shapes.map((shape, at) => {
      return expectBytes(index, at, { from: `(void *)&a${at}`, value: values[at] ?? [], mask: maskOf(shape) });
    }),
    ...renderAlignmentChecks(index, call, runner.convention),
    // As calls do that are made meanwhile.
    "  memset(slots, 0xdd, 8);",
    `  ${declareValue("r", signature.result, resultValue)}`,
    "  return r;",
    "}",
    `static void case_${index}(void) {`,
    ...fillSlots(shapes, values),
    isScalar(resultShape) ? "  memset(slots, 0xee, 8);" : `  put_address(0, ${valuesOffset});`,
    `  run(${index}, ${byteList([...stub])}, ${stub.length}, (void *)function_${index});`,
    expectBytes(index, -1, {
      from: `slots + ${isScalar(resultShape) ? 0 : valuesOffset}`,
      value: resultValue,
      mask: maskOf(resultShape),
    }),
    "}",
  ].join("\n");
}

/** Only what a function uses where the caller put it: its own copies gcc aligns as far as it likes. */
function renderAlignmentChecks(index: number, call: CallSignature, convention: Convention): readonly string[] {
  const arrangement = arrangeSignature(call, convention);
  const declared = arrangement.arguments.slice(0, call.fixedParameterCount);
  return declared.flatMap(({ isIndirect, alignment, pieces }, at) => {
    if (alignment <= minimumStackAlignment) return [];
    const isOnStack = pieces[0]?.place.kind === "stack" && alignment <= arrangement.stackAlignment;
    return isIndirect || isOnStack ? [expectAligned(index, at, `&a${at}`, alignment)] : [];
  });
}

function renderParameters(signature: RandomSignature): string {
  const declared = signature.parameters.slice(0, signature.fixedParameterCount);
  const texts = declared.map((parameter, at) => `${typeofText(parameter)} a${at}`);
  if (signature.fixedParameterCount !== undefined) texts.push("...");
  return texts.join(", ") || "void";
}

function renderVariadic(signature: RandomSignature, { variadic, target }: StubRunner): readonly string[] {
  const fixed = signature.fixedParameterCount;
  if (fixed === undefined) return [];
  const rest = signature.parameters.slice(fixed).map((parameter, at) => {
    const type = typeofText(parameter);
    // GCC's callers pass these by address, as the convention says, but its va_arg does not know (seen in GCC 12).
    const isAddress = variadic === "ms_va" && ![1, 2, 4, 8].includes(shapeOfType(parameter, target).byteLength);
    const value = isAddress ? `*__builtin_va_arg(list, ${type} *)` : `__builtin_va_arg(list, ${type})`;
    return `  ${type} a${fixed + at} = ${value};`;
  });
  return [`  __builtin_${variadic}_list list;`, `  __builtin_${variadic}_start(list, a${fixed - 1});`, ...rest];
}

/** Scalars lie in their slots, integers widened to 32 bits; of all else the slot has the address. */
function fillSlots(shapes: readonly ValueShape[], values: ReadonlyArray<readonly number[]>): readonly string[] {
  let offset = valuesOffset + 4096;
  return shapes.flatMap((shape, at) => {
    const value = [...(values[at] ?? [])];
    const slot = argumentSlot(at);
    if (isScalar(shape)) {
      const isNegative = shape.isSigned && shape.kind === "integer" && ((value.at(-1) ?? 0) & 0x80) !== 0;
      while (value.length < 4) value.push(isNegative ? 0xff : 0);
      return [`  put(${slot * slotByteLength}, ${byteList(value)}, ${value.length});`];
    }
    const place = offset;
    offset += Math.ceil(value.length / 32) * 32;
    return [`  put(${place}, ${byteList(value)}, ${value.length});`, `  put_address(${slot}, ${place});`];
  });
}

function isScalar(shape: ValueShape): boolean {
  return typeof toSignatureValue(shape) === "string";
}

function toSignatureValue(shape: ValueShape): SignatureValue {
  if (shape.byteLength > 8) return shape;
  if (shape.leaves[0]?.kind === "bool" && shape.kind === "integer") return "bool";
  const bits = shape.byteLength * 8;
  if (shape.kind === "integer") return `${shape.isSigned ? "i" : "u"}${bits}` as Scalar;
  return shape.kind === "float" ? (`f${bits}` as Scalar) : shape;
}

function renderProgram(cases: readonly RenderedCase[], runner: StubRunner): string {
  const { attribute, preserved, emit } = runner;
  const textStub = emit({
    target: placeholder,
    slots,
    signature: { parameters: ["pointer", "i32"], result: "pointer" },
    finishWithText: BigInt(finish),
  });
  return [
    ...expectationLines,
    "#include <sys/mman.h>",
    sharedText,
    overalignedText,
    ...renderEntry(attribute, preserved),
    `static ${attribute} const char *text_function(const char *text, int offset) { return text + offset; }`,
    `__attribute__((section(".finish"))) ${attribute} void *finish(void *environment, const char *text) {`,
    '  return environment == &count && strcmp(text, "text") == 0 ? slots : 0;',
    "}",
    "static void check_text(void) {",
    '  const char *text = "some text"; int offset = 5;',
    "  memcpy(slots + 8, &text, 8); memcpy(slots + 16, &offset, 4);",
    `  void *result = enter(-1, ${byteList([...textStub])}, ${textStub.length}, (void *)text_function, &count);`,
    '  if (result != slots) printf("case -1: text result %p\\n", result);',
    "}",
    ...renderErrnoCheck(attribute, emit),
    ...renderLastErrorCheck(runner),
    ...cases.map((rendered) => rendered.text),
    "int main(void) {",
    ...crashLines,
    `  slots = mmap((void *)${slots}ull, ${memoryByteLength}, PROT_READ | PROT_WRITE,`,
    "               MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);",
    `  if (slots != (void *)${slots}ull) { puts("case -1: no memory for slots"); return 0; }`,
    "  code = mmap(0, 65536, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);",
    "  check_text();",
    "  check_errno();",
    "  check_last_error();",
    ...cases.map((_, index) => `  current = ${index}; case_${index}();`),
    `  printf("${cases.length} cases, %d pieces\\n", count);`,
    "  return 0;",
    "}",
    "",
  ].join("\n");
}

/** A stub that keeps `errno` clears it before the call and stores it after it; results stay whole, also of text. */
function renderErrnoCheck(attribute: string, emit: StubRunner["emit"]): readonly string[] {
  const request = { target: placeholder, slots, errno: BigInt(errno) };
  const scalar = emit({
    ...request,
    signature: { parameters: ["i32", "f64"], result: "f64", keepsErrno: true },
  });
  const text = emit({
    ...request,
    signature: { parameters: ["pointer", "i32"], result: "pointer", keepsErrno: true },
    finishWithText: BigInt(finish),
  });
  const kept = errnoSlot * slotByteLength;
  return [
    '__attribute__((section(".errno"))) int fake_errno = 99;',
    `static ${attribute} double errno_function(int number, double value) {`,
    "  if (fake_errno == 0) fake_errno = number;",
    "  return value * 2;",
    "}",
    `static ${attribute} const char *errno_text(const char *text, int offset) {`,
    "  if (fake_errno == 0) fake_errno = offset;",
    "  return text + offset;",
    "}",
    "static void check_errno(void) {",
    '  const char *text = "some text"; int offset = 5, number = 17; double value = 1.25, result; long long kept;',
    "  memcpy(slots + 8, &number, 4); memcpy(slots + 16, &value, 8);",
    `  enter(-2, ${byteList([...scalar])}, ${scalar.length}, (void *)errno_function, 0);`,
    `  memcpy(&result, slots, 8); memcpy(&kept, slots + ${kept}, 8);`,
    '  if (result != 2.5 || kept != 17) printf("case -2: errno %lld, result %g\\n", kept, result);',
    "  memcpy(slots + 8, &text, 8); memcpy(slots + 16, &offset, 4);",
    `  void *finished = enter(-2, ${byteList([...text])}, ${text.length}, (void *)errno_text, &count);`,
    `  memcpy(&kept, slots + ${kept}, 8);`,
    '  if (finished != slots || kept != 5) printf("case -2: errno %lld, text %p\\n", kept, finished);',
    "}",
  ];
}

/**
 * The same of the last error, which functions find in the block of their thread: the value in front of it and behind it must
 * stay, so that what a stub touches is neither wider nor elsewhere.
 */
function renderLastErrorCheck({ attribute, emit, threadBlock }: StubRunner): readonly string[] {
  if (threadBlock === undefined) return ["static void check_last_error(void) {}"];
  const request = { target: placeholder, slots };
  const scalar = emit({
    ...request,
    signature: { parameters: ["i32", "f64"], result: "f64", keepsLastError: true },
  });
  const text = emit({
    ...request,
    signature: { parameters: ["pointer", "i32"], result: "pointer", keepsLastError: true },
    finishWithText: BigInt(finish),
  });
  const kept = errnoSlot * slotByteLength;
  return [
    "static unsigned char thread_block[4096] __attribute__((aligned(16)));",
    ...threadBlock.declarations,
    `static ${attribute} double last_error_function(int number, double value) {`,
    `  if (${threadBlock.lastError} == 0) ${threadBlock.lastError} = number;`,
    "  return value * 2;",
    "}",
    `static ${attribute} const char *last_error_text(const char *text, int offset) {`,
    `  if (${threadBlock.lastError} == 0) ${threadBlock.lastError} = offset;`,
    "  return text + offset;",
    "}",
    "static void check_last_error(void) {",
    '  const char *text = "some text"; int offset = 5, number = -17; double value = 1.25, result; long long kept;',
    "  memcpy(slots + 8, &number, 4); memcpy(slots + 16, &value, 8);",
    "  memset(thread_block, 0x5a, sizeof thread_block);",
    `  ${threadBlock.enter}`,
    `  enter(-3, ${byteList([...scalar])}, ${scalar.length}, (void *)last_error_function, 0);`,
    `  memcpy(&result, slots, 8); memcpy(&kept, slots + ${kept}, 8);`,
    '  if (result != 2.5 || kept != 0xffffffef) printf("case -3: last error %llx, result %g\\n", kept, result);',
    "  memcpy(slots + 8, &text, 8); memcpy(slots + 16, &offset, 4);",
    `  ${threadBlock.enter}`,
    `  void *finished = enter(-3, ${byteList([...text])}, ${text.length}, (void *)last_error_text, &count);`,
    `  memcpy(&kept, slots + ${kept}, 8);`,
    '  if (finished != slots || kept != 5) printf("case -3: last error %llx, text %p\\n", kept, finished);',
    "  for (size_t at = 0; at < sizeof thread_block; at++)",
    "    if (thread_block[at] != (at == 0x68 ? 5 : at > 0x68 && at < 0x6c ? 0 : 0x5a))",
    '      printf("case -3: byte %zu of the thread\'s block is %x\\n", at, thread_block[at]);',
    "}",
  ];
}

/** C functions that fill slots, and that enter a stub with the address of its function. */
function renderEntry(attribute: string, preserved: readonly string[]): readonly string[] {
  return [
    "static unsigned char *slots, *code;",
    "static void put(size_t offset, const unsigned char *bytes, size_t length) { memcpy(slots + offset, bytes, length); }",
    "static void put_address(size_t slot, size_t offset) {",
    "  unsigned char *address = slots + offset;",
    "  memcpy(slots + 8 * slot, &address, 8);",
    "}",
    "static void *enter(int index, const unsigned char *bytes, size_t length, void *function, void *environment) {",
    "  memcpy(code, bytes, length);",
    `  unsigned long long placeholder = ${placeholder}ull;`,
    "  for (size_t at = 0; at + 8 <= length; at++)",
    "    if (memcmp(code + at, &placeholder, 8) == 0) memcpy(code + at, &function, 8);",
    "  __builtin___clear_cache((char *)code, (char *)code + length);",
    ...preserved.map((register, at) => `  register size_t kept${at} __asm__("${register}") = 0x1234${at};`),
    ...preserved.map((_, at) => `  __asm__ volatile("" : "+r"(kept${at}));`),
    `  void *result = ((void *(${attribute} *)(void *, void *))code)(environment, environment);`,
    ...preserved.map((_, at) => `  __asm__ volatile("" : "+r"(kept${at}));`),
    ...preserved.map((register, at) => {
      return `  if (kept${at} != 0x1234${at}) printf("case %d: the stub changed ${register}\\n", index);`;
    }),
    "  return result;",
    "}",
    "static void run(int index, const unsigned char *bytes, size_t length, void *function) {",
    "  void *result = enter(index, bytes, length, function, 0);",
    '  if (result != 0) printf("case %d: the stub returned %p\\n", index, result);',
    "}",
  ];
}
