/** The JavaScript types of calls: functions of C that JavaScript calls, and functions of JavaScript that C calls. */
import type {
  AliasType,
  CType,
  FunctionType,
  HandleType,
  InOutType,
  IntegerType,
  OutType,
  ParameterNames,
  SizedByType,
  StringType,
  StructType,
  UnionType,
  VoidType,
} from "../model.ts";
import type { BytesLike } from "./bytes-like.ts";
import type { Infer } from "./infer.ts";
import type { InferArgument } from "./infer-argument.ts";
import type { InferInstance, InferView } from "./infer-instance.ts";
import type { Handle, Pointer } from "./pointer.ts";
import type { ResolveAlias } from "./resolve-pointee.ts";
import type { VariadicValue } from "./variadic-value.ts";

/**
 * What a call gives for a result of a type: `void` for `void`, a view of its own bytes for a struct or union, an owner for a
 * handle, otherwise what is read for it.
 */
export type InferResult<TType extends CType> = CType extends TType
  ? unknown
  : TType extends VoidType
    ? void
    : TType extends StructType | UnionType
      ? InferInstance<TType>
      : TType extends HandleType<infer TName>
        ? Handle<TName> | null
        : TType extends AliasType<string, infer TTarget>
          ? InferResult<TTarget>
          : Infer<TType>;

/**
 * The JavaScript face of a C function. Out-parameters are not passed: they come back in a tuple `[result, ...outs]`, without
 * the result if it is void, and bare if only one value is left. What `c.sizedBy` fills in is not passed either. What a variadic
 * function takes besides is in {@link VariadicValue}.
 */
export type InferFunction<TFunction extends FunctionType> =
  TFunction extends FunctionType<
    infer TParameters,
    infer TResult,
    infer TIsVariadic,
    infer TNames,
    infer TErrno,
    infer TLastError
  >
    ? ArgumentsOf<TParameters, TNames> extends infer TArguments extends readonly unknown[]
      ? [TIsVariadic] extends [true]
        ? (
            ...parameters: [...TArguments, ...extras: VariadicValue[]]
          ) => WithErrno<ResultOf<TParameters, TResult>, TErrno, TLastError>
        : (...parameters: TArguments) => WithErrno<ResultOf<TParameters, TResult>, TErrno, TLastError>
      : never
    : never;

/** What a call gives whose `errno` comes back. */
export interface ErrnoResult<TValue> {
  /** What the call would give otherwise. */
  readonly value: TValue;
  /** What `errno` was after the call, 0 if the function did not set it. */
  readonly errno: number;
}

/** What a call gives whose last error comes back. */
export interface LastErrorResult<TValue> {
  /** What the call would give otherwise. */
  readonly value: TValue;
  /** What `GetLastError` would give after the call, 0 if the function did not set it. */
  readonly lastError: number;
}

type WithErrno<TValue, TErrno, TLastError> = [TErrno] extends [true]
  ? ErrnoResult<TValue>
  : [TLastError] extends [true]
    ? LastErrorResult<TValue>
    : TValue;

/**
 * What a function that C calls returns: what a parameter would accept, except memory that nobody would own after the return.
 * Strings, buffers, arrays and functions are therefore refused; a pointer is the caller's to keep alive. Structs and unions are copied.
 */
export type InferCallbackResult<TType extends CType> = TType extends VoidType
  ? void
  : ResolveAlias<TType> extends StringType
    ? Pointer<IntegerType<"char">> | null
    : ResolveAlias<TType> extends StructType | UnionType
      ? InferArgument<TType>
      : Exclude<InferArgument<TType>, string | BytesLike | readonly unknown[] | ((...values: never[]) => unknown)>;

/** The JavaScript face of a function that C calls: it gets what is read, of structs and unions a view of their own bytes. */
export type InferCallback<TFunction extends FunctionType> =
  TFunction extends FunctionType<infer TParameters, infer TResult>
    ? (...parameters: ValuesOf<TParameters>) => InferCallbackResult<TResult>
    : never;

type ArgumentsOf<TParameters extends readonly CType[], TNames extends ParameterNames> = [
  Extract<TParameters[number], OutType | SizedByType>,
] extends [never]
  ? { -readonly [TIndex in keyof TParameters]: InferArgument<TParameters[TIndex]> }
  : PassedArguments<TParameters, TNames, CountNames<TParameters[number]>>;

/** Names of the parameters that are filled in. */
type CountNames<TParameter extends CType> = TParameter extends SizedByType<infer TCount> ? TCount : never;

/** The arguments without out-parameters and without those whose name is in `TFilled`. */
type PassedArguments<
  TParameters extends readonly CType[],
  TNames extends ParameterNames,
  TFilled extends string,
  TDone extends readonly unknown[] = [],
> = TParameters extends readonly [infer TFirst extends CType, ...infer TRest extends readonly CType[]]
  ? PassedArguments<
      TRest,
      RestOf<TNames>,
      TFilled,
      TFirst extends OutType
        ? TDone
        : IsFilled<TNames, TFilled> extends true
          ? TDone
          : [...TDone, InferArgument<TFirst>]
    >
  : TDone;

type RestOf<TNames extends ParameterNames> = TNames extends readonly [unknown, ...infer TRest extends ParameterNames]
  ? TRest
  : ParameterNames;

type IsFilled<TNames extends ParameterNames, TFilled extends string> = TNames extends readonly [
  infer TFirst,
  ...ParameterNames,
]
  ? [TFirst] extends [TFilled]
    ? true
    : false
  : false;

type ValuesOf<TParameters extends readonly CType[]> = {
  -readonly [TIndex in keyof TParameters]: InferView<TParameters[TIndex]>;
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
  ? OutsOf<
      TRest,
      TFirst extends OutType<infer TTarget> | InOutType<infer TTarget> ? [...TDone, InferResult<TTarget>] : TDone
    >
  : TDone;

type Unwrap<TValues extends readonly unknown[]> = TValues extends readonly [infer TOnly] ? TOnly : TValues;
