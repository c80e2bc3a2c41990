/** Strings that are copied to memory of their own: checked, encoded and terminated. */
import type { StringType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { encodingOf } from "./encoding.ts";

const utf8: StringType = { kind: "string", encoding: "utf-8", isConst: true };

/**
 * Encodes a string with its terminator.
 *
 * @param path What the string is for, for errors: `struct Entry.name`.
 * @param isCounted Whether C is told the length, so that NUL characters do no harm.
 * @throws {FfiError} `FFI_STRING_CONTENT` when it has a NUL character, or what the encoding cannot express.
 */
export function encodeText(
  value: string,
  path: string,
  type: StringType = utf8,
  isCounted = false,
): Uint8Array<ArrayBuffer> {
  const { encode, decode, unitByteLength } = encodingOf(type.encoding);
  const index = value.indexOf("\0");
  if (index >= 0 && !isCounted) {
    throw wrongContent(path, type, {
      what: `a NUL character at index ${index}`,
      hint: "C would see the end of the string there; pass bytes with a length",
      index,
    });
  }
  const encoded = encode(value);
  if (type.onInvalid !== "replace") {
    const wrong = type.encoding === "utf-8" ? indexOfSurrogate(value) : indexOfDifference(value, decode(encoded));
    if (wrong >= 0) throw wrongContent(path, type, inexpressible(value, wrong, type));
  }
  const terminated = new Uint8Array(encoded.length + unitByteLength);
  terminated.set(encoded);
  return terminated;
}

function indexOfSurrogate(value: string): number {
  return value.isWellFormed() ? -1 : indexOfDifference(value, value.toWellFormed());
}

function indexOfDifference(left: string, right: string): number {
  if (left === right) return -1;
  let index = 0;
  while (left.charCodeAt(index) === right.charCodeAt(index)) index++;
  return index;
}

interface WrongContent {
  readonly what: string;
  readonly hint: string;
  readonly index: number;
}

function inexpressible(value: string, index: number, { encoding }: StringType): WrongContent {
  const character = String.fromCodePoint(value.codePointAt(index) ?? 0);
  if (!character.isWellFormed()) {
    return { what: `a lone surrogate at index ${index}`, hint: "repair it with toWellFormed()", index };
  }
  const hint = `use an encoding that has it, or c.stringOf("${encoding}", { onInvalid: "replace" })`;
  return { what: `${JSON.stringify(character)} at index ${index}, which ${encoding} does not have`, hint, index };
}

function wrongContent(path: string, { encoding }: StringType, { what, hint, index }: WrongContent): FfiError {
  return new FfiError("FFI_STRING_CONTENT", `${path}: the string has ${what}`, {
    hint,
    details: { path, encoding, index },
  });
}

/** Gives the number of code units of a string in its encoding, without a terminator. */
export function countUnits(value: string, { encoding }: StringType): number {
  const { encode, unitByteLength } = encodingOf(encoding);
  return encode(value).length / unitByteLength;
}
