/**
 * Where the System V x86-64 convention puts arguments and results. The classes of aggregates are in `eightbyte-class.ts`.
 *
 * @see System V x86-64 psABI 3.2.3 "Parameter Passing", 3.5.7 "Variable Argument Lists"
 */
import type { Scalar } from "../signature/scalar-signature.ts";
import { classifyEightbytes } from "./eightbyte-class.ts";
import type { EightbyteClass } from "./eightbyte-class.ts";
import { alignUp, minimumStackAlignment, wholeValue } from "./model.ts";
import type {
  ArgumentArrangement,
  CallArrangement,
  CallShape,
  Extension,
  ResultArrangement,
  ValuePiece,
  ValuePlace,
} from "./model.ts";
import { shapeOfScalar } from "./value-shape.ts";
import type { ValueShape } from "./value-shape.ts";

const integerRegisterLimit = 6;
const floatRegisterLimit = 8;
const eightbyte = 8;
/** Bytes of the x87 format in memory, without the padding that `sizeof` counts. */
const extendedByteLength = 10;

/** What earlier arguments have taken. */
interface Progress {
  integers: number;
  floats: number;
  /** Bytes. */
  stack: number;
  stackAlignment: number;
}

/**
 * Arranges a call.
 *
 * A variadic call is arranged like any other; besides, `al` must hold at least `floatRegisterCount`.
 *
 * @see System V x86-64 psABI 3.2.3
 */
export function arrangeSystemVX64Call(call: CallShape): CallArrangement {
  const progress: Progress = { integers: 0, floats: 0, stack: 0, stackAlignment: minimumStackAlignment };
  const result = arrangeResult(call.result, progress);
  const placed = call.parameters.map((parameter) => arrangeArgument(parameter, progress));
  return {
    arguments: placed,
    result,
    integerRegisterCount: progress.integers,
    floatRegisterCount: progress.floats,
    stackByteLength: progress.stack,
    stackAlignment: progress.stackAlignment,
  };
}

function arrangeArgument(shape: ValueShape, progress: Progress): ArgumentArrangement {
  const { byteLength } = shape;
  const alignment = Math.max(eightbyte, shape.alignment);
  const classes = classifyEightbytes(shape);
  const pieces = classes === "MEMORY" ? undefined : placeInRegisters(shape, classes, progress);
  return {
    isIndirect: false,
    alignment: shape.alignment,
    byteLength,
    pieces: pieces ?? [placeOnStack(byteLength, alignment, progress)],
  };
}

/** An argument travels in registers as a whole or not at all; `undefined` if they do not suffice. */
function placeInRegisters(
  shape: ValueShape,
  classes: readonly EightbyteClass[],
  progress: Progress,
): readonly ValuePiece[] | undefined {
  const integers = classes.filter((kind) => kind === "INTEGER").length;
  const floats = classes.filter((kind) => kind === "SSE").length;
  // x87 classes travel in memory as arguments, as do values of nothing but padding.
  const isEmpty = shape.byteLength > 0 && integers + floats === 0;
  if (isEmpty || classes.some((kind) => kind.includes("X87"))) return undefined;
  if (progress.integers + integers > integerRegisterLimit || progress.floats + floats > floatRegisterLimit) {
    return undefined;
  }
  return placeEightbytes(shape, classes, progress);
}

/** Gives each eightbyte the next register of its class, both halves of a vector the same; padding travels nowhere. */
function placeEightbytes(
  shape: ValueShape,
  classes: readonly EightbyteClass[],
  progress: { integers: number; floats: number },
): readonly ValuePiece[] {
  return classes.flatMap((kind, index) => {
    if (kind === "NO_CLASS" || kind === "SSEUP") return [];
    const unit = classes[index + 1] === "SSEUP" ? 2 * eightbyte : eightbyte;
    const byteOffset = index * eightbyte;
    const place: ValuePlace =
      kind === "SSE"
        ? { kind: "float-register", index: progress.floats++ }
        : { kind: "integer-register", index: progress.integers++ };
    const byteLength = Math.min(unit, shape.byteLength - byteOffset);
    return { byteOffset, byteLength, place, extension: extensionOf(shape) };
  });
}

function placeOnStack(byteLength: number, alignment: number, progress: Progress): ValuePiece {
  const byteOffset = alignUp(progress.stack, alignment);
  progress.stack = byteOffset + alignUp(byteLength, eightbyte);
  progress.stackAlignment = Math.max(progress.stackAlignment, alignment);
  return wholeValue(byteLength, { kind: "stack", byteOffset });
}

/** The psABI asks only for `_Bool` to be clean in 8 bits, but Clang's callees rely on 32, which GCC's callers give. */
function extensionOf(shape: ValueShape): Extension {
  if (shape.kind !== "integer" || shape.byteLength >= 4) return "none";
  return shape.isSigned ? "sign" : "zero";
}

function arrangeResult(shape: ValueShape | undefined, progress: Progress): ResultArrangement {
  if (shape === undefined) return { kind: "void" };
  const { byteLength, alignment } = shape;
  const classes = classifyEightbytes(shape);
  if (classes === "MEMORY") {
    const address: ValuePlace = { kind: "integer-register", index: progress.integers++ };
    return { kind: "memory", byteLength, alignment, address, isAddressReturned: true };
  }
  const first = classes[0];
  if (first === "X87" || first === "COMPLEX_X87") {
    const count = first === "X87" ? 1 : 2;
    const pieces = Array.from({ length: count }, (_, index): ValuePiece => {
      const place: ValuePlace = { kind: "x87-register", index };
      return { byteOffset: index * 16, byteLength: extendedByteLength, place, extension: "none" };
    });
    return { kind: "registers", byteLength, pieces };
  }
  const pieces = placeEightbytes(shape, classes, { integers: 0, floats: 0 });
  // Callees leave the upper bits of narrow results undefined.
  return { kind: "registers", byteLength, pieces: pieces.map((piece) => ({ ...piece, extension: "none" })) };
}

/** Where one scalar argument travels. Registers are numbered in the order of the convention, stack words from the lowest. */
export type ArgumentPlace =
  | { readonly kind: "integer-register"; readonly index: number }
  | { readonly kind: "float-register"; readonly index: number }
  | { readonly kind: "stack"; readonly word: number };

/** Where all arguments of a call with nothing but scalars travel. */
export interface ArgumentPlaces {
  readonly places: readonly ArgumentPlace[];
  readonly integerRegisterCount: number;
  readonly floatRegisterCount: number;
  /** 8-byte words on the stack. */
  readonly stackWordCount: number;
}

/**
 * Assigns each scalar argument its register or stack word.
 *
 * @see System V x86-64 psABI 3.2.3, "Passing"
 */
export function classifySystemVX64(parameters: readonly Scalar[]): ArgumentPlaces {
  const arrangement = arrangeSystemVX64Call({ parameters: parameters.map(shapeOfScalar), result: undefined });
  const places = arrangement.arguments.map(({ pieces }): ArgumentPlace => {
    // A scalar is never cut, and no argument travels in other registers.
    const place = pieces[0]?.place as Exclude<ValuePlace, { kind: "x87-register" | "indirect-result" }>;
    return place.kind === "stack" ? { kind: "stack", word: place.byteOffset / eightbyte } : place;
  });
  return {
    places,
    integerRegisterCount: arrangement.integerRegisterCount,
    floatRegisterCount: arrangement.floatRegisterCount,
    stackWordCount: arrangement.stackByteLength / eightbyte,
  };
}
