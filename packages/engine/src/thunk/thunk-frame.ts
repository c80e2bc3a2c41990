/**
 * What a thunk does with the values of a call, as data: where each comes from, and where it goes in the *block*, the memory
 * that it hands to JavaScript. Thunks of all conventions are emitted from it, also those that switch stacks. Where values
 * travel is decided in `classify/`.
 */
import { arrangeCall } from "../classify/arrange-call.ts";
import type { Convention } from "../classify/arrange-call.ts";
import { alignUp } from "../classify/model.ts";
import type { ArgumentArrangement, ResultArrangement, ValuePlace } from "../classify/model.ts";
import { shapeOfScalar } from "../classify/value-shape.ts";
import type { ValueShape } from "../classify/value-shape.ts";
import type { CallSignature, SignatureValue } from "../signature/scalar-signature.ts";

/** Some bytes that arrive at a place and belong into the block. */
export interface BlockMove {
  readonly place: ValuePlace;
  readonly byteLength: number;
  /** Where they go, in bytes from the start of the block; there is room up to the next multiple of 8. */
  readonly offset: number;
}

/** A value whose address arrives. */
export interface BlockCopy {
  /** Bytes to copy, not one more. */
  readonly byteLength: number;
  /** Where in the block its address is put first, and then the value. */
  readonly offset: number;
}

/**
 * The plan of a thunk. The block begins with the result; each argument begins at a multiple of 8 with its own bytes, as they
 * lie in memory: of a scalar so many as its type has, the rest of its 8 bytes is garbage.
 */
export interface ThunkFrame {
  /** A multiple of 16. */
  readonly byteLength: number;
  /** Bytes of the result at offset 0; a multiple of 8. */
  readonly resultByteLength: number;
  readonly argumentOffsets: readonly number[];
  /** Everything that arrives in registers and on the stack. */
  readonly moves: readonly BlockMove[];
  /** What is copied from elsewhere after that. */
  readonly copies: readonly BlockCopy[];
  readonly result: ResultArrangement;
  /** Where the address of memory for the result is kept; `undefined` where the result travels in registers. */
  readonly resultAddressOffset: number | undefined;
}

/** Plans a thunk for functions of a signature. */
export function planThunkFrame({ parameters, result }: CallSignature, convention: Convention): ThunkFrame {
  const arrangement = arrangeCall(
    { parameters: parameters.map(shapeOf), result: result === "void" ? undefined : shapeOf(result) },
    convention,
  );
  const resultByteLength = arrangement.result.kind === "void" ? 0 : alignUp(arrangement.result.byteLength, 8);
  const resultAddressOffset = arrangement.result.kind === "memory" ? resultByteLength : undefined;
  const argumentOffsets: number[] = [];
  let byteLength = resultByteLength + (resultAddressOffset === undefined ? 0 : 8);
  for (const argument of arrangement.arguments) {
    argumentOffsets.push(byteLength);
    // The address of a value needs room, too, even that of an empty one.
    byteLength += alignUp(Math.max(argument.byteLength, 1), 8);
  }
  const offsetOf = (index: number): number => argumentOffsets[index] as number;
  return {
    byteLength: alignUp(byteLength, 16),
    resultByteLength,
    argumentOffsets,
    moves: [
      ...moveResultAddress(arrangement.result, resultAddressOffset),
      ...arrangement.arguments.flatMap((argument, index) => moveArgument(argument, offsetOf(index))),
    ],
    copies: arrangement.arguments.flatMap(({ isIndirect, byteLength: length }, index) => {
      return isIndirect ? [{ byteLength: length, offset: offsetOf(index) }] : [];
    }),
    result: arrangement.result,
    resultAddressOffset,
  };
}

function moveResultAddress(result: ResultArrangement, offset: number | undefined): readonly BlockMove[] {
  return result.kind === "memory" && offset !== undefined ? [{ place: result.address, byteLength: 8, offset }] : [];
}

/** A value that travels twice (Windows, variadic) has the same bytes in both places: the first will do. */
function moveArgument({ isIndirect, pieces }: ArgumentArrangement, offset: number): readonly BlockMove[] {
  return pieces.map(({ place, byteLength, byteOffset }) => {
    return { place, byteLength: isIndirect ? 8 : byteLength, offset: offset + (isIndirect ? 0 : byteOffset) };
  });
}

function shapeOf(value: SignatureValue): ValueShape {
  return typeof value === "string" ? shapeOfScalar(value) : value;
}
