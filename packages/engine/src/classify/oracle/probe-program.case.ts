/**
 * Writes, compiles and runs a C program in which gcc makes calls with known bytes, and which finds each byte where an
 * arrangement says that it travels. What registers hold is seen by the assembly in `probe-assembly.case.ts`.
 */
import assert from "node:assert/strict";
import type { Target } from "@koine/ctypes";
import type { CallArrangement, CallShape, ValuePiece, ValuePlace } from "../model.ts";
import { shapeOfType } from "../value-shape.ts";
import type { ValueShape } from "../value-shape.ts";
import { accumulatorOffset, dumpLength, dumpOffset, stackDumpLength } from "./probe-assembly.case.ts";
import {
  crashLines,
  declareValue,
  expectationLines,
  expectAligned,
  expectBytes,
  maskOf,
  randomBytes,
  typeofText,
} from "./c-text.case.ts";
import { runCases } from "./run-cases.case.ts";
import type { CaseRunner, RenderedCase } from "./run-cases.case.ts";
import { sharedText } from "./random-signature.case.ts";
import type { RandomSignature } from "./random-signature.case.ts";

/** One convention and the compiler that shows it. */
export interface ProbedConvention extends CaseRunner {
  readonly target: Target;
  readonly arrange: (call: CallShape) => CallArrangement;
  /** Attribute of function types, such as `__attribute__((ms_abi))`, or nothing. */
  readonly attribute: string;
  readonly assembly: string;
  /** Whether `al` holds the number of float registers in variadic calls. */
  readonly doesCountFloats: boolean;
}

/** Compares arrangements with gcc. Prints what differs, with the C text of the signature. */
export function assertLikeCompiler(signatures: readonly RandomSignature[], convention: ProbedConvention): void {
  const cases = signatures.map((signature, index) => renderCase(signature, index, convention));
  const files = { "probe.c": renderProgram(cases), "dump.s": convention.assembly };
  runCases(files, cases, convention);
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
        expectAligned(index, at, `*(size_t *)(dump + ${dumpOffset(place)})`, Math.min(16, shape.alignment)),
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

function renderProgram(cases: readonly RenderedCase[]): string {
  return [
    ...expectationLines,
    "extern void probe(void);",
    // GCC ignores the convention of a type that a known function is cast to.
    "static void (*volatile probed)(void) = probe;",
    "extern void capture(void *function, void *memory);",
    `__attribute__((aligned(64))) unsigned char dump[${dumpLength}];`,
    "static __attribute__((aligned(64))) unsigned char memory[65536];",
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
    ...crashLines,
    ...cases.map((_, index) => `  current = ${index}; case_${index}();`),
    `  printf("${cases.length} cases, %d pieces\\n", count);`,
    "  return 0;",
    "}",
    "",
  ].join("\n");
}
