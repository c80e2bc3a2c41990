/**
 * The JavaScript types of the values of descriptors, as they are read from memory. What a parameter accepts, which is more,
 * is in `infer-argument.ts`; calls are in `infer-function.ts`.
 */
import type {
  AliasType,
  ArrayForm,
  ArrayType,
  BitFieldType,
  BoolType,
  BytesType,
  CallbackType,
  ComplexType,
  CType,
  EnumType,
  FloatType,
  FunctionType,
  HandleType,
  InOutType,
  IntegerName,
  IntegerPolicy,
  IntegerType,
  MappedType,
  NullTerminatedType,
  OpaqueType,
  OutType,
  PointerType,
  SizedByType,
  SizedTarget,
  StringType,
  StructMembers,
  StructType,
  UnionType,
  VectorType,
  VoidType,
} from "../model.ts";
import type { FieldsOf, HasInner, NamedMembers } from "./fields.ts";
import type { InferVector } from "./infer-vector.ts";
import type { InferFunction } from "./infer-function.ts";
import type { OwnedBy } from "../ownership-model.ts";
import type { OwnedPointer, Pointer } from "./pointer.ts";
import type { ResolvePointee } from "./resolve-pointee.ts";

/** The integer types that are 64 bits wide on some target; their values are `bigint` on every target. */
export type WideIntegerName =
  | "long"
  | "unsigned long"
  | "long long"
  | "unsigned long long"
  | "int64_t"
  | "uint64_t"
  | "ssize_t"
  | "size_t"
  | "intptr_t"
  | "uintptr_t"
  | "ptrdiff_t";

/** A complex number. */
export interface Complex {
  readonly real: number;
  readonly imaginary: number;
}

/**
 * The JavaScript type of the values of a descriptor, as they are read.
 *
 * @example
 * ```ts
 * import { types as c } from "@koine/ctypes";
 *
 * const Point = c.struct("Point", { x: c.double, y: c.i64 });
 * type Point = c.Infer<typeof Point>; // { x: number; y: bigint }
 * ```
 */
export type Infer<TType extends CType | BitFieldType> = CType extends TType
  ? unknown
  : TType extends IntegerType<infer TName, infer TPolicy>
    ? InferInteger<TName, TPolicy>
    : TType extends FloatType
      ? number
      : TType extends PointerType<infer TTarget>
        ? PointerTo<TType, ResolvePointee<TTarget>> | null
        : TType extends StructType<string, infer TMembers> | UnionType<string, infer TMembers>
          ? InferFields<TMembers>
          : TType extends StringType
            ? string | null
            : TType extends AliasType<string, infer TTarget>
              ? Infer<TTarget>
              : InferOther<TType>;

/** What is read for each field of a struct or union. */
export type InferFields<TMembers extends StructMembers> =
  HasInner<TMembers> extends true
    ? { -readonly [TName in keyof FieldsOf<TMembers>]: InferField<FieldsOf<TMembers>[TName]> }
    : { -readonly [TName in NamedMembers<TMembers>]: Infer<TMembers[TName]> };

type InferField<TType> = TType extends CType | BitFieldType ? Infer<TType> : never;

/** A pointer, or an owning one where the type says so. */
type PointerTo<TType extends PointerType, TPointee extends CType> = TType extends { readonly ownership: OwnedBy }
  ? OwnedPointer<TPointee>
  : Pointer<TPointee>;

/** The JavaScript type of an integer type: by its C name, so that a program means the same on every target. */
export type InferInteger<TName extends IntegerName, TPolicy extends IntegerPolicy> = TName extends WideIntegerName
  ? TPolicy extends "number"
    ? number
    : bigint
  : number;

/**
 * The JavaScript type of an enum: its values if it is closed, otherwise what its members are, numbers or bigints. The values
 * of flags are sets, so that they are more than the members.
 */
export type InferEnum<TType extends EnumType> =
  TType extends EnumType<string, infer TMembers, infer TIsOpen, IntegerType, infer TIsFlags>
    ? [TIsFlags] extends [true]
      ? Widen<TMembers[keyof TMembers]>
      : [TIsOpen] extends [false]
        ? TMembers[keyof TMembers]
        : Widen<TMembers[keyof TMembers]>
    : never;

type InferOther<TType extends CType | BitFieldType> = TType extends BoolType
  ? boolean
  : TType extends EnumType
    ? InferEnum<TType>
    : TType extends ArrayType<infer TElement, number | null, infer TForm>
      ? InferArray<TElement, TForm>
      : TType extends BitFieldType<infer TBase>
        ? Infer<TBase>
        : TType extends VoidType
          ? undefined
          : TType extends FunctionType
            ? InferFunction<TType>
            : TType extends CallbackType<infer TParameters, infer TResult>
              ? Pointer<ResolvePointee<FunctionType<TParameters, TResult>>> | null
              : TType extends ComplexType
                ? Complex
                : TType extends VectorType<infer TElement>
                  ? InferVector<TElement>
                  : TType extends OutType<infer TTarget> | InOutType<infer TTarget>
                    ? Infer<TTarget>
                    : InferTranslated<TType>;

type InferArray<TElement extends CType, TForm extends ArrayForm> = [TForm] extends ["string"]
  ? string
  : [TForm] extends ["bytes"]
    ? Uint8Array
    : ReadonlyArray<Infer<TElement>>;

/** What is read for types that only change what values are in JavaScript. Memory does not own the handles in it. */
type InferTranslated<TType extends CType | BitFieldType> =
  TType extends MappedType<CType, infer TValue, never>
    ? TValue
    : TType extends HandleType<infer TName>
      ? Pointer<OpaqueType<TName>> | null
      : TType extends SizedByType<string, infer TTarget>
        ? InferSized<TTarget>
        : TType extends NullTerminatedType<infer TElement>
          ? ReadonlyArray<Exclude<Infer<TElement>, null>> | null
          : never;

/** Callbacks get bytes that C sizes. */
type InferSized<TTarget extends SizedTarget> = TTarget extends BytesType ? Uint8Array | null : Infer<TTarget>;

type Widen<TValue> = TValue extends bigint ? bigint : number;
