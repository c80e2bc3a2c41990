/** Unicode's encoding forms, and Latin-1, whose 256 characters are Unicode's first. */
import type { TextEncoding } from "./encoding.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const replacement = 0xfffd;

const utf8: TextEncoding = {
  unitByteLength: 1,
  encode: (text) => encoder.encode(text),
  decode: (bytes) => decoder.decode(bytes),
};

function utf16(isLittleEndian: boolean): TextEncoding {
  // Making a decoder of UTF-16 takes two milliseconds.
  let wide: TextDecoder | undefined;
  return {
    unitByteLength: 2,
    encode(text) {
      const whole = text.toWellFormed();
      // Machines that Koine runs on are little-endian.
      const units = new Uint16Array(whole.length);
      for (let index = 0; index < whole.length; index++) units[index] = whole.charCodeAt(index);
      const bytes = new Uint8Array(units.buffer);
      return isLittleEndian ? bytes : swapPairs(bytes);
    },
    decode(bytes) {
      wide ??= new TextDecoder("utf-16le", { ignoreBOM: true });
      return wide.decode(isLittleEndian ? bytes : swapPairs(bytes));
    },
  };
}

function swapPairs(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, index) => bytes[index ^ 1] ?? 0);
}

function utf32(isLittleEndian: boolean): TextEncoding {
  return {
    unitByteLength: 4,
    encode(text) {
      const points = Array.from(text.toWellFormed(), (character) => character.codePointAt(0) ?? replacement);
      const view = new DataView(new ArrayBuffer(points.length * 4));
      points.forEach((point, index) => view.setUint32(index * 4, point, isLittleEndian));
      return new Uint8Array(view.buffer);
    },
    decode(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let text = "";
      for (let offset = 0; offset + 4 <= bytes.byteLength; offset += 4) {
        const point = view.getUint32(offset, isLittleEndian);
        const isCharacter = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
        text += String.fromCodePoint(isCharacter ? point : replacement);
      }
      return text;
    },
  };
}

/** Encodings whose bytes are the first characters of Unicode; `?` stands for the rest. */
function firstCharacters(count: number): TextEncoding {
  return {
    unitByteLength: 1,
    encode: (text) =>
      Uint8Array.from(text, (character) => {
        const point = character.codePointAt(0) ?? replacement;
        return point < count ? point : 0x3f;
      }),
    decode: (bytes) => Array.from(bytes, (byte) => String.fromCodePoint(byte < count ? byte : replacement)).join(""),
  };
}

const utf16le = utf16(true);
const utf32le = utf32(true);

/** Unicode's encodings by name; those that do not say their byte order have the machine's. */
export const unicodeEncodings: Readonly<Partial<Record<string, TextEncoding>>> = {
  "utf-8": utf8,
  utf8,
  "utf-16": utf16le,
  "utf-16le": utf16le,
  utf16le,
  "ucs-2": utf16le,
  "utf-16be": utf16(false),
  "utf-32": utf32le,
  "utf-32le": utf32le,
  "utf-32be": utf32(false),
};

const iso88591 = firstCharacters(256);

/** Latin-1 and ASCII by name. */
export const latin1: Readonly<Partial<Record<string, TextEncoding>>> = {
  latin1: iso88591,
  "iso-8859-1": iso88591,
  ascii: firstCharacters(128),
  "us-ascii": firstCharacters(128),
};
