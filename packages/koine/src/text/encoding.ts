/**
 * Encodings by name: what strings of `c.stringOf` are turned into and read from. Unicode's own forms are in
 * `unicode-encodings.ts`; all others come from a package that is loaded when the first of them is used.
 */
import { FfiError, findNearestNames } from "@koine/diagnostics";
import type { Backend } from "../backend/contract.ts";
import { currentBackend } from "../backend/select.ts";
import { latin1, unicodeEncodings } from "./unicode-encodings.ts";

/** One encoding. */
export interface TextEncoding {
  /** Bytes of a code unit, and so of the terminator. */
  readonly unitByteLength: 1 | 2 | 4;
  /** Encodes text without a terminator. What cannot be expressed is replaced. */
  readonly encode: (text: string) => Uint8Array;
  /** Decodes bytes. What is no text becomes U+FFFD. */
  readonly decode: (bytes: Uint8Array) => string;
}

const known = new Map<string, TextEncoding>();

/**
 * Gives an encoding by its name in lower case.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` when there is none of that name; `FFI_UNSUPPORTED` when the package with the legacy
 *   encodings is not installed.
 */
export function encodingOf(name: string): TextEncoding {
  let encoding = known.get(name);
  if (encoding === undefined) {
    encoding = findEncoding(name, currentBackend());
    known.set(name, encoding);
  }
  return encoding;
}

function findEncoding(name: string, backend: Backend): TextEncoding {
  if (name === "wchar_t") return findEncoding(backend.target.platform === "win32" ? "utf-16le" : "utf-32le", backend);
  const own = unicodeEncodings[name] ?? latin1[name];
  if (own !== undefined) return own;
  const legacy = backend.loadLegacyEncodings();
  if (!legacy.has(name)) {
    const nearest = findNearestNames(name, [...Object.keys(unicodeEncodings), ...Object.keys(latin1), ...legacyNames]);
    throw new FfiError("FFI_DECLARATION_TYPE", `there is no encoding "${name}"`, {
      hint: nearest.length === 0 ? "use a name that iconv knows" : `did you mean ${nearest.join(" or ")}?`,
      details: { encoding: name, nearest },
    });
  }
  // Of those that iconv-lite has, only Unicode's have wider units, and these are above.
  return {
    unitByteLength: 1,
    encode: (text) => legacy.encode(text, name),
    decode: (bytes) => legacy.decode(bytes, name),
  };
}

/** Some that people ask for, to suggest. */
const legacyNames = [
  "shift_jis",
  "euc-jp",
  "gbk",
  "gb18030",
  "big5",
  "euc-kr",
  "windows-1252",
  "koi8-r",
  "iso-8859-15",
];
