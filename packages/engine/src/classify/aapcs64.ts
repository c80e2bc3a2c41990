/**
 * Where AAPCS64 puts arguments and results, and where Apple's variant does. Which aggregates are homogeneous is decided in
 * `homogeneous-aggregate.ts`.
 *
 * @see AAPCS64 6.8.2 (parameter passing rules; "A.1" to "C.17" below are its rules), 6.9 (result return)
 * @see Apple, "Writing ARM64 code for Apple platforms"
 */
import { alignUp, cutValue, minimumStackAlignment, wholeValue } from "./model.ts";
import type {
  ArgumentArrangement,
  CallArrangement,
  CallShape,
  Extension,
  ResultArrangement,
  ValuePiece,
} from "./model.ts";
import type { HomogeneousElements } from "./homogeneous-aggregate.ts";
import { shapeOfScalar } from "./value-shape.ts";
import type { ValueShape } from "./value-shape.ts";

const registerLimit = 8;
const wordByteLength = 8;
/** An aggregate larger than this is passed by address, unless it is homogeneous. */
const maximumByteLength = 16;
const maximumAlignment = 16;

/** What earlier arguments have taken: NGRN, NSRN and NSAA of the standard, the latter in bytes from 0. */
interface Progress {
  integers: number;
  floats: number;
  stack: number;
  readonly isApple: boolean;
}

/**
 * Arranges a call by the standard. Variadic calls are arranged like any other.
 *
 * @see AAPCS64 6.8.2
 */
export function arrangeAapcs64Call(call: CallShape): CallArrangement {
  return arrange(call, { integers: 0, floats: 0, stack: 0, isApple: false });
}

/**
 * Arranges a call as Apple's systems do: scalars on the stack take no more than their size, variadic arguments are all on
 * the stack, registers are not skipped for alignment, and the caller extends narrow integers.
 *
 * @see Apple, "Writing ARM64 code for Apple platforms", "Pass arguments to functions correctly", "Update code that passes
 * arguments to variadic functions"
 */
export function arrangeAppleArm64Call(call: CallShape): CallArrangement {
  return arrange(call, { integers: 0, floats: 0, stack: 0, isApple: true });
}

function arrange(call: CallShape, progress: Progress): CallArrangement {
  const fixedCount = call.fixedParameterCount ?? call.parameters.length;
  const placed = call.parameters.map((shape, index) => {
    return arrangeArgument(shape, progress.isApple && index >= fixedCount, progress);
  });
  return {
    arguments: placed,
    result: arrangeResult(call.result),
    integerRegisterCount: progress.integers,
    floatRegisterCount: progress.floats,
    stackByteLength: progress.stack,
    stackAlignment: minimumStackAlignment,
  };
}

function arrangeArgument(shape: ValueShape, isVariadic: boolean, progress: Progress): ArgumentArrangement {
  const isIndirect = travelsByAddress(shape);
  const passed = isIndirect ? shapeOfScalar("pointer") : shape;
  const pieces = (isVariadic ? undefined : placeInRegisters(passed, progress)) ?? [
    placeOnStack(passed, isVariadic, progress),
  ];
  return { isIndirect, alignment: shape.alignment, byteLength: shape.byteLength, pieces };
}

/** Rule B.4. */
function travelsByAddress(shape: ValueShape): boolean {
  const isComposite = shape.kind === "aggregate" || shape.kind === "complex";
  return isComposite && shape.homogeneous === undefined && shape.byteLength > maximumByteLength;
}

/** Gives the pieces of a value in registers; `undefined` if those left do not suffice, which are then left for good. */
function placeInRegisters(shape: ValueShape, progress: Progress): readonly ValuePiece[] | undefined {
  // GNU C's empty structs travel nowhere.
  if (shape.byteLength === 0) return [];
  const elements = floatElements(shape);
  if (elements !== undefined) {
    // C.1 to C.3
    const first = progress.floats;
    const isEnough = first + elements.count <= registerLimit;
    progress.floats = isEnough ? first + elements.count : registerLimit;
    return isEnough ? cutIntoFloats(shape, first) : undefined;
  }
  // C.10: an even register for what is aligned to 16 bytes, which Apple's systems do not ask for.
  const isAligned = alignmentOf(shape) === maximumAlignment && !progress.isApple;
  const first = isAligned ? alignUp(progress.integers, 2) : progress.integers;
  const count = Math.ceil(shape.byteLength / wordByteLength);
  // C.9, C.12, C.13
  const isEnough = first + count <= registerLimit;
  progress.integers = isEnough ? first + count : registerLimit;
  return isEnough ? cutIntoIntegers(shape, first, extensionOf(shape, progress.isApple)) : undefined;
}

function placeOnStack(shape: ValueShape, isVariadic: boolean, progress: Progress): ValuePiece {
  const { byteLength } = shape;
  // Apple's systems pack declared scalars and floats; words are for aggregates of anything else, and for variadic arguments.
  const isPacked = progress.isApple && !isVariadic && (shape.kind !== "aggregate" || shape.homogeneous !== undefined);
  const unit = isPacked ? (floatElements(shape)?.byteLength ?? byteLength) : wordByteLength;
  // C.4, C.14
  const byteOffset = alignUp(progress.stack, isPacked ? unit : Math.max(wordByteLength, alignmentOf(shape)));
  // C.3, C.5, C.16
  progress.stack = byteOffset + alignUp(byteLength, unit);
  return wholeValue(byteLength, { kind: "stack", byteOffset });
}

function arrangeResult(shape: ValueShape | undefined): ResultArrangement {
  if (shape === undefined) return { kind: "void" };
  const { byteLength, alignment } = shape;
  if (travelsByAddress(shape)) {
    return { kind: "memory", byteLength, alignment, address: { kind: "indirect-result" }, isAddressReturned: false };
  }
  const isFloat = floatElements(shape) !== undefined;
  return {
    kind: "registers",
    byteLength,
    pieces: isFloat ? cutIntoFloats(shape, 0) : cutIntoIntegers(shape, 0, "none"),
  };
}

function floatElements(shape: ValueShape): HomogeneousElements | undefined {
  const isOne = shape.kind === "float" || shape.kind === "vector";
  return isOne ? { byteLength: shape.byteLength, count: 1 } : shape.homogeneous;
}

function cutIntoFloats(shape: ValueShape, first: number): readonly ValuePiece[] {
  const unit = floatElements(shape)?.byteLength ?? wordByteLength;
  return cutValue(shape.byteLength, unit, (index) => ({ kind: "float-register", index: first + index }));
}

function cutIntoIntegers(shape: ValueShape, first: number, extension: Extension): readonly ValuePiece[] {
  const pieces = cutValue(shape.byteLength, wordByteLength, (index) => ({
    kind: "integer-register",
    index: first + index,
  }));
  return pieces.map((piece) => ({ ...piece, extension }));
}

/** The natural alignment, as far as calls respect it. */
function alignmentOf(shape: ValueShape): number {
  return Math.min(shape.naturalAlignment, maximumAlignment);
}

/** The standard leaves the upper bits undefined; on Apple's systems the caller extends to 32 bits. */
function extensionOf(shape: ValueShape, isApple: boolean): Extension {
  if (!isApple || shape.kind !== "integer" || shape.byteLength >= 4) return "none";
  return shape.isSigned ? "sign" : "zero";
}
