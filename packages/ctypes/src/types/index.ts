/**
 * The constructors of descriptors under the names that users type after `c.`; `koine` exports this module as `c`.
 */
export { alias } from "./alias/alias.ts";
export { array, flexibleArray } from "./array/array.ts";
export { bits } from "./bits/bits.ts";
export { bool } from "./bool/bool.ts";
export { boolean } from "./boolean/boolean.ts";
export { bytes } from "./bytes/bytes.ts";
export { callback } from "./callback/callback.ts";
export { complexDouble, complexFloat, complexLongDouble } from "./complex/complex.ts";
export { enumOf as enum } from "./enum/enum.ts";
export { double, float, longdouble } from "./float/float.ts";
export { flags } from "./flags/flags.ts";
export { fn } from "./function/function.ts";
export { withErrno } from "./function/with-errno.ts";
export { handle } from "./handle/handle.ts";
export {
  char,
  char16,
  char32,
  i16,
  i32,
  i64,
  i8,
  int,
  intptr,
  isize,
  isize as ssize,
  long,
  longlong,
  ptrdiff,
  schar,
  short,
  u16,
  u32,
  u64,
  u8,
  uchar,
  uint,
  uintptr,
  ulong,
  ulonglong,
  ushort,
  usize,
  usize as size,
  wchar,
} from "./integer/integer.ts";
export { mapped } from "./mapped/mapped.ts";
export { nonNull } from "./non-null/non-null.ts";
export { nullTerminated } from "./null-terminated/null-terminated.ts";
export { opaque } from "./opaque/opaque.ts";
export { optional } from "./optional/optional.ts";
export { symbol } from "./symbol/symbol.ts";
export { inout, out } from "./out/out.ts";
export { borrowed, borrowedFrom, owned, transferred } from "./ownership/ownership.ts";
export { pointer } from "./pointer/pointer.ts";
export { sizedBy } from "./sized-by/sized-by.ts";
export { string, stringOf } from "./string/string.ts";
export { struct } from "./struct/struct.ts";
export { typed } from "./typed/typed.ts";
export { union } from "./union/union.ts";
export { variable } from "./variable/variable.ts";
export { vector } from "./vector/vector.ts";
export { voidType as void } from "./void/void.ts";

export type { Infer } from "../infer/infer.ts";
export type { InferArgument } from "../infer/infer-argument.ts";
export type { InferFunction, InferResult } from "../infer/infer-function.ts";
export type { InferInstance as Instance } from "../infer/infer-instance.ts";
