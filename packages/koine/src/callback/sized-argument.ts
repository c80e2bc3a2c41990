/** What C passes to a callback with its number of elements beside it. What JavaScript passes so is `function/parameters/sized-parameter.ts`. */
import { types } from "@koine/ctypes";
import type { CType, SizedByType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { countedByteLength } from "../memory/counted-element.ts";
import { NativePointer, pointerCodec } from "../memory/pointer.ts";
import { readCountedText } from "../text/read-text.ts";

const path = "argument of the callback";

/** Gives what the address leads to that C passes. */
export function pointeeOfSized({ target }: SizedByType): CType {
  return target.kind === "pointer" ? target.target : types.void;
}

/**
 * Gives what a callback gets for an address and a count: a pointer that knows where it ends, a view of the bytes, or text; `null` for
 * `NULL`.
 *
 * @param native The pointer, or `null`.
 * @throws {FfiError} `FFI_ARGUMENT_RANGE` when the count is negative, or one that no memory has room for.
 */
export function readSizedArgument({ target }: SizedByType, native: unknown, count: number | bigint = 0): unknown {
  if (!(native instanceof NativePointer)) return null;
  const { type, address } = native as NativePointer;
  const length = lengthOf(count);
  switch (target.kind) {
    case "bytes":
      return (native as NativePointer).bytes(length);
    case "string":
      return readCountedText(address, target, length, path);
    case "pointer":
      return pointerCodec.create(type, address, length * countedByteLength(type, currentBackend().target));
    default:
      return target satisfies never;
  }
}

function lengthOf(count: number | bigint): number {
  const length = Number(count);
  if (Number.isSafeInteger(length) && length >= 0) return length;
  throw new FfiError("FFI_ARGUMENT_RANGE", `${path}: C passed ${count} as its number of elements`, {
    hint: "if that means that nobody counted, declare the pointer without c.sizedBy",
    details: { received: count },
  });
}
