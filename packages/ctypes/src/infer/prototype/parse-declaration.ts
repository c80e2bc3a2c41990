/** The type-level reading of what a symbol is declared to be: prototypes, and variables, which begin with `extern`. */
import type { ArrayType, CType, IntegerType, PointerType, StringType } from "../../model.ts";
import type { VariableType } from "../../symbol-model.ts";
import type { InferVariable } from "../infer-variable.ts";
import type { ApplyDimensions, ReadDeclaration, ReadFunctionPointer, ReadVector } from "./declarator.ts";
import type { CleanText, Trim } from "./parameter-text.ts";
import type { ParsePrototype, UnknownFunction } from "./parse-prototype.ts";
import type { PrototypeError } from "./prototype-error.ts";
import type { HasConst } from "./specifiers.ts";

/**
 * The JavaScript side of a C declaration: of a prototype the function, of `extern int optind` the variable; or a
 * {@link PrototypeError} that says what is wrong with it.
 *
 * @typeParam TText The declaration.
 * @typeParam TTypes Descriptors of the type names that it uses beyond C's own.
 */
export type ParseDeclaration<TText extends string, TTypes = object> = string extends TText
  ? UnknownFunction
  : TText extends `${infer TBefore}extern ${infer TAfter}`
    ? Trim<CleanText<TBefore>> extends ""
      ? ParseExtern<Trim<CleanText<TAfter>>, TTypes>
      : ParsePrototype<TText, TTypes>
    : ParsePrototype<TText, TTypes>;

type ParseExtern<TText extends string, TTypes> = TText extends `${infer TBefore}(*${infer TRest}`
  ? TRest extends `${infer TInner})${string}`
    ? TInner extends `${string}(${string}`
      ? ParsePrototype<`${TBefore}(*${TRest}`, TTypes>
      : MakeVariable<ReadFunctionPointer<CutEnd<TText>, TTypes>, HasConst<TInner>>
    : PrototypeError<"expected ')' after the name">
  : TText extends `${string}(${string}`
    ? ParsePrototype<TText, TTypes>
    : ReadVariable<CutEnd<TText>, TTypes>;

/** Cuts the semicolon. */
type CutEnd<TText extends string> = TText extends `${infer TBefore};` ? Trim<TBefore> : TText;

type ReadVariable<TText extends string, TTypes> = TText extends `${infer TFirst}[@${infer TMark}]${infer TRest}`
  ? ReadVectorVariable<`${TFirst}${TRest}`, TMark, TTypes>
  : TText extends `${infer TBefore}[${infer TDimensions}`
    ? MakeArray<ReadDeclaration<Trim<TBefore>, TTypes>, TDimensions, IsConstVariable<TBefore>>
    : MakeVariable<ToVariableType<ReadDeclaration<TText, TTypes>>, IsConstVariable<TText>>;

type ReadVectorVariable<
  TText extends string,
  TMark extends string,
  TTypes,
> = TText extends `${infer TBefore}[${infer TDimensions}`
  ? MakeArray<ReadVector<Trim<TBefore>, TMark, TTypes>, TDimensions, IsConstVariable<TBefore>>
  : MakeVariable<ReadVector<TText, TMark, TTypes>, IsConstVariable<TText>>;

type MakeArray<TElement, TDimensions extends string, TIsReadonly extends boolean> = TElement extends CType
  ? MakeVariable<ApplyFirst<TElement, TDimensions>, TIsReadonly>
  : TElement;

/** An array without a length has one only in the library. */
type ApplyFirst<TElement extends CType, TDimensions extends string> = TDimensions extends `]${string}`
  ? ArrayType<TElement, null>
  : ApplyDimensions<TElement, TDimensions>;

type MakeVariable<TType, TIsReadonly extends boolean> = TType extends CType
  ? InferVariable<VariableType<TType, TIsReadonly>>
  : TType;

/** Of a pointer, what stands after its last star; of everything else, any `const`. */
type IsConstVariable<TText extends string> = TText extends `${string}*${infer TAfter}`
  ? IsConstVariable<TAfter>
  : HasConst<TText>;

type ToVariableType<TType> = TType extends { readonly kind: "void" | "opaque" | "function" }
  ? PrototypeError<"a variable of this type has no value">
  : TType extends PointerType<IntegerType<"char">, true>
    ? StringType<"utf-8">
    : TType;
