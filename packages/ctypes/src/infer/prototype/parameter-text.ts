/** Splits the text of a parameter list, and cuts out what says nothing about types. Knows parentheses, but no types. */
import type { VectorMark } from "./vector.ts";

/** Cuts spaces off the end. */
export type TrimEnd<TText extends string> = TText extends `${infer TBefore} ` ? TrimEnd<TBefore> : TText;

/** Cuts spaces off both ends. */
export type Trim<TText extends string> = TText extends ` ${infer TAfter}` ? Trim<TAfter> : TrimEnd<TText>;

/** Splits the text between the parentheses of a parameter list at its commas; `(void)` and `()` give no parameters. */
export type SplitList<TText extends string> = TText extends `${string}(${string}`
  ? SplitNested<TText>
  : TText extends `${string},${string}`
    ? SplitFlat<TText>
    : Trim<TText> extends infer TOnly
      ? TOnly extends "" | "void"
        ? []
        : [TOnly]
      : never;

type SplitFlat<
  TText extends string,
  TDone extends readonly string[] = [],
> = TText extends `${infer TFirst},${infer TRest}` ? SplitFlat<TRest, [...TDone, TFirst]> : [...TDone, LastOf<TText>];

/** Only the last parameter can be `...`; one that is a function may have them inside. */
type LastOf<TText extends string> = TText extends `${string}...${string}`
  ? Trim<TText> extends "..."
    ? "..."
    : TText
  : TText;

type SplitNested<
  TText extends string,
  TOpen extends string = "",
  TDone extends readonly string[] = [],
> = TText extends `${infer TFirst},${infer TRest}`
  ? IsBalanced<`${TOpen}${TFirst}`> extends true
    ? SplitNested<TRest, "", [...TDone, `${TOpen}${TFirst}`]>
    : SplitNested<TRest, `${TOpen}${TFirst},`, TDone>
  : [...TDone, LastOf<`${TOpen}${TText}`>];

/** Whether each opening parenthesis has a closing one after it. */
type IsBalanced<TText extends string> = TText extends `${infer TBefore}(${infer TAfter}`
  ? TAfter extends `${infer TInner})${infer TRest}`
    ? IsBalanced<`${TBefore}${TInner}${TRest}`>
    : false
  : true;

/**
 * Takes the text up to the parenthesis that closes the one before it.
 *
 * @returns `[inside, after]`, or `[]` if it is never closed.
 */
export type TakeParenthesized<
  TText extends string,
  TInside extends string = "",
> = TText extends `${infer TFirst})${infer TRest}`
  ? IsBalanced<`${TInside}${TFirst}`> extends true
    ? [`${TInside}${TFirst}`, TRest]
    : TakeParenthesized<TRest, `${TInside}${TFirst})`>
  : [];

/** What {@link CleanText} has to look for. */
type Noise =
  | `${string}\n${string}`
  | `${string}\t${string}`
  | `${string}\r${string}`
  | `${string}/${string}`
  | `${string}<:${string}`
  | `${string}[[${string}`
  | `${string}__attribute__${string}`
  | `${string}__declspec${string}`;

/** Makes all white space single spaces, and cuts out comments and attributes; of those that make vectors a mark is left. */
export type CleanText<TText extends string> = TText extends Noise ? CutNoise<TText> : TText;

type CutNoise<TText extends string> = TText extends `${infer TBefore}/*${string}*/${infer TAfter}`
  ? CutNoise<`${TBefore} ${TAfter}`>
  : TText extends `${infer TBefore}\n${infer TAfter}`
    ? CutNoise<JoinLines<TBefore, TAfter>>
    : TText extends `${infer TBefore}\t${infer TAfter}`
      ? CutNoise<`${TBefore} ${TAfter}`>
      : TText extends `${infer TBefore}\r${infer TAfter}`
        ? CutNoise<`${TBefore} ${TAfter}`>
        : TText extends `${infer TBefore}<:${infer TInside}:>${infer TAfter}`
          ? CutNoise<`${TBefore}[${TInside}]${TAfter}`>
          : TText extends `${infer TBefore}[[${string}]]${infer TAfter}`
            ? CutNoise<`${TBefore} ${TAfter}`>
            : CutAttribute<TText>;

/** A backslash at the end of a line joins it with the next one; a comment ends with it. */
type JoinLines<TBefore extends string, TAfter extends string> = TBefore extends `${infer TLine}\\`
  ? `${TLine}${TAfter}`
  : TBefore extends `${infer TLine}//${string}`
    ? `${TLine} ${TAfter}`
    : `${TBefore} ${TAfter}`;

type CutAttribute<TText extends string> = TText extends
  | `${infer TBefore}__attribute__${infer TAfter}`
  | `${infer TBefore}__declspec${infer TAfter}`
  ? TAfter extends `${string}(${infer TInside}`
    ? TakeParenthesized<TInside> extends [infer TInner extends string, infer TRest extends string]
      ? CutAttribute<PutMark<VectorMark<TInner>, TBefore, TRest>>
      : TText
    : TText
  : TText;

/** What stands behind the parameters of a function speaks of its result, and goes to the front. */
type PutMark<TMark extends string, TBefore extends string, TAfter extends string> = TMark extends ""
  ? `${TBefore} ${TAfter}`
  : TBefore extends `${string})${string}`
    ? IsBalanced<TBefore> extends true
      ? `${TMark} ${TBefore} ${TAfter}`
      : `${TBefore} ${TMark} ${TAfter}`
    : `${TBefore} ${TMark} ${TAfter}`;
