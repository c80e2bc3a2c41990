/** What a pointer's type says about its target: only what makes pointers exchangeable or not. */
import type { AliasType, ArrayType, CType, IntegerType, PointerType } from "../model.ts";

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
          : TType;
