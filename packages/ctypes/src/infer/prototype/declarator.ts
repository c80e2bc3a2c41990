/**
 * Declarators at the type level: stars, arrays and function pointers around specifiers.
 *
 * @see C17 6.7.6
 */
import type { ArrayType, CallbackType, CType, FunctionType, PointerType } from "../../model.ts";
import type { SplitList, TrimEnd } from "./parameter-text.ts";
import type { PrototypeError } from "./prototype-error.ts";
import type { HasConst, ReadNamedSpecifiers, ReadSpecifiers, ReadVectorElement } from "./specifiers.ts";

/** Where a parameter stands: C functions take callbacks, callbacks get pointers to functions. */
type Place = "parameter" | "callback-parameter";

/** Reads a declaration without parentheses: specifiers, stars, a name or none, and array brackets. */
export type ReadDeclaration<TText extends string, TTypes> = TText extends `${infer TBefore}[${infer TDimensions}`
  ? TText extends `${infer TFirst}[@${infer TMark}]${infer TRest}`
    ? ReadVector<`${TFirst}${TRest}`, TMark, TTypes>
    : ReadStars<TBefore, TDimensions, TTypes>
  : ReadStars<TText, "", TTypes>;

/** Reads a declaration whose specifiers say what the elements of a vector are, which is what GNU C makes of the attribute anywhere in it. */
export type ReadVector<
  TText extends string,
  TMark extends string,
  TTypes,
> = TText extends `${infer TBefore}[${infer TDimensions}`
  ? ReadVectorStars<TBefore, TDimensions, TMark, TTypes>
  : ReadVectorStars<TText, "", TMark, TTypes>;

/**
 * Reads the parameters of a function: their descriptors, or the first error.
 *
 * @typeParam TList The text between the parentheses, already split.
 */
export type ReadParameters<
  TList extends readonly string[],
  TPlace extends Place,
  TTypes,
  TDone extends readonly CType[] = [],
> = TList extends readonly [infer TText extends string, ...infer TRest extends readonly string[]]
  ? ReadParameter<TText, TPlace, TTypes> extends infer TType
    ? TType extends CType
      ? ReadParameters<TRest, TPlace, TTypes, [...TDone, TType]>
      : TType
    : never
  : TDone;

/** Builds a function type from the text of its result and of its parameter list. */
export type ReadFunction<TResult, TList extends readonly string[], TPlace extends Place, TTypes> = TResult extends CType
  ? TList extends readonly [...infer TFixed extends readonly string[], "..."]
    ? MakeFunction<ReadParameters<TFixed, TPlace, TTypes>, TResult, true>
    : MakeFunction<ReadParameters<TList, TPlace, TTypes>, TResult, false>
  : TResult;

type MakeFunction<
  TParameters,
  TResult extends CType,
  TIsVariadic extends boolean,
> = TParameters extends readonly CType[] ? FunctionType<TParameters, TResult, TIsVariadic> : TParameters;

type ReadParameter<TText extends string, TPlace extends Place, TTypes> = TText extends `${string}(${string}`
  ? ReadFunctionPointer<TrimEnd<TText>, TTypes> extends infer TType
    ? TPlace extends "parameter"
      ? ToCallback<TType>
      : TType
    : never
  : ReadDeclaration<TText, TTypes> extends infer TType
    ? TType extends { readonly kind: "void" | "opaque" | "function" }
      ? PrototypeError<`'${TText}' cannot be passed by value`>
      : TPlace extends "parameter"
        ? ToNamedCallback<TType>
        : TType
    : never;

/** Reads `int (*compare)(const void *, const void *)`, or without the star or the parentheses, which C adjusts to the same. */
export type ReadFunctionPointer<TText extends string, TTypes> = TText extends
  | `${infer TResult}(${infer TDeclarator})(${infer TList})`
  | `${infer TResult}(${infer TDeclarator}) (${infer TList})`
  ? TDeclarator extends `${string}*${infer TInner}`
    ? WrapPointers<ReadSignature<TResult, TList, TTypes>, TInner>
    : WrapPointers<ReadSignature<TResult, TList, TTypes>, "">
  : TText extends `${infer TResult}(${infer TList})`
    ? WrapPointers<ReadSignature<TResult, TList, TTypes>, "">
    : PrototypeError<`cannot read '${TText}'`>;

type ReadSignature<TResult extends string, TList extends string, TTypes> = ReadFunction<
  ReadDeclaration<TResult, TTypes>,
  SplitList<TList>,
  "callback-parameter",
  TTypes
>;

type WrapPointers<TFunction, TInner extends string> = TFunction extends FunctionType
  ? TInner extends `${infer TBefore}[${infer TDimensions}`
    ? AddStars<TFunction, false, TBefore, TDimensions>
    : AddStars<TFunction, false, TInner, "">
  : TFunction;

type ToCallback<TType> =
  TType extends PointerType<FunctionType<infer TParameters, infer TResult>>
    ? CallbackType<TParameters, TResult, "call">
    : TType;

/** A pointer to a function that has a name: `compare *order`. */
type ToNamedCallback<TType> =
  TType extends PointerType<infer TTarget>
    ? TTarget extends { readonly kind: "alias"; readonly target: infer TFunction }
      ? TFunction extends FunctionType<infer TParameters, infer TResult>
        ? CallbackType<TParameters, TResult, "call">
        : TType
      : ToCallback<TType>
    : TType;

type ReadStars<TText extends string, TDimensions extends string, TTypes> = TText extends `${infer TBase}*${infer TRest}`
  ? StarsOf<ReadSpecifiers<TBase, TTypes>, TBase, TRest, TDimensions>
  : DecayOf<ReadNamedSpecifiers<TText, TTypes>, TText, TDimensions>;

type ReadVectorStars<
  TText extends string,
  TDimensions extends string,
  TMark extends string,
  TTypes,
> = TText extends `${infer TBase}*${infer TRest}`
  ? StarsOf<ReadVectorElement<TBase, TMark, TTypes>, TBase, TRest, TDimensions>
  : DecayOf<ReadVectorElement<TText, TMark, TTypes>, TText, TDimensions>;

/** Points to what was read in front of the first star. */
type StarsOf<TType, TBase extends string, TRest extends string, TDimensions extends string> = TType extends CType
  ? AddStars<TType, HasConst<TBase>, TRest, TDimensions>
  : TType;

/** What was read without a star: an array is the pointer that it decays to. */
type DecayOf<TType, TText extends string, TDimensions extends string> = TDimensions extends ""
  ? TType
  : TType extends CType
    ? PointerType<ElementOf<TType, TDimensions>, HasConst<TText>>
    : TType;

/** Adds one pointer per star, the first of which is read already, and the one that an array parameter decays to. */
type AddStars<
  TType extends CType,
  TIsConst extends boolean,
  TText extends string,
  TDimensions extends string,
> = TText extends `${infer TQualifiers}*${infer TRest}`
  ? AddStars<PointerType<TType, TIsConst>, HasConst<TQualifiers>, TRest, TDimensions>
  : TDimensions extends ""
    ? PointerType<TType, TIsConst>
    : PointerType<ElementOf<PointerType<TType, TIsConst>, TDimensions>, HasConst<TText>>;

/** Applies all dimensions but the first, which decays: `3][4]` is an array of 4. */
type ElementOf<TType extends CType, TDimensions extends string> = TDimensions extends `${string}[${infer TInner}`
  ? ApplyDimensions<TType, TInner>
  : TType;

export type ApplyDimensions<
  TType extends CType,
  TDimensions extends string,
> = TDimensions extends `${infer TLength}]${infer TRest}`
  ? TRest extends `${string}[${infer TInner}`
    ? ArrayType<ApplyDimensions<TType, TInner>, ToLength<TLength>>
    : ArrayType<TType, ToLength<TLength>>
  : TType;

type ToLength<TText extends string> = TText extends `${infer TLength extends number}` ? TLength : number;
