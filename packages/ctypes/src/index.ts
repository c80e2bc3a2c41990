/** C types as frozen data. */
export type * from "./model.ts";
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
export { integerShape } from "./layout/integer-shape.ts";
export type { IntegerShape } from "./layout/integer-shape.ts";
export { computeStructLayout, layoutOf, offsetOfMember } from "./layout/layout-of.ts";
export { isUnnamedMember } from "./layout/struct-layout.ts";
export type { StructLayout, StructMemberLayout } from "./layout/struct-layout.ts";
export { resolveAlias } from "./layout/resolve-alias.ts";
export { typeName } from "./layout/type-name.ts";
export type { Infer } from "./infer/infer.ts";
export type { OwnedPointer, Pointer, PointerTypeOf } from "./infer/pointer.ts";
