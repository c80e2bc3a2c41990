/** What C passes to a callback with its number of elements beside it. What JavaScript passes so is `function/parameters/sized-parameter.ts`. */
import { types } from "@koine/ctypes";
import type { CType, SizedByType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { countedByteLength } from "../memory/counted-element.ts";
import { NativePointer, pointerCodec } from "../memory/pointer.ts";
import { readCountedText } from "../text/read-text.ts";

/** Gives what the address leads to that C passes. */
export function pointeeOfSized({ target }: SizedByType): CType {
  return target.kind === "pointer" ? target.target : types.void;
}

/** What stands beside an address. */
interface CountedPlace {
  /** How many C says there are. */
  readonly count: number | bigint | undefined;
  /** Names the argument in errors. */
  readonly path: string;
}

/**
 * Gives what a callback gets for an address and a count: a pointer that knows where it ends, a view of the bytes, or text; `null` for
 * `NULL`.
 *
 * @param native The pointer, or `null`.
 * @throws {FfiError} `FFI_ARGUMENT_RANGE` when the count is negative, or one that no memory has room for.
 */
export function readSizedArgument({ target }: SizedByType, native: unknown, place: CountedPlace): unknown {
  if (!(native instanceof NativePointer)) return null;
  const { type, address } = native as NativePointer;
  const length = lengthOf(place);
  switch (target.kind) {
    case "bytes":
      return (native as NativePointer).bytes(length);
    case "string":
      return readCountedText(address, target, length, place.path);
    case "pointer":
      return pointerCodec.create(type, address, length * countedByteLength(type, currentBackend().target));
    default:
      return target satisfies never;
  }
}

function lengthOf({ count = 0, path }: CountedPlace): number {
  const length = Number(count);
  if (Number.isSafeInteger(length) && length >= 0) return length;
  throw new FfiError("FFI_ARGUMENT_RANGE", `${path}: C passed ${count} as its number of elements`, {
    hint: "if that means that nobody counted, declare the pointer without c.sizedBy",
    details: { expected: "a count of at least 0", received: count },
  });
}
