/**
 * The integer types. Those of 64 bits on some target carry their two other policies as `number` and `wrap`.
 */
import type { InferIntegerArgument } from "../../infer/infer-argument.ts";
import type { IntegerName, IntegerPolicy, IntegerType } from "../../model.ts";
import { makeCallable } from "../typed/typed.ts";
import type { TypedValue } from "../typed/typed.ts";

/** An integer type that, called with a value, types it for the `...` of a variadic function: `c.int(42)`. */
export interface CallableIntegerType<
  TName extends IntegerName = IntegerName,
  TPolicy extends IntegerPolicy = IntegerPolicy,
> extends IntegerType<TName, TPolicy> {
  (value: InferIntegerArgument<TName>): TypedValue<IntegerType<TName, TPolicy>>;
}

/** An integer type of 64 bits on some target: exact (`bigint`) unless one of its variants is taken. */
export interface WideIntegerType<TName extends IntegerName = IntegerName> extends CallableIntegerType<TName, "exact"> {
  /** The same in C, a checked `number` in JavaScript: throws `FFI_UNSAFE_INTEGER` rather than lose a bit. */
  readonly number: CallableIntegerType<TName, "number">;
  /** The same in C, a `bigint` that is wrapped to 64 bits instead of being checked against the range. */
  readonly wrap: CallableIntegerType<TName, "wrap">;
}

function makeInteger<TName extends IntegerName, TPolicy extends IntegerPolicy, TExtra extends object = object>(
  name: TName,
  policy: TPolicy,
  extra: TExtra,
): CallableIntegerType<TName, TPolicy> & TExtra {
  // What an integer type accepts follows from its name alone; TypeScript does not see that of a generic one.
  return makeCallable<IntegerType<TName, TPolicy>, TExtra>(
    { kind: "integer", name, policy },
    extra,
    name,
  ) as unknown as CallableIntegerType<TName, TPolicy> & TExtra;
}

function narrow<TName extends IntegerName>(name: TName): CallableIntegerType<TName, "exact"> {
  return makeInteger(name, "exact", {});
}

function wide<TName extends IntegerName>(name: TName): WideIntegerType<TName> {
  return makeInteger(name, "exact", {
    number: makeInteger(name, "number", {}),
    wrap: makeInteger(name, "wrap", {}),
  });
}

/** Plain `char`, signed or unsigned as on the target. */
export const char: CallableIntegerType<"char", "exact"> = narrow("char");
export const schar: CallableIntegerType<"signed char", "exact"> = narrow("signed char");
export const uchar: CallableIntegerType<"unsigned char", "exact"> = narrow("unsigned char");
export const short: CallableIntegerType<"short", "exact"> = narrow("short");
export const ushort: CallableIntegerType<"unsigned short", "exact"> = narrow("unsigned short");
export const int: CallableIntegerType<"int", "exact"> = narrow("int");
export const uint: CallableIntegerType<"unsigned int", "exact"> = narrow("unsigned int");
/** `long`: 64 bits, but 32 on Windows and on 32-bit targets; a `bigint` everywhere. */
export const long: WideIntegerType<"long"> = wide("long");
/** `unsigned long`: 64 bits, but 32 on Windows and on 32-bit targets; a `bigint` everywhere. */
export const ulong: WideIntegerType<"unsigned long"> = wide("unsigned long");
export const longlong: WideIntegerType<"long long"> = wide("long long");
export const ulonglong: WideIntegerType<"unsigned long long"> = wide("unsigned long long");
export const i8: CallableIntegerType<"int8_t", "exact"> = narrow("int8_t");
export const i16: CallableIntegerType<"int16_t", "exact"> = narrow("int16_t");
export const i32: CallableIntegerType<"int32_t", "exact"> = narrow("int32_t");
export const i64: WideIntegerType<"int64_t"> = wide("int64_t");
export const u8: CallableIntegerType<"uint8_t", "exact"> = narrow("uint8_t");
export const u16: CallableIntegerType<"uint16_t", "exact"> = narrow("uint16_t");
export const u32: CallableIntegerType<"uint32_t", "exact"> = narrow("uint32_t");
export const u64: WideIntegerType<"uint64_t"> = wide("uint64_t");
/** `ssize_t`. */
export const isize: WideIntegerType<"ssize_t"> = wide("ssize_t");
/** `size_t`. */
export const usize: WideIntegerType<"size_t"> = wide("size_t");
export const intptr: WideIntegerType<"intptr_t"> = wide("intptr_t");
export const uintptr: WideIntegerType<"uintptr_t"> = wide("uintptr_t");
export const ptrdiff: WideIntegerType<"ptrdiff_t"> = wide("ptrdiff_t");
/** `wchar_t`: 32 bits, but 16 on Windows. */
export const wchar: CallableIntegerType<"wchar_t", "exact"> = narrow("wchar_t");
export const char16: CallableIntegerType<"char16_t", "exact"> = narrow("char16_t");
export const char32: CallableIntegerType<"char32_t", "exact"> = narrow("char32_t");
