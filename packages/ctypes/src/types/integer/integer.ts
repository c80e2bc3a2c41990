/**
 * The integer types. Those of 64 bits on some target carry their two other policies as `number` and `wrap`.
 */
import type { IntegerName, IntegerPolicy, IntegerType } from "../../model.ts";

/** An integer type of 64 bits on some target: exact (`bigint`) unless one of its variants is taken. */
export interface WideIntegerType<TName extends IntegerName = IntegerName> extends IntegerType<TName, "exact"> {
  /** The same in C, a checked `number` in JavaScript: throws `FFI_UNSAFE_INTEGER` rather than lose a bit. */
  readonly number: IntegerType<TName, "number">;
  /** The same in C, a `bigint` that is wrapped to 64 bits instead of being checked against the range. */
  readonly wrap: IntegerType<TName, "wrap">;
}

function makeInteger<TName extends IntegerName, TPolicy extends IntegerPolicy>(
  name: TName,
  policy: TPolicy,
): IntegerType<TName, TPolicy> {
  return Object.freeze({ kind: "integer", name, policy });
}

function narrow<TName extends IntegerName>(name: TName): IntegerType<TName, "exact"> {
  return makeInteger(name, "exact");
}

function wide<TName extends IntegerName>(name: TName): WideIntegerType<TName> {
  const type = makeInteger(name, "exact");
  return Object.freeze({ ...type, number: makeInteger(name, "number"), wrap: makeInteger(name, "wrap") });
}

/** Plain `char`, signed or unsigned as on the target. */
export const char: IntegerType<"char", "exact"> = narrow("char");
export const schar: IntegerType<"signed char", "exact"> = narrow("signed char");
export const uchar: IntegerType<"unsigned char", "exact"> = narrow("unsigned char");
export const short: IntegerType<"short", "exact"> = narrow("short");
export const ushort: IntegerType<"unsigned short", "exact"> = narrow("unsigned short");
export const int: IntegerType<"int", "exact"> = narrow("int");
export const uint: IntegerType<"unsigned int", "exact"> = narrow("unsigned int");
/** `long`: 64 bits, but 32 on Windows and on 32-bit targets; a `bigint` everywhere. */
export const long: WideIntegerType<"long"> = wide("long");
/** `unsigned long`: 64 bits, but 32 on Windows and on 32-bit targets; a `bigint` everywhere. */
export const ulong: WideIntegerType<"unsigned long"> = wide("unsigned long");
export const longlong: WideIntegerType<"long long"> = wide("long long");
export const ulonglong: WideIntegerType<"unsigned long long"> = wide("unsigned long long");
export const i8: IntegerType<"int8_t", "exact"> = narrow("int8_t");
export const i16: IntegerType<"int16_t", "exact"> = narrow("int16_t");
export const i32: IntegerType<"int32_t", "exact"> = narrow("int32_t");
export const i64: WideIntegerType<"int64_t"> = wide("int64_t");
export const u8: IntegerType<"uint8_t", "exact"> = narrow("uint8_t");
export const u16: IntegerType<"uint16_t", "exact"> = narrow("uint16_t");
export const u32: IntegerType<"uint32_t", "exact"> = narrow("uint32_t");
export const u64: WideIntegerType<"uint64_t"> = wide("uint64_t");
/** `ssize_t`. */
export const isize: WideIntegerType<"ssize_t"> = wide("ssize_t");
/** `size_t`. */
export const usize: WideIntegerType<"size_t"> = wide("size_t");
export const intptr: WideIntegerType<"intptr_t"> = wide("intptr_t");
export const uintptr: WideIntegerType<"uintptr_t"> = wide("uintptr_t");
export const ptrdiff: WideIntegerType<"ptrdiff_t"> = wide("ptrdiff_t");
/** `wchar_t`: 32 bits, but 16 on Windows. */
export const wchar: IntegerType<"wchar_t", "exact"> = narrow("wchar_t");
export const char16: IntegerType<"char16_t", "exact"> = narrow("char16_t");
export const char32: IntegerType<"char32_t", "exact"> = narrow("char32_t");
