/** Reads and writes bit-fields, which start at any bit (C17 6.7.2.1p11; little-endian targets count from the lowest). */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { BitFieldType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { scalarRule } from "../function/scalar-rule.ts";
import type { ScalarRule } from "../function/scalar-rule.ts";

/** Reads a bit-field that starts at bit `bitOffset` of `view`. */
export function readBitField(type: BitFieldType, view: DataView, bitOffset: number): number | bigint | boolean {
  const rule = ruleOf(type);
  let bits = 0n;
  const first = bitOffset >> 3;
  const last = (bitOffset + type.bitWidth - 1) >> 3;
  for (let index = last; index >= first; index--) bits = (bits << 8n) | BigInt(view.getUint8(index));
  bits >>= BigInt(bitOffset & 7);
  const value = rule.minimum < 0n ? BigInt.asIntN(type.bitWidth, bits) : BigInt.asUintN(type.bitWidth, bits);
  if (rule.form === "boolean") return value !== 0n;
  return rule.form === "bigint" ? value : Number(value);
}

/**
 * Writes a bit-field and leaves the neighbouring bits as they are.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE`
 */
export function writeBitField(
  type: BitFieldType,
  view: DataView,
  bitOffset: number,
  value: unknown,
  path: string,
): void {
  const bits = toBits(type, ruleOf(type), value, path);
  for (let index = 0; index < type.bitWidth; index++) {
    const bit = bitOffset + index;
    const mask = 1 << (bit & 7);
    const byte = view.getUint8(bit >> 3);
    const isSet = ((bits >> BigInt(index)) & 1n) === 1n;
    view.setUint8(bit >> 3, isSet ? byte | mask : byte & ~mask);
  }
}

function ruleOf(type: BitFieldType): ScalarRule {
  const rule = scalarRule(resolveAlias(type.base), currentBackend().target);
  if (rule !== undefined) return rule;
  throw new FfiError("FFI_DECLARATION_TYPE", `${typeName(type)} is not a bit-field of an integer type`);
}

function toBits(type: BitFieldType, rule: ScalarRule, value: unknown, path: string): bigint {
  if (rule.form === "boolean") {
    if (typeof value === "boolean") return value ? 1n : 0n;
    throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected true or false, got ${describeValue(value)}`);
  }
  if (typeof value !== "bigint" && !Number.isSafeInteger(value)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected an integer, got ${describeValue(value)}`);
  }
  if (rule.members !== undefined && !rule.members.has(value)) {
    const received = describeValue(value);
    throw new FfiError("FFI_ARGUMENT_RANGE", `${path}: expected ${rule.expected}, got ${received}`, {
      hint: "declare it with { open: true } if C takes other values",
      details: { path, expected: rule.expected, received: value },
    });
  }
  const integer = BigInt(value as number | bigint);
  const wrapped = rule.minimum < 0n ? BigInt.asIntN(type.bitWidth, integer) : BigInt.asUintN(type.bitWidth, integer);
  if (wrapped === integer) return integer;
  throw new FfiError("FFI_ARGUMENT_RANGE", `${path}: ${integer} does not fit ${type.bitWidth} bits`, {
    details: { path, bitWidth: type.bitWidth, received: value },
  });
}
