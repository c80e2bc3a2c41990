/** `char name[n]` as a string or as bytes. Arrays of elements are `codec.ts`'s. */
import { typeName } from "@koine/ctypes";
import type { ArrayType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { isArrayBuffer, isSharedArrayBuffer } from "./array-buffer.ts";
import { assertWritableView } from "./read-only-view.ts";
import { encodeText } from "../text/encode-text.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

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
  assertWritableView(view, path);
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
 * Writes all bytes of an array, a struct or a union from a `Uint8Array` or a view of other bytes.
 *
 * @param place Where they go, all of it.
 * @returns Whether the value is bytes; everything else is left to the codec.
 * @throws {FfiError} `FFI_ARGUMENT_RANGE` for another length.
 */
export function writeBytes(place: Uint8Array, value: unknown, path: string): boolean {
  const given = findBytes(value);
  if (given === undefined) return false;
  if (given.length !== place.length) {
    throw new FfiError("FFI_ARGUMENT_RANGE", `${path}: expected ${place.length} bytes, got ${given.length}`, {
      hint: "pass exactly as many bytes as the type has",
      details: { path, expected: place.length, received: given.length },
    });
  }
  place.set(given);
  return true;
}

function findBytes(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    const isPlain = value instanceof Uint8Array;
    return isPlain ? value : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (!isArrayBuffer(value) && !isSharedArrayBuffer(value)) return undefined;
  // Of a buffer that was transferred there can be no view.
  return value.byteLength === 0 ? new Uint8Array(0) : new Uint8Array(value);
}

/** The same for an array. */
export function writeByteArray(type: ArrayType, view: DataView, offset: number, value: unknown, path: string): boolean {
  assertWritableView(view, path);
  return writeBytes(bytesAt(type, view, offset), value, path);
}

function bytesAt({ length }: ArrayType, view: DataView, offset: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + offset, length ?? 0);
}

function wrongValue(type: ArrayType, expected: string, value: unknown, path: string): FfiError {
  return new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected ${expected}, got ${describeValue(value)}`, {
    details: { path, expected, received: value, type: typeName(type) },
  });
}
