/**
 * Arguments that know their parameter's name. TypeScript cannot make names of parameters from strings; but where an argument
 * is wrong, and where a function is shown, it prints the type, and that has the name in it.
 */
import type { CType, FunctionType, OutType, ParameterNames, SizedByType } from "../model.ts";
import type { CleanText, SplitList, TakeParenthesized, Trim } from "./prototype/parameter-text.ts";

declare const parameter: unique symbol;

/** Says which parameter an argument is for. Nothing has the property: every value is as good as without. */
export interface Parameter<TName extends string> {
  readonly [parameter]?: TName;
}

/** What the parameter of a name accepts. */
export type Argument<TName extends string, TValue> = (TValue & Parameter<TName>) | Extract<TValue, null>;

/** Puts names on the arguments of a function; those without a name stay as they are. */
export type NameArguments<TArguments extends readonly unknown[], TNames> = {
  [TIndex in keyof TArguments]: TIndex extends keyof TNames
    ? NameArgument<TNames[TIndex], TArguments[TIndex]>
    : TArguments[TIndex];
};

type NameArgument<TName, TValue> = unknown extends TValue
  ? TValue
  : TName extends string
    ? Argument<TName, TValue>
    : TValue;

/** The declarations of a prototype's parameters, as they are written. */
export type PrototypeNames<TPrototype extends string> = string extends TPrototype
  ? []
  : CleanText<TPrototype> extends `${string}(${infer TTail}`
    ? TTail extends `*${string}`
      ? []
      : TakeParenthesized<TTail> extends [infer TList extends string, infer TAfter extends string]
        ? TAfter extends `(${string}` | ` (${string}`
          ? []
          : TrimAll<SplitList<TList>>
        : []
    : [];

type TrimAll<TTexts extends readonly string[]> = { [TIndex in keyof TTexts]: Trim<TTexts[TIndex]> };

/** The parameter names of a function type; none where what JavaScript passes is not what C takes. */
export type DeclaredNames<TType> =
  TType extends FunctionType<infer TParameters extends readonly CType[], CType, boolean, infer TNames>
    ? [Extract<TParameters[number], OutType | SizedByType>] extends [never]
      ? ParameterNames extends TNames
        ? []
        : TNames
      : []
    : [];
