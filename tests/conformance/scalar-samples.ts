/**
 * The scalar types as random tests see them: how C spells each, which values lie at the edges of its range, and which bytes
 * C must see for a value. The bytes are made by `DataView` here, so that nothing of Koine judges itself.
 */
import { c, Pointer } from "koine";
import type { CType } from "koine";

/** One scalar type. */
export interface ScalarSample {
  readonly type: CType;
  readonly c: string;
  readonly byteLength: 1 | 2 | 4 | 8;
  readonly values: readonly unknown[];
  /** Writes the bytes of a value as C has them. */
  readonly encode: (view: DataView, offset: number, value: unknown) => void;
}

const littleEndian = true;

function integer(type: CType, name: string, byteLength: 1 | 2 | 4, isSigned: boolean): ScalarSample {
  const largest = 2 ** (byteLength * 8 - (isSigned ? 1 : 0)) - 1;
  const smallest = isSigned ? -largest - 1 : 0;
  return {
    type,
    c: name,
    byteLength,
    values: [smallest, largest, 0, 1, isSigned ? -1 : largest - 1, Math.floor(largest / 3), smallest + 1],
    encode: (view, offset, value) => {
      for (let index = 0; index < byteLength; index++)
        view.setUint8(offset + index, Math.floor((value as number) / 256 ** index));
    },
  };
}

const i64Values = [-(2n ** 63n), 2n ** 63n - 1n, 0n, -1n, 2n ** 32n, -(2n ** 31n) - 1n, 0x0123_4567_89ab_cdefn];
const u64Values = [0n, 2n ** 64n - 1n, 2n ** 63n, 1n, 2n ** 32n - 1n, 0xfedc_ba98_7654_3210n];
const numbers = [Number.MIN_SAFE_INTEGER, -(2 ** 31) - 1];
const naturals = [Number.MAX_SAFE_INTEGER, 2 ** 31, 2 ** 32, 7];

const encodeWide: ScalarSample["encode"] = (view, offset, value) =>
  view.setBigUint64(offset, BigInt.asUintN(64, BigInt(value as bigint | number)), littleEndian);

/** Gives the address of a pointer, 0 for null. */
export function addressOf(value: unknown): bigint {
  return value === null ? 0n : (value as Pointer).address;
}

/** All scalar types that travel in one register or stack word. */
export const scalarSamples: readonly ScalarSample[] = [
  {
    type: c.bool,
    c: "_Bool",
    byteLength: 1,
    values: [true, false],
    encode: (view, offset, value) => view.setUint8(offset, value === true ? 1 : 0),
  },
  integer(c.i8, "int8_t", 1, true),
  integer(c.u8, "uint8_t", 1, false),
  integer(c.i16, "int16_t", 2, true),
  integer(c.u16, "uint16_t", 2, false),
  integer(c.i32, "int32_t", 4, true),
  integer(c.u32, "uint32_t", 4, false),
  { type: c.i64, c: "int64_t", byteLength: 8, values: [...i64Values, ...naturals, ...numbers], encode: encodeWide },
  { type: c.u64, c: "uint64_t", byteLength: 8, values: [...u64Values, ...naturals], encode: encodeWide },
  {
    type: c.float,
    c: "float",
    byteLength: 4,
    values: [0, -0, 1.5, -3.402_823_466_385_288_6e38, Infinity, -Infinity, NaN, 1.401_298_464_324_817e-45],
    encode: (view, offset, value) => view.setFloat32(offset, value as number, littleEndian),
  },
  {
    type: c.double,
    c: "double",
    byteLength: 8,
    values: [0, -0, 0.1, Number.MAX_VALUE, Number.MIN_VALUE, Infinity, -Infinity, NaN, -1e-300],
    encode: (view, offset, value) => view.setFloat64(offset, value as number, littleEndian),
  },
  {
    type: c.pointer(c.void),
    c: "void *",
    byteLength: 8,
    values: [null, ...[0x1000n, 0x7fff_8000_0000n, 2n ** 64n - 1n].map((address) => Pointer.from(address, c.void))],
    encode: (view, offset, value) => view.setBigUint64(offset, addressOf(value), littleEndian),
  },
];

/** Makes numbers from 0 to below 1 that depend on the seed alone (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Picks an element. */
export function pick<TItem>(items: readonly TItem[], random: () => number): TItem {
  return items[Math.floor(random() * items.length)] as TItem;
}
