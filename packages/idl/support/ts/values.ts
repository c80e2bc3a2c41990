/**
 * Values on their way between JavaScript and the library: arrays of numbers with every element checked, arrays that come
 * back with a count, and the order in which what came is freed.
 */
import { FfiError } from "koine";
import type { CType, Pointer } from "koine";

/** Frees an array or a boxed value of a number of bytes; it takes a pointer to anything. */
export type FreeBytes = (pointer: never, byteLength: number | bigint) => void;

/** What stands for the address of nothing: C wants an address that is not NULL for an empty array. */
const nothing = new BigUint64Array(1);

/** Gives memory that holds the elements; an empty array has an address, too. */
export function addressable<TArray extends ArrayBufferView>(array: TArray): TArray | BigUint64Array {
  return array.byteLength === 0 ? nothing : array;
}

/** An integer type's name and limits. */
interface IntegerRange {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
}

const ranges = {
  i8: { name: "i8", minimum: -0x80, maximum: 0x7f },
  i16: { name: "i16", minimum: -0x8000, maximum: 0x7fff },
  i32: { name: "i32", minimum: -0x8000_0000, maximum: 0x7fff_ffff },
  u8: { name: "u8", minimum: 0, maximum: 0xff },
  u16: { name: "u16", minimum: 0, maximum: 0xffff },
  u32: { name: "u32", minimum: 0, maximum: 0xffff_ffff },
} as const satisfies Record<string, IntegerRange>;

/** Copies numbers to an array for C, each checked against its type. */
export const pack = Object.freeze({
  i8: (values: readonly number[], name: string): Int8Array => Int8Array.from(checkIntegers(values, name, ranges.i8)),
  i16: (values: readonly number[], name: string): Int16Array =>
    Int16Array.from(checkIntegers(values, name, ranges.i16)),
  i32: (values: readonly number[], name: string): Int32Array =>
    Int32Array.from(checkIntegers(values, name, ranges.i32)),
  u8: (values: readonly number[], name: string): Uint8Array => Uint8Array.from(checkIntegers(values, name, ranges.u8)),
  u16: (values: readonly number[], name: string): Uint16Array =>
    Uint16Array.from(checkIntegers(values, name, ranges.u16)),
  u32: (values: readonly number[], name: string): Uint32Array =>
    Uint32Array.from(checkIntegers(values, name, ranges.u32)),
  i64: (values: readonly (bigint | number)[], name: string): BigInt64Array =>
    BigInt64Array.from(checkBigints(values, name, { name: "i64", isSigned: true })),
  u64: (values: readonly (bigint | number)[], name: string): BigUint64Array =>
    BigUint64Array.from(checkBigints(values, name, { name: "u64", isSigned: false })),
  f32: (values: readonly number[], name: string): Float32Array => Float32Array.from(checkNumbers(values, name)),
  f64: (values: readonly number[], name: string): Float64Array => Float64Array.from(checkNumbers(values, name)),
  bool: (values: readonly boolean[], name: string): Uint8Array =>
    Uint8Array.from(requireList(values, name), (value, index) => {
      if (typeof value !== "boolean") throw wrongElement(name, index, "a boolean", value);
      return value ? 1 : 0;
    }),
});

/** Checks one value as an array of its type would be checked; what a callback gives must be right before C gets it. */
export function checkOne<TValue>(
  check: (values: readonly TValue[], name: string) => unknown,
  value: TValue,
  name: string,
): TValue {
  check([value], name);
  return value;
}

/** Checks that a fixed array has as many elements as C expects. */
export function requireLength<TArray extends { readonly length: number }>(
  values: TArray,
  length: number,
  name: string,
): TArray {
  if (values.length === length) return values;
  throw new FfiError(
    "FFI_ARGUMENT_RANGE",
    `${name}: expected ${String(length)} elements, got ${String(values.length)}`,
  );
}

/** Checks octets. */
export function requireBytes(value: Uint8Array, name: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${name}: expected a Uint8Array, got ${typeof value}`);
}

/** Takes the octets at an address. */
export function copyBytes(pointer: Pointer<CType> | null, length: number): Uint8Array {
  return pointer === null ? new Uint8Array(0) : pointer.bytes(length).slice();
}

/** Takes octets that the caller owns. */
export function takeBytes(pointer: Pointer<CType> | null, length: number, free: FreeBytes): Uint8Array {
  const bytes = copyBytes(pointer, length);
  if (pointer !== null) free(pointer as never, length);
  return bytes;
}

/** Takes a boxed value that the caller owns; `null` for NULL. */
export function takeBoxed<TNative extends CType, TValue>(
  pointer: Pointer<TNative> | null,
  byteLength: number,
  options: { readonly read: (pointer: Pointer<TNative>) => TValue; readonly free?: FreeBytes },
): TValue | null {
  if (pointer === null) return null;
  try {
    return options.read(pointer);
  } finally {
    options.free?.(pointer as never, byteLength);
  }
}

/** Takes each element of an array, then frees the array. */
export function takeItems<TNative extends CType, TValue>(
  pointer: Pointer<TNative> | null,
  length: number,
  options: {
    readonly read: (pointer: Pointer<TNative>, index: number) => TValue;
    readonly byteLength: number;
    readonly free?: FreeBytes;
  },
): TValue[] {
  if (pointer === null) return [];
  const items: TValue[] = [];
  for (let index = 0; index < length; index += 1) items.push(options.read(pointer, index));
  options.free?.(pointer as never, length * options.byteLength);
  return items;
}

/** Takes text that the caller owns, or that is lent where nothing frees it. */
export function takeText<TText extends CType>(
  pointer: Pointer<TText> | null,
  free?: (text: Pointer<TText>) => void,
): string | null {
  if (pointer === null) return null;
  try {
    return pointer.string();
  } finally {
    free?.(pointer);
  }
}

/** Pairs keys with values. */
export function toMap<TKey, TValue>(keys: readonly TKey[], values: readonly TValue[]): Map<TKey, TValue> {
  // Both arrays have the count that the library gave.
  return new Map(keys.map((key, index) => [key, values[index] as TValue]));
}

/** Checks that a value is an array. */
export function requireList<TItem>(values: readonly TItem[], name: string): readonly TItem[] {
  if (Array.isArray(values)) return values as readonly TItem[];
  throw new FfiError("FFI_ARGUMENT_TYPE", `${name}: expected an array, got ${typeof values}`);
}

/** Checks that a value is a `Map`. */
export function requireMap<TKey, TValue>(values: ReadonlyMap<TKey, TValue>, name: string): ReadonlyMap<TKey, TValue> {
  if (values instanceof Map) return values;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${name}: expected a Map, got ${typeof values}`);
}

/** Checks that every element is text. */
export function requireTexts(values: readonly string[], name: string): readonly string[] {
  for (const [index, value] of requireList(values, name).entries()) {
    if (typeof value !== "string") throw wrongElement(name, index, "a string", value);
  }
  return values;
}

/** Gives the pointer, which only an incorrect library gives as NULL. */
export function requirePointer<TNative extends CType>(
  pointer: Pointer<TNative> | null,
  name: string,
): Pointer<TNative> {
  if (pointer !== null) return pointer;
  throw new FfiError("FFI_RESULT_TYPE", `${name} gave NULL where an object must be`, {
    hint: "this is a mistake in the library",
  });
}

function checkIntegers(values: readonly number[], name: string, range: IntegerRange): readonly number[] {
  for (const [index, value] of requireList(values, name).entries()) {
    if (typeof value !== "number" || !Number.isInteger(value)) throw wrongElement(name, index, "an integer", value);
    if (value < range.minimum || value > range.maximum) throw outOfRange(name, index, range.name, value);
  }
  return values;
}

function checkNumbers(values: readonly number[], name: string): readonly number[] {
  for (const [index, value] of requireList(values, name).entries()) {
    if (typeof value !== "number") throw wrongElement(name, index, "a number", value);
  }
  return values;
}

function checkBigints(
  values: readonly (bigint | number)[],
  name: string,
  type: { readonly name: string; readonly isSigned: boolean },
): readonly bigint[] {
  return requireList(values, name).map((value, index) => {
    if (typeof value !== "bigint" && !Number.isSafeInteger(value)) {
      throw wrongElement(name, index, "a bigint or a safe integer", value);
    }
    const exact = BigInt(value);
    const wrapped = type.isSigned ? BigInt.asIntN(64, exact) : BigInt.asUintN(64, exact);
    if (wrapped !== exact) throw outOfRange(name, index, type.name, value);
    return exact;
  });
}

function wrongElement(name: string, index: number, expected: string, received: unknown): FfiError {
  const text = typeof received === "number" ? String(received) : typeof received;
  return new FfiError("FFI_ARGUMENT_TYPE", `${name}[${String(index)}]: expected ${expected}, got ${text}`);
}

function outOfRange(name: string, index: number, type: string, received: number | bigint): FfiError {
  return new FfiError("FFI_ARGUMENT_RANGE", `${name}[${String(index)}]: ${String(received)} does not fit in ${type}`);
}
