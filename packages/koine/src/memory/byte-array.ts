/** `char name[n]` as a string or as bytes. Arrays of elements are `codec.ts`'s. */
import { typeName } from "@koine/ctypes";
import type { ArrayType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { encodeText } from "../text/encode-text.ts";

const decoder = new TextDecoder();

/** Reads text up to its NUL, or to the end of the array. */
export function readCharArray(type: ArrayType, view: DataView, offset: number): string {
  const bytes = bytesAt(type, view, offset);
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/**
 * Writes text and fills the rest with NULs.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_STRING_CONTENT`; `FFI_ARGUMENT_RANGE` when there is no room for text and NUL.
 */
export function writeCharArray(type: ArrayType, view: DataView, offset: number, value: unknown, path: string): void {
  if (typeof value !== "string") throw wrongValue(type, "a string", value, path);
  const text = encodeText(value, path);
  const bytes = bytesAt(type, view, offset);
  if (text.length > bytes.length) {
    throw new FfiError(
      "FFI_ARGUMENT_RANGE",
      `${path}: the string takes ${text.length} bytes with its NUL, and ${typeName(type)} has ${bytes.length}`,
      { hint: "shorten it, or use `.bytes` where C needs no NUL", details: { path, received: value } },
    );
  }
  bytes.fill(0);
  bytes.set(text);
}

/** Copies the bytes of an array. */
export function readByteArray(type: ArrayType, view: DataView, offset: number): Uint8Array {
  return bytesAt(type, view, offset).slice();
}

/**
 * Writes all bytes of an array from a `Uint8Array`, a view of other bytes, or numbers.
 *
 * @returns Whether the value is bytes; numbers are left to the codec, which checks each.
 * @throws {FfiError} `FFI_ARGUMENT_RANGE` for another length.
 */
export function writeByteArray(type: ArrayType, view: DataView, offset: number, value: unknown, path: string): boolean {
  if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) return false;
  const given = ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
  const bytes = bytesAt(type, view, offset);
  if (given.length !== bytes.length) {
    throw new FfiError("FFI_ARGUMENT_RANGE", `${path}: expected ${bytes.length} bytes, got ${given.length}`, {
      hint: "pass exactly as many bytes as the array has",
      details: { path, expected: bytes.length, received: given.length },
    });
  }
  bytes.set(given);
  return true;
}

function bytesAt({ length }: ArrayType, view: DataView, offset: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + offset, length ?? 0);
}

function wrongValue(type: ArrayType, expected: string, value: unknown, path: string): FfiError {
  return new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected ${expected}, got ${describeValue(value)}`, {
    details: { path, expected, received: value, type: typeName(type) },
  });
}
