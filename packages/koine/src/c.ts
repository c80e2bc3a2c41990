/** The vocabulary of types: `import { c } from "koine"`. */
export * from "@koine/ctypes/types";
export { byTarget } from "./types/by-target.ts";
export type { TargetChoice } from "./types/by-target.ts";
export { callback } from "./types/callback-type.ts";
export type { CallbackFacts, CreatingCallbackType } from "./types/callback-type.ts";
export { fn } from "./types/function-type.ts";
export type { FunctionFacts } from "./types/function-type.ts";
export { struct, union } from "./types/record-type.ts";
export { sizeOf } from "./types/size-of.ts";
export type { FlexibleOptions, RecordFactsOf, Struct, Union } from "./types/record-type.ts";
export type { CreatingCallbackType as Callback } from "./types/callback-type.ts";
export type { Borrowing, Fn, Given, NativeFunctionOf as Function, Owned, Text } from "./types/stated-types.ts";
export type {
  AliasType,
  ArrayForms,
  ArrayType,
  BitFieldType,
  EnumType,
  FlagsType,
  HandleType,
  InOutType,
  MappedType,
  NonNullType,
  NullTerminatedType,
  OpaqueType,
  OutType,
  OwnedStringType,
  PointerType,
  SizedByType,
  VectorType,
} from "@koine/ctypes";
