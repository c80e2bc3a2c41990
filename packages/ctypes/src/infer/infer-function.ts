/** The JavaScript types of calls: functions of C that JavaScript calls, and functions of JavaScript that C calls. */
import type { CType, FunctionType, InOutType, IntegerType, OutType, StringType, VoidType } from "../model.ts";
import type { BytesLike } from "./bytes-like.ts";
import type { Infer } from "./infer.ts";
import type { InferArgument } from "./infer-argument.ts";
import type { Pointer } from "./pointer.ts";
import type { ResolveAlias } from "./resolve-pointee.ts";

/** What a call gives for a result of a type: `void` for `void`, otherwise what is read for it. */
export type InferResult<TType extends CType> = TType extends VoidType ? void : Infer<TType>;

/**
 * The JavaScript face of a C function. Out-parameters are not passed: they come back in a tuple `[result, ...outs]`, without
 * the result if it is void, and bare if only one value is left. Further arguments of a variadic function are `unknown`.
 */
export type InferFunction<TFunction extends FunctionType> =
  TFunction extends FunctionType<infer TParameters, infer TResult, infer TIsVariadic>
    ? ArgumentsOf<TParameters> extends infer TArguments extends readonly unknown[]
      ? [TIsVariadic] extends [true]
        ? (...parameters: [...TArguments, ...unknown[]]) => ResultOf<TParameters, TResult>
        : (...parameters: TArguments) => ResultOf<TParameters, TResult>
      : never
    : never;

/**
 * What a function that C calls returns: what a parameter would accept, except memory that nobody would own after the return.
 * Strings and buffers are therefore refused; a pointer is the caller's to keep alive.
 */
export type InferCallbackResult<TType extends CType> = TType extends VoidType
  ? void
  : ResolveAlias<TType> extends StringType
    ? Pointer<IntegerType<"char">> | null
    : Exclude<InferArgument<TType>, string | BytesLike>;

/** The JavaScript face of a function that C calls: it gets what is read. */
export type InferCallback<TFunction extends FunctionType> =
  TFunction extends FunctionType<infer TParameters, infer TResult>
    ? (...parameters: ValuesOf<TParameters>) => InferCallbackResult<TResult>
    : never;

type ArgumentsOf<TParameters extends readonly CType[]> = [Extract<TParameters[number], OutType>] extends [never]
  ? { -readonly [TIndex in keyof TParameters]: InferArgument<TParameters[TIndex]> }
  : ArgumentsBesideOut<TParameters>;

type ArgumentsBesideOut<
  TParameters extends readonly CType[],
  TDone extends readonly unknown[] = [],
> = TParameters extends readonly [infer TFirst extends CType, ...infer TRest extends readonly CType[]]
  ? ArgumentsBesideOut<TRest, TFirst extends OutType ? TDone : [...TDone, InferArgument<TFirst>]>
  : TDone;

type ValuesOf<TParameters extends readonly CType[]> = {
  -readonly [TIndex in keyof TParameters]: Infer<TParameters[TIndex]>;
};

type ResultOf<TParameters extends readonly CType[], TResult extends CType> = [
  Extract<TParameters[number], OutType | InOutType>,
] extends [never]
  ? InferResult<TResult>
  : Unwrap<OutsOf<TParameters, TResult extends VoidType ? [] : [InferResult<TResult>]>>;

/** The values of the out-parameters, after those that are given. */
type OutsOf<TParameters extends readonly CType[], TDone extends readonly unknown[]> = TParameters extends readonly [
  infer TFirst extends CType,
  ...infer TRest extends readonly CType[],
]
  ? OutsOf<TRest, TFirst extends OutType<infer TTarget> | InOutType<infer TTarget> ? [...TDone, Infer<TTarget>] : TDone>
  : TDone;

type Unwrap<TValues extends readonly unknown[]> = TValues extends readonly [infer TOnly] ? TOnly : TValues;
