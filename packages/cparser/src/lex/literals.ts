/**
 * The values of literals: integers, characters, strings and hexadecimal floats. Their C types are `evaluate/`'s.
 *
 * @see C17 6.4.4 and 6.4.5
 */

/** An integer literal, with what decides about its type. */
export interface IntegerLiteral {
  readonly value: bigint;
  readonly isDecimal: boolean;
  readonly isUnsigned: boolean;
  /** Number of `l` in the suffix. */
  readonly longs: 0 | 1 | 2;
  /** C23's `wb`. */
  readonly isBitPrecise: boolean;
}

const integerPattern = /^(0[xX][0-9a-fA-F']+|0[bB][01']+|[0-9][0-9']*)([uUlLwWbB]*)$/;

/** Most integers: a number that JavaScript spells as C does, and nothing behind it. */
const plainPattern = /^(?:0|[1-9][0-9]*|0[xX][0-9a-fA-F]+)$/;

/** Reads an integer literal; `undefined` if the text is none. */
export function parseIntegerLiteral(text: string): IntegerLiteral | undefined {
  if (plainPattern.test(text)) {
    const isDecimal = !text.startsWith("0");
    return { value: BigInt(text), isDecimal, isUnsigned: false, longs: 0, isBitPrecise: false };
  }
  const match = integerPattern.exec(text);
  if (match === null) return undefined;
  const digits = (match[1] ?? "").replaceAll("'", "");
  const suffix = (match[2] ?? "").toLowerCase();
  // Both letters of LL are of one case.
  if (!/^(u?(l|ll|wb)?|(l|ll|wb)u)$/.test(suffix) || /lL|Ll/.test(match[2] ?? "")) return undefined;
  const isOctal = /^0[0-9]/.test(digits);
  if (isOctal && /[89]/.test(digits)) return undefined;
  return {
    value: BigInt(isOctal ? `0o${digits.slice(1)}` : digits),
    isDecimal: /^[1-9]/.test(digits),
    isUnsigned: suffix.includes("u"),
    longs: suffix.includes("ll") ? 2 : suffix.includes("l") ? 1 : 0,
    isBitPrecise: suffix.includes("wb"),
  };
}

/** One character of a literal: a code point, or a code unit that an escape states. */
export interface LiteralCharacter {
  readonly value: number;
  /** Whether a numeric escape states it: such a value is a code unit and is not encoded. */
  readonly isCodeUnit: boolean;
}

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ["n", 10],
  ["t", 9],
  ["r", 13],
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["v", 11],
  ["e", 27],
  ["E", 27],
]);

/** A text in which each character stands for itself, and takes one byte. */
const plainText = /^[ -[\]-~]*$/;

/** Tells whether what is between the quotes of a literal is ASCII without escapes. */
export function isPlainText(body: string): boolean {
  return plainText.test(body);
}

/** Reads the characters between the quotes of a character or string literal. */
export function readLiteralCharacters(body: string): LiteralCharacter[] {
  const characters: LiteralCharacter[] = [];
  const pattern = /\\x([0-9a-fA-F]+)|\\([0-7]{1,3})|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)|([^])/gu;
  for (const match of body.matchAll(pattern)) {
    const [, hexadecimal, octal, short, long, simple, plain] = match;
    if (hexadecimal !== undefined) characters.push({ value: Number.parseInt(hexadecimal, 16), isCodeUnit: true });
    else if (octal !== undefined) characters.push({ value: Number.parseInt(octal, 8), isCodeUnit: true });
    else if (simple !== undefined) {
      characters.push({ value: simpleEscapes.get(simple) ?? simple.codePointAt(0) ?? 0, isCodeUnit: false });
    } else {
      const universal = short ?? long;
      const value = universal === undefined ? plain?.codePointAt(0) : codePointOf(universal);
      characters.push({ value: value ?? 0, isCodeUnit: false });
    }
  }
  return characters;
}

/** The code point that a universal character name states; what Unicode does not have becomes its replacement character. */
function codePointOf(digits: string): number {
  const value = Number.parseInt(digits, 16);
  return value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff) ? 0xfffd : value;
}

/**
 * Finds the first escape between the quotes that says nothing: `\x` without digits, or a universal character name that is too
 * short or no character. Other escapes that C does not have stand for the character behind the backslash, with a warning of GCC.
 *
 * @see C17 6.4.3p2, 6.4.4.4
 */
export function findBadEscape(body: string): string | undefined {
  if (!body.includes("\\")) return undefined;
  for (const [escape, letter, digits = ""] of body.matchAll(/\\(?:([xuU])([0-9a-fA-F]*)|[^])/g)) {
    if (letter === undefined) continue;
    if (digits === "") return escape;
    if (letter === "x") continue;
    const length = letter === "u" ? 4 : 8;
    const name = digits.slice(0, length);
    if (name.length < length || codePointOf(name) !== Number.parseInt(name, 16)) return `\\${letter}${name}`;
  }
  return undefined;
}

/** Splits a literal into its prefix and what stands between the quotes. */
export function splitLiteral(text: string): { readonly prefix: "" | "L" | "u" | "U" | "u8"; readonly body: string } {
  const quote = text.search(/["']/);
  const prefix = text.slice(0, quote);
  const body = text.slice(quote + 1, -1);
  return { prefix: prefix === "L" || prefix === "u" || prefix === "U" || prefix === "u8" ? prefix : "", body };
}

/** The value of a character literal without a prefix, an `int`. */
export function valueOfCharacter(body: string, isCharSigned: boolean): bigint {
  const bytes: number[] = [];
  for (const { value, isCodeUnit } of readLiteralCharacters(body)) {
    if (isCodeUnit || value < 128) bytes.push(value & 255);
    else bytes.push(...new TextEncoder().encode(String.fromCodePoint(value)));
  }
  if (bytes.length === 1) {
    const byte = BigInt(bytes[0] ?? 0);
    return isCharSigned ? BigInt.asIntN(8, byte) : byte;
  }
  // Several characters: GCC puts the first one into the highest byte.
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(32, value);
}

/** The value of a hexadecimal floating literal without its suffix, rounded to double, ties to even. */
export function parseHexadecimalFloat(text: string): number {
  const match = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/.exec(text);
  if (match === null) return Number.NaN;
  const [, whole = "", fraction = "", exponentText = "0"] = match;
  let digits = BigInt(`0x${whole}${fraction}` === "0x" ? 0 : `0x${whole}${fraction}`);
  let exponent = Number(exponentText) - 4 * fraction.length;
  const excess = digits.toString(2).length - 53;
  if (excess > 0) {
    const shift = BigInt(excess);
    const half = 1n << (shift - 1n);
    const rest = digits & ((1n << shift) - 1n);
    digits >>= shift;
    if (rest > half || (rest === half && (digits & 1n) === 1n)) digits += 1n;
    exponent += excess;
  }
  // In steps, so that no power of two overflows before the product does.
  let value = Number(digits);
  for (; exponent > 500; exponent -= 500) value *= 2 ** 500;
  for (; exponent < -500; exponent += 500) value *= 2 ** -500;
  return value * 2 ** exponent;
}
