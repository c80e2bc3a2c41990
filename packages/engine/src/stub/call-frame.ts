/**
 * What a stub must have on the stack: arguments, and the copies of those that C receives by address, which the callee may
 * change. Where arguments travel is decided in `classify/`.
 */
import { FfiError } from "@koine/diagnostics";
import { arrangeCall } from "../classify/arrange-call.ts";
import type { Convention } from "../classify/arrange-call.ts";
import { alignUp, minimumStackAlignment } from "../classify/model.ts";
import type {
  ArgumentArrangement,
  CallArrangement,
  ResultArrangement,
  ValuePiece,
  ValuePlace,
} from "../classify/model.ts";
import { shapeOfScalar } from "../classify/value-shape.ts";
import type { ValueShape } from "../classify/value-shape.ts";
import type { CallSignature, SignatureValue } from "../signature/scalar-signature.ts";

/** Stack of one call. Offsets are in bytes from the stack pointer at the call instruction. */
export interface CallFrame {
  /** A multiple of 16. */
  readonly byteLength: number;
  /** What the stack pointer must be a multiple of: 16, or more where a value needs it. */
  readonly alignment: number;
  /** Where the copy of each argument lies; `undefined` for arguments that C does not receive by address. */
  readonly copyOffsets: ReadonlyArray<number | undefined>;
}

/** An argument with what a stub needs to pass it. */
export interface StubArgument extends ArgumentArrangement {
  readonly index: number;
  readonly value: SignatureValue;
  readonly copyOffset: number | undefined;
}

/** Arranges a call for a stub. */
export function arrangeSignature(
  { parameters, result, fixedParameterCount }: CallSignature,
  convention: Convention,
): CallArrangement {
  const shapes = { parameters: parameters.map(shapeOf), result: result === "void" ? undefined : shapeOf(result) };
  return arrangeCall({ ...shapes, fixedParameterCount }, convention);
}

/**
 * Bytes of stack that the arguments of one call may take. More could reach beyond the guard of a stack, which has 1 MiB, and
 * beyond that of a thread, and write to memory that belongs to something else.
 */
export const largestFrameByteLength: number = 1024 * 1024 - 4096;

/** Gives the bytes of stack that the arguments of a call take, what aligning them may take included. */
export function frameByteLengthOf(signature: CallSignature, convention: Convention): number {
  const { byteLength, alignment } = planFrame(arrangeSignature(signature, convention));
  return byteLength + (alignment > minimumStackAlignment ? alignment : 0);
}

/**
 * Gives the index of the first argument of a call that lies on the stack, itself or its copy, and is aligned to more than 16 bytes.
 * Stubs align the stack for it; libffi does not.
 */
export function findOveralignedArgument(signature: CallSignature, convention: Convention): number | undefined {
  const isOrdinary = signature.parameters.every((value) => shapeOf(value).alignment <= minimumStackAlignment);
  return isOrdinary ? undefined : findOveraligned(arrangeSignature(signature, convention));
}

function findOveraligned({ arguments: placed, stackAlignment }: CallArrangement): number | undefined {
  const isStackAligned = stackAlignment <= minimumStackAlignment;
  const index = placed.findIndex(({ isIndirect, alignment, pieces }) => {
    if (alignment <= minimumStackAlignment) return false;
    return isIndirect || (!isStackAligned && pieces.some(({ place }) => place.kind === "stack"));
  });
  return index === -1 ? undefined : index;
}

/**
 * Tells whether a stub must keep the address of memory for the result, which slot 0 holds, during the call: that function
 * may call back into JavaScript, which uses the slots for other calls. Where it is an argument of the call, C keeps it.
 */
export function isKeptInStub(result: SignatureValue | "void", arrangement: ResultArrangement): boolean {
  return typeof result !== "string" && arrangement.kind === "registers";
}

/**
 * Gives the address of `errno`; `undefined` for signatures that do not keep it.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` where it is not known.
 */
export function errnoAddressOf(request: {
  readonly signature: CallSignature;
  readonly errno?: bigint | undefined;
}): bigint | undefined {
  if (request.signature.keepsErrno !== true) return undefined;
  if (request.errno !== undefined) return request.errno;
  throw new FfiError("FFI_UNSUPPORTED", "the C library of this process does not tell where errno is", {
    hint: "declare the function without errno",
    details: { capability: "errno" },
  });
}

/** Finds room for copies above the arguments. */
export function planFrame(arrangement: CallArrangement): CallFrame {
  let byteLength = alignUp(arrangement.stackByteLength, minimumStackAlignment);
  let alignment = arrangement.stackAlignment;
  const copyOffsets = arrangement.arguments.map((argument) => {
    if (!argument.isIndirect) return undefined;
    const offset = alignUp(byteLength, argument.alignment);
    byteLength = alignUp(offset + argument.byteLength, minimumStackAlignment);
    alignment = Math.max(alignment, argument.alignment);
    return offset;
  });
  return { byteLength, alignment, copyOffsets };
}

/** Joins what is known of each argument. */
export function listArguments(
  signature: CallSignature,
  arrangement: CallArrangement,
  frame: CallFrame,
): readonly StubArgument[] {
  return arrangement.arguments.map((argument, index) => {
    const value = signature.parameters[index] as SignatureValue;
    return { ...argument, index, value, copyOffset: frame.copyOffsets[index] };
  });
}

/** Gives the offset of an argument that travels on the stack; `undefined` for all others. */
export function stackOffsetOf({ pieces }: ArgumentArrangement): number | undefined {
  const place: ValuePlace | undefined = pieces[0]?.place;
  return place?.kind === "stack" ? place.byteOffset : undefined;
}

/** One access of a copy: its offset in the value, and how many bytes it takes. */
export type CopyStep = Pick<ValuePiece, "byteOffset"> & { readonly byteLength: 1 | 2 | 4 | 8 };

/** Cuts a value into accesses that take its bytes and no more. */
export function planCopy(byteLength: number): readonly CopyStep[] {
  const steps: CopyStep[] = [];
  let byteOffset = 0;
  for (const unit of [8, 4, 2, 1] as const) {
    while (byteLength - byteOffset >= unit) {
      steps.push({ byteOffset, byteLength: unit });
      byteOffset += unit;
    }
  }
  return steps;
}

function shapeOf(value: SignatureValue): ValueShape {
  return typeof value === "string" ? shapeOfScalar(value) : value;
}
