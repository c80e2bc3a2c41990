/** The descriptors of the basic types under their names after `c.`; a type that is not here has no descriptor. */
import type { FloatName, IntegerName, WideIntegerName } from "@koine/ctypes";
import type { SpecFloatName, SpecIntegerName } from "../spec/type-model.ts";

/** Names after `c.` by the C name of an integer type. */
export const integerConstructors: Readonly<Record<IntegerName, string>> = {
  char: "char",
  "signed char": "schar",
  "unsigned char": "uchar",
  short: "short",
  "unsigned short": "ushort",
  int: "int",
  "unsigned int": "uint",
  long: "long",
  "unsigned long": "ulong",
  "long long": "longlong",
  "unsigned long long": "ulonglong",
  int8_t: "i8",
  int16_t: "i16",
  int32_t: "i32",
  int64_t: "i64",
  uint8_t: "u8",
  uint16_t: "u16",
  uint32_t: "u32",
  uint64_t: "u64",
  ssize_t: "isize",
  size_t: "usize",
  intptr_t: "intptr",
  uintptr_t: "uintptr",
  ptrdiff_t: "ptrdiff",
  wchar_t: "wchar",
  char16_t: "char16",
  char32_t: "char32",
};

/** Names after `c.` by the C name of a floating type. */
export const floatConstructors: Readonly<Record<FloatName, string>> = {
  float: "float",
  double: "double",
  "long double": "longdouble",
};

/** Names after `c.` by the component of a complex type. */
export const complexConstructors: ReadonlyMap<string, string> = new Map([
  ["float", "complexFloat"],
  ["double", "complexDouble"],
  ["long double", "complexLongDouble"],
]);

/** Tells whether an integer type has a descriptor. */
export function isDescribedInteger(name: SpecIntegerName): name is IntegerName {
  return Object.hasOwn(integerConstructors, name);
}

/** Tells whether a floating type has a descriptor. */
export function isDescribedFloat(name: SpecFloatName): name is FloatName {
  return Object.hasOwn(floatConstructors, name);
}

/** Tells whether values of an integer type are bigints where nothing else is said. */
export function isWide(name: SpecIntegerName): boolean {
  return wideNames.has(name);
}

const wideNames: ReadonlySet<SpecIntegerName> = new Set([
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "int64_t",
  "uint64_t",
  "ssize_t",
  "size_t",
  "intptr_t",
  "uintptr_t",
  "ptrdiff_t",
] satisfies readonly WideIntegerName[]);
