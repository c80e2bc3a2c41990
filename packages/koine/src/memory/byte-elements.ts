/** Elements of typed arrays as C sees them. */
import type { ScalarRule } from "../function/scalar-rule.ts";

/** Bytes are bytes: whether `char` has a sign is nothing that those who pass a `Uint8Array` should have to know. */
export function toElements(value: object, rule: ScalarRule | undefined): ArrayLike<unknown> {
  const isBytes = value instanceof Uint8Array || value instanceof Int8Array || value instanceof Uint8ClampedArray;
  if (!isBytes || (rule?.scalar !== "i8" && rule?.scalar !== "u8")) return value as ArrayLike<unknown>;
  const { buffer, byteOffset, length } = value;
  return rule.scalar === "i8" ? new Int8Array(buffer, byteOffset, length) : new Uint8Array(buffer, byteOffset, length);
}
