/** Strings that are copied to memory of their own: checked, encoded and terminated. */
import { FfiError } from "@koine/diagnostics";

const encoder = new TextEncoder();

/**
 * Encodes a string as UTF-8 with its NUL.
 *
 * @param path What the string is for, for errors: `struct Entry.name`.
 * @throws {FfiError} `FFI_STRING_CONTENT` when it has a NUL character or a lone surrogate.
 */
export function encodeText(value: string, path: string): Uint8Array<ArrayBuffer> {
  const index = value.indexOf("\0");
  if (index >= 0 || !value.isWellFormed()) {
    const what = index >= 0 ? `a NUL character at index ${index}` : "a lone surrogate";
    throw new FfiError("FFI_STRING_CONTENT", `${path}: the string has ${what}`, {
      hint: index >= 0 ? "C would see the end of the string there" : "repair it with toWellFormed()",
      details: { path, index },
    });
  }
  return encoder.encode(`${value}\0`);
}
