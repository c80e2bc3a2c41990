/** The JavaScript types that a parameter of a descriptor's type accepts. */
import type {
  AliasType,
  ArrayType,
  BitFieldType,
  BoolType,
  BytesType,
  CallbackType,
  ComplexType,
  CType,
  EnumType,
  FloatType,
  InOutType,
  IntegerName,
  IntegerType,
  PointerType,
  StringType,
  StructMembers,
  StructType,
  UnionType,
  VoidType,
} from "../model.ts";
import type { BytesLike } from "./bytes-like.ts";
import type { Complex, InferEnum, WideIntegerName } from "./infer.ts";
import type { InferCallback } from "./infer-function.ts";
import type { Pointer } from "./pointer.ts";
import type { ResolveAlias, ResolvePointee } from "./resolve-pointee.ts";

/**
 * What a parameter of a type accepts. 64-bit integers take a `bigint` or a safe integer; pointers to `void` and to
 * arithmetic types take bytes; pointers to structs and opaque types take only pointers to that type.
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
      ? BytesLike | Pointer | null
      : TResolved extends IntegerType<"char">
        ? BytesLike | Pointer<IntegerType<"char">> | (TIsConst extends true ? string : never) | null
        : TResolved extends IntegerType<infer TName>
          ? BytesLike | Pointer<IntegerType<TName>> | null
          : TResolved extends FloatType | BoolType | ComplexType | EnumType
            ? BytesLike | Pointer<ResolvePointee<TResolved>> | null
            : Pointer<ResolvePointee<TResolved>> | null
    : never;

type InferOtherArgument<TType extends CType | BitFieldType> = TType extends BoolType
  ? boolean
  : TType extends CallbackType
    ? InferCallback<TType["signature"]> | Pointer<ResolvePointee<TType["signature"]>> | null
    : TType extends StructType<string, infer TMembers>
      ? InferMemberArguments<TMembers>
      : TType extends UnionType<string, infer TMembers>
        ? Partial<InferMemberArguments<TMembers>>
        : TType extends EnumType
          ? InferEnum<TType>
          : TType extends ArrayType<infer TElement>
            ? ArrayLike<InferArgument<TElement>>
            : TType extends BitFieldType<infer TBase>
              ? InferArgument<TBase>
              : TType extends InOutType<infer TTarget>
                ? InferArgument<TTarget>
                : TType extends ComplexType
                  ? Complex
                  : never;

type InferMemberArguments<TMembers extends StructMembers> = {
  readonly [TName in keyof TMembers as TName extends `:${string}` ? never : TName]: InferArgument<TMembers[TName]>;
};
