/** What a pointer's type says about its target: only what makes pointers exchangeable or not. */
import type {
  AliasType,
  ArrayType,
  BoolType,
  CallbackType,
  ComplexType,
  CType,
  FloatType,
  FunctionType,
  IntegerType,
  PointerType,
  StringType,
  StructType,
  UnionType,
  VectorElement,
  VectorType,
} from "../model.ts";

/** The type behind aliases. */
export type ResolveAlias<TType extends CType> =
  TType extends AliasType<string, infer TTarget> ? ResolveAlias<TTarget> : TType;

/**
 * The type behind aliases and the `const` of inner pointers, without the variants that descriptors carry: two pointers are
 * exchangeable if they agree in this, as in C.
 */
export type ResolvePointee<TType extends CType> = CType extends TType
  ? TType
  : TType extends IntegerType<infer TName, infer TPolicy>
    ? IntegerType<TName, TPolicy>
    : TType extends AliasType<string, infer TTarget>
      ? ResolvePointee<TTarget>
      : TType extends PointerType<infer TTarget>
        ? PointerType<ResolvePointee<TTarget>>
        : TType extends ArrayType<infer TElement, infer TLength>
          ? ArrayType<ResolvePointee<TElement>, TLength>
          : ResolveOther<TType>;

type ResolveOther<TType extends CType> =
  TType extends FunctionType<infer TParameters, infer TResult, infer TIsVariadic>
    ? FunctionType<SignatureEach<TParameters>, SignatureType<TResult>, TIsVariadic>
    : PlainType<TType>;

/** The type without what makes its descriptor callable. */
type PlainType<TType extends CType> =
  TType extends IntegerType<infer TName, infer TPolicy>
    ? IntegerType<TName, TPolicy>
    : TType extends FloatType<infer TName>
      ? FloatType<TName>
      : TType extends BoolType
        ? BoolType
        : TType extends StringType<infer TEncoding>
          ? StringType<TEncoding>
          : TType extends ComplexType<infer TName>
            ? ComplexType<TName>
            : TType extends VectorType<infer TElement, infer TLength>
              ? VectorType<PlainElement<TElement>, TLength>
              : TType;

type PlainElement<TElement extends VectorElement> =
  TElement extends IntegerType<infer TName, infer TPolicy>
    ? IntegerType<TName, TPolicy>
    : TElement extends FloatType<infer TName extends "float" | "double">
      ? FloatType<TName>
      : never;

/**
 * A parameter or result without what C does not see of it: a callback is a pointer to a function, a UTF-8 string one to
 * `const char`, and structs and unions go by name.
 */
type SignatureType<TType extends CType> = CType extends TType
  ? TType
  : TType extends PointerType<infer TTarget, infer TIsConst>
    ? PointerType<SignatureType<TTarget>, TIsConst>
    : TType extends AliasType<string, infer TTarget>
      ? SignatureType<TTarget>
      : TType extends StructType<infer TName>
        ? StructType<TName>
        : TType extends UnionType<infer TName>
          ? UnionType<TName>
          : TType extends StringType<"utf-8">
            ? PointerType<IntegerType<"char", "exact">, true>
            : TType extends CallbackType<infer TParameters, infer TResult>
              ? PointerType<FunctionType<SignatureEach<TParameters>, SignatureType<TResult>>, false>
              : ResolveOther<TType>;

/** Prototypes and descriptors differ in whether their lists are readonly; both go where a readonly one is wanted. */
type SignatureEach<TTypes extends readonly CType[]> = {
  readonly [TIndex in keyof TTypes]: SignatureType<TTypes[TIndex]>;
};
