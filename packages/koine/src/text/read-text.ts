/** Strings that lie in C's memory, in any encoding. */
import type { StringType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { Address } from "../backend/contract.ts";
import { currentBackend } from "../backend/select.ts";
import { encodingOf } from "./encoding.ts";

/**
 * Copies the terminated string at an address that is not null.
 *
 * @param path What is read, for errors.
 * @throws {FfiError} `FFI_STRING_CONTENT` for bytes that are no text, where the type says so.
 */
export function readText(address: bigint, type: StringType, path: string): string {
  const backend = currentBackend();
  if (type.encoding === "utf-8" && type.onInvalid !== "error") return backend.readText(address as Address);
  const { unitByteLength } = encodingOf(type.encoding);
  // SAFETY: C promises a terminated string at the address.
  const byteLength = backend.measureText(address as Address, unitByteLength);
  if (byteLength === 0) return "";
  const { buffer, byteOffset } = backend.viewMemory(address as Address, byteLength);
  // Copied first: a decoder must not see bytes that another thread changes.
  return decodeText(new Uint8Array(buffer, byteOffset, byteLength).slice(), type, path);
}

/**
 * Copies a string of a known number of code units at an address that is not null.
 *
 * @throws {FfiError} `FFI_STRING_CONTENT` for bytes that are no text, where the type says so.
 */
export function readCountedText(address: bigint, type: StringType, length: number, path: string): string {
  const byteLength = length * encodingOf(type.encoding).unitByteLength;
  if (byteLength === 0) return "";
  // SAFETY: C promises so many units at the address.
  const { buffer, byteOffset } = currentBackend().viewMemory(address as Address, byteLength);
  return decodeText(new Uint8Array(buffer, byteOffset, byteLength).slice(), type, path);
}

/**
 * Gives the bytes before the terminator.
 *
 * @throws {FfiError} `FFI_OUT_OF_BOUNDS` when there is none in them: C would read on behind them.
 */
export function cutTerminator(bytes: Uint8Array, { encoding }: StringType, path: string): Uint8Array {
  const { unitByteLength } = encodingOf(encoding);
  for (let end = 0; end + unitByteLength <= bytes.length; end += unitByteLength) {
    let isZero = true;
    for (let index = end; index < end + unitByteLength; index++) isZero &&= bytes[index] === 0;
    if (isZero) return bytes.subarray(0, end);
  }
  throw new FfiError("FFI_OUT_OF_BOUNDS", `${path}: the ${bytes.length} bytes there have no terminator`, {
    hint: "give the length of the text, string(encoding, byteLength)",
    details: { path, byteLength: bytes.length },
  });
}

/**
 * Decodes bytes without a terminator.
 *
 * @throws {FfiError} `FFI_STRING_CONTENT` for bytes that are no text, where the type says so.
 */
export function decodeText(bytes: Uint8Array, type: StringType, path: string): string {
  const { encode, decode } = encodingOf(type.encoding);
  const text = decode(bytes);
  if (type.onInvalid !== "error" || !text.includes("\ufffd")) return text;
  // U+FFFD itself may stand in Unicode text: then encoding gives the same bytes.
  const again = encode(text);
  const isSame = again.length === bytes.length && again.every((byte, index) => byte === bytes[index]);
  if (isSame) return text;
  throw new FfiError("FFI_STRING_CONTENT", `${path}: the bytes that C gave are no ${type.encoding} text`, {
    hint: "declare another encoding, or read it as bytes",
    details: { path, encoding: type.encoding, bytes: bytes.slice(0, 64) },
  });
}
