/** Encodings besides Unicode's: those of iconv-lite, which is loaded when the first of them is used. */
import { FfiError } from "@koine/diagnostics";
import type { LegacyEncodings } from "../../backend/contract.ts";
import { requireModule } from "./require-module.ts";

/** The part of iconv-lite that is used. */
interface IconvLite {
  encodingExists(name: string): boolean;
  encode(text: string, name: string, options: { readonly addBOM: boolean }): Uint8Array;
  decode(bytes: Uint8Array, name: string, options: { readonly stripBOM: boolean }): string;
}

let loaded: LegacyEncodings | undefined;

/** Loads the encodings; synchronously, because strings are passed synchronously. */
export function loadLegacyEncodings(): LegacyEncodings {
  return (loaded ??= load());
}

function load(): LegacyEncodings {
  let iconv: IconvLite;
  try {
    iconv = requireModule("iconv-lite") as IconvLite;
  } catch (error) {
    throw new FfiError("FFI_UNSUPPORTED", "the package iconv-lite, which has the legacy encodings, cannot be loaded", {
      hint: "install iconv-lite, or use an encoding of Unicode",
      details: { package: "iconv-lite" },
      cause: error,
    });
  }
  return {
    has: (name) => iconv.encodingExists(name),
    encode: (text, name) => iconv.encode(text, name, { addBOM: false }),
    decode: (bytes, name) => iconv.decode(bytes, name, { stripBOM: false }),
  };
}
