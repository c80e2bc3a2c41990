/** The JavaScript types that a parameter of a descriptor's type accepts. */
import type {
  AliasType,
  ArrayType,
  BitFieldType,
  BoolType,
  BytesType,
  CallbackType,
  ComplexType,
  CountedArrayType,
  CType,
  EnumType,
  FloatType,
  FunctionType,
  HandleType,
  InOutType,
  IntegerName,
  IntegerType,
  MappedType,
  NullTerminatedType,
  OpaqueType,
  PointerType,
  SizedByType,
  StringType,
  StructMembers,
  StructType,
  UnionType,
  VectorType,
  VoidType,
} from "../model.ts";
import type { BytesLike } from "./bytes-like.ts";
import type { FieldsOf, HasInner, NamedMembers, RequiredFieldsOf } from "./fields.ts";
import type { Complex, InferEnum, WideIntegerName } from "./infer.ts";
import type { Callback, CallbackOf } from "./callback.ts";
import type { InferCallback } from "./infer-function.ts";
import type { Handle, Pointer } from "./pointer.ts";
import type { Place, StructPlace, StructPointer, UnionPlace, UnionPointer } from "./struct-view.ts";
import type { ResolveAlias, ResolvePointee } from "./resolve-pointee.ts";

/**
 * What a parameter of a type accepts. 64-bit integers take a `bigint` or a safe integer; pointers to `void` and to
 * arithmetic types take bytes, structs and unions by value exactly as many as they have; pointers to structs and opaque types take only pointers to that type.
 */
export type InferArgument<TType extends CType | BitFieldType> = CType extends TType
  ? unknown
  : TType extends IntegerType<infer TName>
    ? InferIntegerArgument<TName>
    : TType extends PointerType<infer TTarget, infer TIsConst>
      ? InferPointerArgument<TTarget, TIsConst>
      : TType extends FloatType
        ? number
        : TType extends StringType
          ? string | null
          : TType extends BytesType
            ? BytesLike
            : TType extends AliasType<string, infer TTarget>
              ? InferArgument<TTarget>
              : InferOtherArgument<TType>;

/** What a parameter of an integer type accepts. */
export type InferIntegerArgument<TName extends IntegerName> = TName extends WideIntegerName ? bigint | number : number;

type InferPointerArgument<TTarget extends CType, TIsConst extends boolean> =
  ResolveAlias<TTarget> extends infer TResolved extends CType
    ? TResolved extends VoidType
      ? BytesLike | Pointer | Place | null
      : TResolved extends IntegerType<"char">
        ? BytesLike | Pointer<IntegerType<"char">> | (TIsConst extends true ? string : never) | null
        : TResolved extends IntegerType<infer TName>
          ? BytesLike | Pointer<IntegerType<TName>> | Copied<TTarget, TIsConst> | null
          : TResolved extends FloatType | BoolType | ComplexType | EnumType
            ? BytesLike | Pointer<ResolvePointee<TResolved>> | Copied<TTarget, TIsConst> | null
            : InferRecordPointer<TResolved> | Copied<TTarget, TIsConst> | null
    : never;

/** What C only reads may also be an array, which is copied for the call. */
type Copied<TElement extends CType, TIsConst extends boolean> = TIsConst extends true
  ? ResolveAlias<TElement> extends OpaqueType | FunctionType
    ? never
    : ReadonlyArray<InferArgument<TElement>>
  : never;

/** Structs and unions go by name, and a value may stand for its address. */
type InferRecordPointer<TTarget extends CType> =
  TTarget extends StructType<infer TName>
    ? StructPointer<TName> | StructPlace<TName>
    : TTarget extends UnionType<infer TName>
      ? UnionPointer<TName> | UnionPlace<TName>
      : Pointer<ResolvePointee<TTarget>>;

type InferOtherArgument<TType extends CType | BitFieldType> = TType extends BoolType
  ? boolean
  : TType extends CallbackType
    ?
        | ("call" extends TType["lifetime"] ? InferCallback<TType["signature"]> : never)
        | CallbackOf<TType["signature"]>
        | Pointer<ResolvePointee<TType["signature"]>>
        | AnyFunction<TType["signature"]>
        | null
    : TType extends StructType<string, infer TMembers>
      ? StructInput<TMembers> | BytesLike
      : TType extends UnionType<string, infer TMembers>
        ? UnionInput<TMembers> | BytesLike
        : TType extends EnumType
          ? InferEnum<TType>
          : TType extends ArrayType<infer TElement, number | null, infer TForm>
            ? [TForm] extends ["string"]
              ? string
              : ArrayLike<InferArgument<TElement>>
            : TType extends BitFieldType<infer TBase>
              ? InferArgument<TBase>
              : TType extends InOutType<infer TTarget>
                ? TTarget extends HandleType<infer TName>
                  ? Handle<TName> | null
                  : InferArgument<TTarget>
                : TType extends ComplexType
                  ? Complex
                  : TType extends VectorType<infer TElement>
                    ? ArrayLike<InferArgument<TElement>>
                    : InferTranslatedArgument<TType>;

/** C's `void (*)(void)`, such as GTK's `GCallback`, is any function, which the other side casts back. */
type AnyFunction<TSignature extends FunctionType> = TSignature["parameters"]["length"] extends 0
  ? TSignature["result"] extends VoidType
    ? Callback | Pointer<FunctionType>
    : never
  : never;

/** The members that make up a value of a struct or union; an instance has them, too. */
export type InferMembers<TType extends StructType | UnionType> =
  TType extends StructType<string, infer TMembers>
    ? StructInput<TMembers>
    : TType extends UnionType<string, infer TMembers>
      ? UnionInput<TMembers>
      : never;

/**
 * The members of a struct. Of those that share their bytes in an anonymous union, one is enough; counts are filled in from what
 * they count.
 */
type StructInput<TMembers extends StructMembers> =
  HasInner<TMembers> extends true
    ? Flatten<
        Arguments<Omit<RequiredFieldsOf<TMembers>, CountNames<FieldsOf<TMembers>>>> &
          Partial<Arguments<FieldsOf<TMembers>>>
      >
    : [CountNames<TMembers>] extends [never]
      ? { readonly [TName in NamedMembers<TMembers>]: InferArgument<TMembers[TName]> }
      : Flatten<
          {
            readonly [TName in Exclude<NamedMembers<TMembers>, CountNames<TMembers>>]: InferArgument<TMembers[TName]>;
          } & { readonly [TName in CountNames<TMembers>]?: InferArgument<TMembers[TName]> }
        >;

/** Names of the members that hold the number of elements of others. Of structs in general none is known. */
type CountNames<TFields> = string extends keyof TFields
  ? never
  : Extract<
      TFields[keyof TFields] extends infer TMember
        ? TMember extends SizedByType<infer TCount> | CountedArrayType<CType, infer TCount>
          ? TCount
          : never
        : never,
      keyof TFields
    >;

/** One of the members of a union is enough. */
type UnionInput<TMembers extends StructMembers> =
  HasInner<TMembers> extends true
    ? Partial<Arguments<FieldsOf<TMembers>>>
    : { readonly [TName in NamedMembers<TMembers>]?: InferArgument<TMembers[TName]> };

type Arguments<TFields> = { readonly [TName in keyof TFields]: InferFieldArgument<TFields[TName]> };

type InferFieldArgument<TType> = TType extends CType | BitFieldType ? InferArgument<TType> : never;

/** The same as one object type, which editors show as such. */
type Flatten<TObject> = TObject extends infer TFields ? { [TKey in keyof TFields]: TFields[TKey] } : never;

/** What is taken for types that only change what values are in JavaScript. */
type InferTranslatedArgument<TType extends CType | BitFieldType> =
  TType extends MappedType<CType, unknown, infer TArgument>
    ? TArgument
    : TType extends HandleType<infer TName>
      ? Pointer<OpaqueType<TName>>
      : TType extends SizedByType<string, infer TTarget>
        ? TTarget extends StringType
          ? string | null
          : Exclude<InferArgument<TTarget>, string>
        : TType extends NullTerminatedType<infer TElement>
          ? ReadonlyArray<Exclude<InferArgument<TElement>, null>> | Pointer<ResolvePointee<TElement>> | null
          : never;
