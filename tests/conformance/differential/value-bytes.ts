/**
 * Values of C types in tests: which lie at the edges of their types, which bytes C must see for them, and whether what came
 * back is what was sent. Layouts are those that are tested against C compilers; nothing else of Koine judges itself here.
 */
import { computeStructLayout, integerShape, resolveAlias } from "@koine/ctypes";
import type { BitFieldType, StructType, UnionType } from "@koine/ctypes";
import { currentBackend, Pointer } from "koine";
import type { CType } from "koine";
import { pick } from "../scalar-samples.ts";
import { sizeOf } from "./signature-shape.ts";

/** Bytes, and which of their bits C must see. */
export interface MaskedBytes {
  readonly view: DataView;
  readonly mask: Uint8Array;
}

/** Makes bytes that may be anything. */
export function createBytes(byteLength: number): MaskedBytes {
  return { view: new DataView(new ArrayBuffer(byteLength)), mask: new Uint8Array(byteLength) };
}

const target = currentBackend().target;
const floats = [0, -0, 1.5, -3.402_823_466_385_288_6e38, Infinity, -Infinity, NaN, 1.401_298_464_324_817e-45];
const doubles = [0, -0, 1.5, Math.PI, -Number.MAX_VALUE, Number.MIN_VALUE, Infinity, -Infinity, NaN];
const addresses = [0x1000n, 0x7fff_8000_0000n, 2n ** 64n - 1n];

/** Picks a value that a type accepts; of a union, an object with one of its members. */
export function sampleValue(type: CType | BitFieldType, random: () => number): unknown {
  const resolved = type.kind === "bit-field" ? type : resolveAlias(type);
  switch (resolved.kind) {
    case "bool":
      return random() < 0.5;
    case "bit-field":
      if (resolved.base.kind === "bool") return random() < 0.5;
      return sampleInteger(resolved.base, resolved.bitWidth, random);
    case "integer":
      return sampleInteger(resolved, sizeOf(resolved) * 8, random);
    case "enum":
      return pick(Object.values(resolved.members), random);
    case "float":
      return pick(resolved.name === "float" ? floats : doubles, random);
    case "complex":
      return {
        real: sampleValue(resolved.component, random),
        imaginary: sampleValue(resolved.component, random),
      };
    case "pointer":
      return random() < 0.2 ? null : Pointer.from(pick(addresses, random), resolved.target);
    case "array":
    case "vector":
      return Array.from({ length: resolved.length ?? 0 }, () => sampleValue(resolved.element, random));
    case "struct":
    case "union": {
      const { members } = computeStructLayout(resolved, target);
      const chosen = resolved.kind === "struct" || members.length === 0 ? members : [pick(members, random)];
      return Object.fromEntries(chosen.map((member) => [member.name, sampleValue(member.type, random)]));
    }
    default:
      throw new TypeError(`no samples of ${resolved.kind}`);
  }
}

function sampleInteger(type: CType, bitWidth: number, random: () => number): number | bigint {
  const { isSigned } = shapeOfInteger(type);
  const bits = BigInt(bitWidth);
  const largest = (1n << (isSigned ? bits - 1n : bits)) - 1n;
  const smallest = isSigned ? -largest - 1n : 0n;
  const some = BigInt(Math.trunc(random() * 2 ** 32)) * 0x1_0000_0001n;
  const value = pick([smallest, largest, 0n, largest > 0n ? 1n : 0n, largest / 3n, smallest / 2n, some], random);
  const fitting = isSigned ? BigInt.asIntN(bitWidth, value) : BigInt.asUintN(bitWidth, value);
  if (!isWide(type)) return Number(fitting);
  // Where a bigint is expected, safe integers are taken too.
  return random() < 0.3 && Number.isSafeInteger(Number(fitting)) ? Number(fitting) : fitting;
}

function shapeOfInteger(type: CType): ReturnType<typeof integerShape> {
  const base = type.kind === "enum" ? type.base : type;
  if (base.kind !== "integer") throw new TypeError(`${base.kind} is no integer`);
  return integerShape(base.name, target);
}

/** Types of which JavaScript has bigints. */
function isWide(type: CType): boolean {
  return type.kind === "integer" && /long|64|size_t|ptr/.test(type.name);
}

/** Where a value is written, and whether a NaN keeps all of its bits. */
export interface Encoding {
  readonly bytes: MaskedBytes;
  readonly isExact: boolean;
}

/** Writes the bytes of a value, and marks its bits as those that C must see. */
export function encodeValue(type: CType | BitFieldType, value: unknown, encoding: Encoding, bitOffset: number): void {
  const resolved = type.kind === "bit-field" ? type : resolveAlias(type);
  switch (resolved.kind) {
    case "bool":
      writeBits(encoding.bytes, bitOffset, 8, value === true ? 1n : 0n);
      return;
    case "bit-field":
      writeBits(encoding.bytes, bitOffset, resolved.bitWidth, BigInt(value as number | bigint | boolean));
      return;
    case "integer":
    case "enum":
      writeBits(encoding.bytes, bitOffset, sizeOf(resolved) * 8, BigInt(value as number | bigint));
      return;
    case "float":
      encodeFloat(sizeOf(resolved), value as number, encoding, bitOffset / 8);
      return;
    case "complex": {
      const { real, imaginary } = value as { readonly real: number; readonly imaginary: number };
      encodeValue(resolved.component, real, encoding, bitOffset);
      encodeValue(resolved.component, imaginary, encoding, bitOffset + sizeOf(resolved.component) * 8);
      return;
    }
    case "pointer":
      writeBits(encoding.bytes, bitOffset, 64, addressOf(value));
      return;
    case "array":
    case "vector": {
      const step = sizeOf(resolved.element) * 8;
      (value as unknown[]).forEach((item, index) =>
        encodeValue(resolved.element, item, encoding, bitOffset + index * step),
      );
      return;
    }
    case "struct":
    case "union":
      for (const { name, type: member, bitOffset: own } of computeStructLayout(resolved, target).members) {
        const given = value as Readonly<Record<string, unknown>>;
        if (name in given) encodeValue(member, given[name], encoding, bitOffset + own);
      }
      return;
    default:
      throw new TypeError(`no bytes of ${resolved.kind}`);
  }
}

function writeBits({ view, mask }: MaskedBytes, bitOffset: number, bitWidth: number, value: bigint): void {
  let rest = BigInt.asUintN(bitWidth, value);
  let at = bitOffset;
  const end = bitOffset + bitWidth;
  while (at < end) {
    const byte = at >> 3;
    const shift = at & 7;
    const width = Math.min(8 - shift, end - at);
    const ones = ((1 << width) - 1) << shift;
    const bits = Number(rest & 0xffn) << shift;
    view.setUint8(byte, (view.getUint8(byte) & ~ones) | (bits & ones));
    mask[byte] = (mask[byte] ?? 0) | ones;
    rest >>= BigInt(width);
    at += width;
  }
}

/** JavaScript may change the sign and the lower bits of a NaN that passes through it as a number. */
function encodeFloat(byteLength: number, value: number, { bytes, isExact }: Encoding, byteOffset: number): void {
  const { view, mask } = bytes;
  if (byteLength > 8) {
    encodeExtended(value, { bytes, isExact }, byteOffset);
    return;
  }
  if (byteLength === 4) view.setFloat32(byteOffset, value, true);
  else view.setFloat64(byteOffset, value, true);
  mask.fill(0xff, byteOffset, byteOffset + byteLength);
  if (!Number.isNaN(value)) return;
  if (isExact) {
    view.setUint16(byteOffset, 0x1234, true);
    view.setUint8(byteOffset + byteLength - 1, 0xff);
    return;
  }
  mask.fill(0, byteOffset, byteOffset + byteLength - 2);
  mask[byteOffset + byteLength - 2] = byteLength === 4 ? 0xc0 : 0xf8;
  mask[byteOffset + byteLength - 1] = 0x7f;
}

/** The x87 format: 64 bits with the leading 1, 15 bits of exponent and a sign; the rest is padding. */
function encodeExtended(value: number, { bytes, isExact }: Encoding, byteOffset: number): void {
  const { view, mask } = bytes;
  const double = new DataView(new ArrayBuffer(8));
  double.setFloat64(0, value);
  const bits = double.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & 0xf_ffff_ffff_ffffn) << 11n;
  let significand = exponent === 0 ? fraction : fraction | (1n << 63n);
  let biased = exponent === 0x7ff ? 0x7fff : exponent === 0 ? 16_383 - 1022 : exponent - 1023 + 16_383;
  // The smallest doubles are not so small here.
  for (; significand !== 0n && significand >> 63n === 0n; biased--) significand <<= 1n;
  if (significand === 0n) biased = 0;
  view.setBigUint64(byteOffset, significand, true);
  view.setUint16(byteOffset + 8, biased | (Number(bits >> 63n) << 15), true);
  mask.fill(0xff, byteOffset, byteOffset + 10);
  if (!Number.isNaN(value) || isExact) return;
  mask.fill(0, byteOffset, byteOffset + 7);
  mask[byteOffset + 7] = 0xc0;
  mask[byteOffset + 9] = 0x7f;
}

/** Finds the first byte of `actual` with a bit that should be another one. */
export function findDifference(actual: Uint8Array, { view, mask }: MaskedBytes): string | undefined {
  for (const [index, bits] of mask.entries()) {
    const expected = view.getUint8(index);
    const got = actual[index] ?? 0;
    if (((expected ^ got) & bits) !== 0) {
      return `byte ${index}: 0x${got.toString(16)}, not 0x${expected.toString(16)} (bits 0x${bits.toString(16)})`;
    }
  }
  return undefined;
}

/** Finds what of a value that came back is not what was sent; 64-bit integers come back as bigints. */
export function findMismatch(
  type: CType | BitFieldType,
  received: unknown,
  expected: unknown,
  path = "value",
): string | undefined {
  const resolved = type.kind === "bit-field" ? type : resolveAlias(type);
  switch (resolved.kind) {
    case "array":
    case "vector":
      if (resolved.kind === "vector" ? !ArrayBuffer.isView(received) : !Array.isArray(received))
        return `${path} is no ${resolved.kind}`;
      return firstOf(
        (expected as unknown[]).map((item, index) => [resolved.element, index, item]),
        received as Readonly<Record<number, unknown>>,
        path,
      );
    case "struct":
    case "union":
      return findMemberMismatch(resolved, received, expected, path);
    case "complex":
      return findPartMismatch(resolved.component, received, expected, path);
    case "pointer":
      return addressOf(received) === addressOf(expected) ? undefined : `${path} is another address`;
    default: {
      const base = (resolved.kind === "bit-field" ? resolved.base : resolved) as CType;
      const wanted = isWide(base) ? BigInt(expected as number | bigint) : expected;
      return Object.is(received, wanted) ? undefined : `${path} is ${String(received)}, not ${String(wanted)}`;
    }
  }
}

function findMemberMismatch(
  type: StructType | UnionType,
  received: unknown,
  expected: unknown,
  path: string,
): string | undefined {
  const given = expected as Readonly<Record<string, unknown>>;
  const members = computeStructLayout(type, target).members.filter(({ name }) => name in given);
  return firstOf(
    members.map((member) => [member.type, member.name, given[member.name]]),
    received as Readonly<Record<string, unknown>>,
    path,
  );
}

function findPartMismatch(component: CType, received: unknown, expected: unknown, path: string): string | undefined {
  const given = expected as Readonly<Record<string, unknown>>;
  return firstOf(
    ["real", "imaginary"].map((key) => [component, key, given[key]]),
    received as Readonly<Record<string, unknown>>,
    path,
  );
}

function firstOf(
  parts: ReadonlyArray<readonly [type: CType | BitFieldType, key: string | number, expected: unknown]>,
  received: Readonly<Record<string | number, unknown>>,
  path: string,
): string | undefined {
  for (const [type, key, expected] of parts) {
    const problem = findMismatch(type, received[key], expected, `${path}.${key}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function addressOf(value: unknown): bigint {
  return value === null ? 0n : (value as Pointer).address;
}
