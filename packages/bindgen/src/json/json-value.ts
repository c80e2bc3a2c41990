/** JSON as data, and the form in which specs state integers. */

/** Anything that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Encodes an integer: a JSON number where every reader gets it exactly, else a string. */
export function encodeInteger(value: bigint): JsonValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
