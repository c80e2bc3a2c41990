/**
 * Writes, compiles and runs a C program in which gcc makes calls with known bytes, and which finds each byte where an
 * arrangement says that it travels. What registers hold is seen by the assembly in `probe-assembly.case.ts`.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { typeName } from "@koine/ctypes";
import type { CType, Target } from "@koine/ctypes";
import type { CallArrangement, CallShape, ValuePiece, ValuePlace } from "../model.ts";
import { shapeOfType } from "../value-shape.ts";
import type { ValueShape } from "../value-shape.ts";
import { accumulatorOffset, dumpLength, dumpOffset, stackDumpLength } from "./probe-assembly.case.ts";
import { sharedText } from "./random-signature.case.ts";
import type { RandomSignature } from "./random-signature.case.ts";

/** One convention and the compiler that shows it. */
export interface ProbedConvention {
  readonly target: Target;
  readonly arrange: (call: CallShape) => CallArrangement;
  /** Attribute of function types, such as `__attribute__((ms_abi))`, or nothing. */
  readonly attribute: string;
  readonly assembly: string;
  readonly compiler: readonly [command: string, ...options: readonly string[]];
  /** What runs the program, if not the system. */
  readonly runner: readonly string[];
  /** Whether `al` holds the number of float registers in variadic calls. */
  readonly doesCountFloats: boolean;
}

/** Compares arrangements with gcc. Prints what differs, with the C text of the signature. */
export function assertLikeCompiler(signatures: readonly RandomSignature[], convention: ProbedConvention): void {
  const cases = signatures.map((signature, index) => renderCase(signature, index, convention));
  const output = compileAndRun(renderProgram(cases), convention);
  const failures = output.split("\n").filter((line) => line.startsWith("case "));
  const details = failures.slice(0, 5).map((line) => {
    const index = Number(/^case (\d+)/.exec(line)?.[1]);
    return `${line}\n${cases[index]?.text}`;
  });
  assert.equal(failures.length, 0, `${failures.length} differences:\n${details.join("\n\n")}`);
  assert.match(output, new RegExp(`^${cases.length} cases, [1-9][0-9]* pieces$`, "m"));
}

interface RenderedCase {
  readonly text: string;
}

function renderCase(signature: RandomSignature, index: number, convention: ProbedConvention): RenderedCase {
  const { target, attribute } = convention;
  const shapes = signature.parameters.map((parameter) => shapeOfType(parameter, target));
  const resultShape = shapeOfType(signature.result, target);
  const arrangement = convention.arrange({
    parameters: shapes,
    result: resultShape,
    fixedParameterCount: signature.fixedParameterCount,
  });
  assert.ok(arrangement.stackByteLength <= stackDumpLength, "the dump holds the whole stack");
  const names = signature.parameters.map((_, parameter) => `a${parameter}`);
  const declared = signature.parameters.slice(0, signature.fixedParameterCount).map(typeofText);
  if (signature.fixedParameterCount !== undefined) declared.push("...");
  const values = shapes.map((shape, parameter) => randomBytes(shape, index * 31 + parameter));
  const resultValue = randomBytes(resultShape, index * 31 + 30);
  const callee = `${typeofText(signature.result)} (${attribute} *)(${declared.join(", ") || "void"})`;
  const lines = [
    signature.text,
    `static ${attribute} ${typeofText(signature.result)} result_${index}(void) {`,
    `  ${declareValue("r", signature.result, resultValue)}`,
    "  return r;",
    "}",
    `static void case_${index}(void) {`,
    ...signature.parameters.map((parameter, at) => `  ${declareValue(`a${at}`, parameter, values[at] ?? [])}`),
    `  ((${callee})probed)(${names.join(", ")});`,
    ...arrangement.arguments.flatMap((argument, at) => {
      const shape = shapes[at] as ValueShape;
      const value = values[at] ?? [];
      assertComplete(argument.isIndirect ? undefined : argument.pieces, shape);
      if (!argument.isIndirect) return argument.pieces.map((piece) => expectPiece(index, at, { piece, shape, value }));
      const place = argument.pieces[0]?.place as ValuePlace;
      // GCC aligns copies to no more than 16 bytes, and on x86-64 to no more than the type asks for.
      return [
        expectBytes(index, at, {
          from: `*(unsigned char **)(dump + ${dumpOffset(place)})`,
          value,
          mask: maskOf(shape),
        }),
        `  expect_aligned(${index}, ${at}, *(size_t *)(dump + ${dumpOffset(place)}), ${Math.min(16, shape.alignment)});`,
      ];
    }),
    ...(convention.doesCountFloats && signature.fixedParameterCount !== undefined
      ? [`  expect_count(${index}, dump[${accumulatorOffset}], ${arrangement.floatRegisterCount});`]
      : []),
    ...expectResult(index, { arrangement, shape: resultShape, value: resultValue }),
    "}",
  ];
  return { text: lines.join("\n") };
}

function expectResult(
  index: number,
  result: { readonly arrangement: CallArrangement; readonly shape: ValueShape; readonly value: readonly number[] },
): readonly string[] {
  const { arrangement, shape, value } = result;
  const call = `  capture((void *)result_${index}, memory);`;
  const place = arrangement.result;
  switch (place.kind) {
    case "void":
      return [];
    case "registers":
      assertComplete(place.pieces, shape);
      return [call, ...place.pieces.map((piece) => expectPiece(index, -1, { piece, shape, value }))];
    case "memory": {
      const returned = dumpOffset({ kind: "integer-register", index: 0 });
      return [
        call,
        expectBytes(index, -1, { from: "memory", value, mask: maskOf(shape) }),
        ...(place.isAddressReturned ? [`  expect_address(${index}, *(unsigned char **)(dump + ${returned}));`] : []),
      ];
    }
    default:
      return place satisfies never;
  }
}

/** Every byte that holds bits of the value must travel somewhere. */
function assertComplete(pieces: readonly ValuePiece[] | undefined, shape: ValueShape): void {
  if (pieces === undefined) return;
  maskOf(shape).forEach((bits, byte) => {
    const isCovered = pieces.some((piece) => byte >= piece.byteOffset && byte < piece.byteOffset + piece.byteLength);
    assert.ok(bits === 0 || isCovered, `byte ${byte} travels nowhere`);
  });
}

interface PlacedPiece {
  readonly piece: ValuePiece;
  readonly shape: ValueShape;
  readonly value: readonly number[];
}

function expectPiece(index: number, argument: number, { piece, shape, value }: PlacedPiece): string {
  const end = piece.byteOffset + piece.byteLength;
  const bytes = value.slice(piece.byteOffset, end);
  const mask = maskOf(shape).slice(piece.byteOffset, end);
  if (piece.extension !== "none") {
    const isNegative = piece.extension === "sign" && ((bytes.at(-1) ?? 0) & 0x80) !== 0;
    while (bytes.length < 4) {
      bytes.push(isNegative ? 0xff : 0);
      mask.push(0xff);
    }
  }
  return expectBytes(index, argument, { from: `dump + ${dumpOffset(piece.place)}`, value: bytes, mask });
}

function expectBytes(
  index: number,
  argument: number,
  expected: { readonly from: string; readonly value: readonly number[]; readonly mask: readonly number[] },
): string {
  const { from, value, mask } = expected;
  return `  expect(${index}, ${argument}, ${from}, ${byteList(value)}, ${byteList(mask)}, ${value.length});`;
}

function declareValue(name: string, type: CType, value: readonly number[]): string {
  return `${typeofText(type)} ${name}; memcpy(&${name}, ${byteList(value)}, sizeof ${name});`;
}

function byteList(bytes: readonly number[]): string {
  return `(const unsigned char[]){${bytes.length === 0 ? 0 : bytes.join(",")}}`;
}

function typeofText(type: CType): string {
  return `__typeof__(${typeName(type)})`;
}

/** Bits of a value that C must preserve: those of its scalars, not its padding. */
function maskOf(shape: ValueShape): number[] {
  const mask = Array.from({ length: shape.byteLength }, () => 0);
  for (const leaf of shape.leaves) {
    if (leaf.kind === "padding") continue;
    const bitWidth = leaf.kind === "extended" ? 80 : leaf.bitWidth;
    for (let bit = leaf.bitOffset; bit < leaf.bitOffset + bitWidth; bit++) {
      mask[bit >> 3] = (mask[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return mask;
}

/** Bytes that are different everywhere, with only 0 and 1 for booleans. */
function randomBytes(shape: ValueShape, seed: number): readonly number[] {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const bytes = Array.from({ length: shape.byteLength }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  for (const leaf of shape.leaves) {
    if (leaf.kind === "bool") bytes[leaf.bitOffset / 8] = (bytes[leaf.bitOffset / 8] ?? 0) & 1;
  }
  return bytes;
}

function renderProgram(cases: readonly RenderedCase[]): string {
  return [
    "#include <stdio.h>",
    "#include <string.h>",
    "#include <stddef.h>",
    "#include <signal.h>",
    "#include <unistd.h>",
    "extern void probe(void);",
    // GCC ignores the convention of a type that a known function is cast to.
    "static void (*volatile probed)(void) = probe;",
    "extern void capture(void *function, void *memory);",
    `__attribute__((aligned(64))) unsigned char dump[${dumpLength}];`,
    "static __attribute__((aligned(64))) unsigned char memory[65536];",
    "static int count;",
    "static volatile int current;",
    "static void crashed(int number) {",
    '  printf("case %d: argument 0: signal %d, at an address that is none\\n", current, number);',
    "  fflush(stdout);",
    "  _exit(0);",
    "}",
    "static void expect(int index, int argument, const unsigned char *actual, const unsigned char *expected,",
    "                   const unsigned char *mask, size_t length) {",
    "  count++;",
    "  for (size_t i = 0; i < length; i++)",
    "    if ((actual[i] ^ expected[i]) & mask[i]) {",
    '      printf("case %d: argument %d: byte %zu of %zu is elsewhere\\n", index, argument, i, length);',
    "      return;",
    "    }",
    "}",
    "static void expect_aligned(int index, int argument, size_t address, size_t alignment) {",
    '  if (address % alignment) printf("case %d: argument %d: copy is not aligned to %zu\\n", index, argument, alignment);',
    "}",
    "static void expect_count(int index, int actual, int expected) {",
    '  if (actual != expected) printf("case %d: %d float registers, not %d\\n", index, actual, expected);',
    "}",
    "static void expect_address(int index, unsigned char *actual) {",
    '  if (actual != memory) printf("case %d: the address of the result was not returned\\n", index);',
    "}",
    sharedText,
    ...cases.map((rendered) => rendered.text),
    "int main(void) {",
    `  volatile char room[${dumpLength}]; room[0] = 0;`,
    "  signal(SIGSEGV, crashed);",
    "  signal(SIGBUS, crashed);",
    ...cases.map((_, index) => `  current = ${index}; case_${index}();`),
    `  printf("${cases.length} cases, %d pieces\\n", count);`,
    "  return 0;",
    "}",
    "",
  ].join("\n");
}

function compileAndRun(source: string, convention: ProbedConvention): string {
  const directory = mkdtempSync(join(tmpdir(), "koine-classify-"));
  try {
    const paths = { c: join(directory, "probe.c"), s: join(directory, "dump.s"), program: join(directory, "probe") };
    writeFileSync(paths.c, source);
    writeFileSync(paths.s, convention.assembly);
    const [command, ...options] = convention.compiler;
    run(command, [...options, "-std=gnu17", "-w", "-O0", "-Dbool=_Bool", "-o", paths.program, paths.c, paths.s]);
    const [runner, ...argv] = [...convention.runner, paths.program];
    return run(runner as string, argv);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function run(command: string, argv: readonly string[]): string {
  const result = spawnSync(command, argv, { encoding: "utf8", maxBuffer: 2 ** 26 });
  assert.equal(result.status, 0, result.error?.message ?? `${command} ${result.signal}: ${result.stderr}`);
  return result.stdout;
}
