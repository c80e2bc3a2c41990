/** C types as frozen data. */
export type * from "./model.ts";
export type * from "./ownership-model.ts";
export type * from "./symbol-model.ts";
export type { ScalarLayout, Target } from "./target/target.ts";
export { findTarget, requireTarget, targets } from "./target/targets.ts";
export { hostTarget } from "./target/host-target.ts";
export { computeRecordLayout } from "./layout/record-layout.ts";
export type {
  BitFieldMember,
  RecordDescription,
  RecordLayout,
  RecordMember,
  RecordMemberLayout,
} from "./layout/record-layout.ts";
export { computeEnumLayout } from "./layout/enum-layout.ts";
export type { EnumDescription, EnumLayout } from "./layout/enum-layout.ts";
export { integerShape, isWideInteger } from "./layout/integer-shape.ts";
export type { IntegerShape } from "./layout/integer-shape.ts";
export { computeMemberLayout, computeStructLayout, layoutOf, offsetOfMember } from "./layout/layout-of.ts";
export { anonymousRecord, isUnnamedMember } from "./layout/anonymous-record.ts";
export { memberCount } from "./layout/member-count.ts";
export type { StructLayout, StructMemberLayout } from "./layout/struct-layout.ts";
export { resolveAlias } from "./layout/resolve-alias.ts";
export { representationOf } from "./layout/representation-of.ts";
export type { Representation } from "./layout/representation-of.ts";
export { typeName } from "./layout/type-name.ts";
export { fixedElementByteLength } from "./layout/vector-layout.ts";
export { findVectorObstacle } from "./layout/vector-passing.ts";
export type { VectorObstacle } from "./layout/vector-passing.ts";
export * as types from "./types/index.ts";
export type { CallbackOptions } from "./types/callback/callback.ts";
export { assertCType, assertFunctionType, assertOptions, isCType } from "./types/check/assert-input.ts";
export { trustInstances } from "./types/check/find-fault.ts";
export type { EnumOptions } from "./types/enum/enum.ts";
export type { CallableBoolType } from "./types/bool/bool.ts";
export type { BooleanBase } from "./types/boolean/boolean.ts";
export type { NonNullType } from "./types/non-null/non-null.ts";
export type { CallableComplexType } from "./types/complex/complex.ts";
export type { CallableFloatType } from "./types/float/float.ts";
export type { CallableIntegerType, WideIntegerType } from "./types/integer/integer.ts";
export type { CallableStringType, StringOptions } from "./types/string/string.ts";
export type { ErrnoOptions } from "./types/function/errno.ts";
export { addErrno } from "./types/function/with-errno.ts";
export { isTypedValue } from "./types/typed/typed.ts";
export type { TypedValue } from "./types/typed/typed.ts";
export type { VectorElementInput } from "./types/vector/vector.ts";
export type { ArrayForms, ByteType, FlexibleArrayOptions } from "./types/array/array.ts";
export type { FlagsFacts, FlagsType, FlagsValue } from "./types/flags/flags.ts";
export type { HandleOptions } from "./types/handle/handle.ts";
export type { OwnedOptions } from "./types/ownership/ownership.ts";
export type { PointerOptions } from "./types/pointer/pointer.ts";
export type { VariableOptions } from "./types/variable/variable.ts";
export type { UnionOptions } from "./types/union/union.ts";
export type { Equal, Expect, IsAssignable } from "./infer/expect.ts";
export type { Argument, DeclaredNames, NameArguments, Parameter, PrototypeNames } from "./infer/named-arguments.ts";
export type { BytesLike } from "./infer/bytes-like.ts";
export type { Complex, Infer, InferInteger, WideIntegerName } from "./infer/infer.ts";
export type { InferVector } from "./infer/infer-vector.ts";
export type { InferArgument, InferMembers } from "./infer/infer-argument.ts";
export type { InferVariable, LiveArray, ReadonlyVariable, Variable, VariableInput } from "./infer/infer-variable.ts";
export type { ParseDeclaration } from "./infer/prototype/parse-declaration.ts";
export type {
  ErrnoResult,
  LastErrorResult,
  InferCallback,
  InferCallbackResult,
  InferFunction,
  InferResult,
} from "./infer/infer-function.ts";
export type { InferInstance, InferView } from "./infer/infer-instance.ts";
export type { ParsePrototype, ParsePrototypeType, UnknownFunction } from "./infer/prototype/parse-prototype.ts";
export type { PrototypeError } from "./infer/prototype/prototype-error.ts";
export type {
  Place,
  StructArray,
  StructPlace,
  StructPointer,
  StructView,
  UnionPlace,
  UnionPointer,
  UnionView,
} from "./infer/struct-view.ts";
export type { Callback, CallbackOf } from "./infer/callback.ts";
export type { Handle, OwnedPointer, Pointer, PointerTypeOf } from "./infer/pointer.ts";
export type { AnyTypedValue, RecordInstance, VariadicValue } from "./infer/variadic-value.ts";
export type { ResolvePointee } from "./infer/resolve-pointee.ts";
