/** What functions take and give, and what they refuse. */
import type {
  AliasType,
  ArrayType,
  BytesType,
  CallbackType,
  EnumType,
  FloatType,
  FunctionType,
  InOutType,
  IntegerType,
  OpaqueType,
  OutType,
  PointerType,
  StringType,
  StructType,
  UnionType,
  VoidType,
} from "../model.ts";
import type { WideIntegerType } from "../types/integer/integer.ts";
import type { BytesLike } from "./bytes-like.ts";
import type { Equal, Expect, IsAssignable } from "./expect.ts";
import type { InferArgument, InferMembers } from "./infer-argument.ts";
import type { Infer } from "./infer.ts";
import type { InferCallback, InferCallbackResult, InferFunction, InferResult } from "./infer-function.ts";
import type { InferInstance } from "./infer-instance.ts";
import type { LiveArray, ReadonlyVariable, Variable, VariableInput } from "./infer-variable.ts";
import type { CallbackOf } from "./callback.ts";
import type { OwnedPointer, Pointer } from "./pointer.ts";
import type { ResolvePointee } from "./resolve-pointee.ts";
import type { Place, StructView } from "./struct-view.ts";
import type { VariadicValue } from "./variadic-value.ts";

type Int = IntegerType<"int", "exact">;
type Char = IntegerType<"char", "exact">;
type Size = IntegerType<"size_t", "exact">;
type Double = FloatType<"double">;
type Sqlite = OpaqueType<"sqlite3">;
type Statement = OpaqueType<"sqlite3_stmt">;
type Point = StructType<"Point", { readonly x: Double; readonly y: Size }>;

export type IntegersOf64BitsTakeNumbersToo = [
  Expect<Equal<InferArgument<Size>, bigint | number>>,
  Expect<Equal<InferArgument<IntegerType<"int64_t", "number">>, bigint | number>>,
  Expect<Equal<InferArgument<Int>, number>>,
  Expect<Equal<InferArgument<AliasType<"uLong", Size>>, bigint | number>>,
];

export type BytesAreTakenWhereCWantsMemory = [
  Expect<Equal<InferArgument<BytesType>, BytesLike>>,
  Expect<Equal<InferArgument<PointerType<VoidType>>, BytesLike | Pointer | Place | null>>,
  Expect<IsAssignable<InferInstance<Point>, InferArgument<PointerType<VoidType>>>>,
  Expect<Equal<InferArgument<PointerType<Double, false>>, BytesLike | Pointer<Double> | null>>,
  // What C only reads is copied from an array.
  Expect<Equal<InferArgument<PointerType<Double, true>>, BytesLike | Pointer<Double> | ReadonlyArray<number> | null>>,
  Expect<Equal<InferArgument<PointerType<Char, false>>, BytesLike | Pointer<IntegerType<"char">> | null>>,
  Expect<IsAssignable<Uint8Array, InferArgument<PointerType<IntegerType<"unsigned char">>>>>,
  Expect<IsAssignable<SharedArrayBuffer, InferArgument<BytesType>>>,
  Expect<IsAssignable<DataView, InferArgument<BytesType>>>,
];

export type StringsAreTakenOnlyWhereCDoesNotWrite = [
  Expect<Equal<InferArgument<StringType<"utf-8">>, string | null>>,
  Expect<IsAssignable<string, InferArgument<PointerType<Char, true>>>>,
  Expect<Equal<IsAssignable<string, InferArgument<PointerType<Char, false>>>, false>>,
  Expect<Equal<IsAssignable<string, InferArgument<PointerType<IntegerType<"unsigned char">, true>>>, false>>,
];

export type PointersToOpaqueTypesAndStructsAreNominal = [
  Expect<Equal<InferArgument<PointerType<Sqlite>>, Pointer<Sqlite> | null>>,
  Expect<IsAssignable<OwnedPointer<Sqlite>, InferArgument<PointerType<Sqlite>>>>,
  Expect<Equal<IsAssignable<Pointer<Statement>, InferArgument<PointerType<Sqlite>>>, false>>,
  Expect<Equal<IsAssignable<Pointer<Point>, InferArgument<PointerType<Sqlite>>>, false>>,
  Expect<Equal<IsAssignable<Uint8Array, InferArgument<PointerType<Point>>>, false>>,
  Expect<Equal<IsAssignable<Pointer<VoidType>, InferArgument<PointerType<Sqlite>>>, false>>,
];

export type EveryPointerIsTakenForVoid = [
  Expect<IsAssignable<Pointer<Sqlite>, InferArgument<PointerType<VoidType>>>>,
  Expect<IsAssignable<Pointer<Point>, InferArgument<PointerType<VoidType>>>>,
  Expect<IsAssignable<Pointer<PointerType<Char>>, InferArgument<PointerType<VoidType>>>>,
];

export type PointersToTheSameCTypeAreExchangeable = [
  Expect<IsAssignable<Pointer<WideIntegerType<"size_t">>, InferArgument<PointerType<Size>>>>,
  Expect<IsAssignable<Pointer<Size>, InferArgument<PointerType<WideIntegerType<"size_t">>>>>,
  Expect<IsAssignable<Pointer<IntegerType<"size_t", "number">>, InferArgument<PointerType<Size>>>>,
  Expect<IsAssignable<Pointer<PointerType<Char, false>>, InferArgument<PointerType<PointerType<Char, true>>>>>,
  Expect<Equal<IsAssignable<Pointer<Int>, InferArgument<PointerType<Size>>>, false>>,
];

export type RecordsAreTakenAsPlainObjects = [
  Expect<Equal<InferArgument<Point>, { readonly x: number; readonly y: bigint | number } | BytesLike>>,
  Expect<IsAssignable<{ x: number }, InferArgument<UnionType<"Value", { readonly x: Double; readonly i: Int }>>>>,
  Expect<IsAssignable<Float64Array, InferArgument<ArrayType<Double, 3>>>>,
  Expect<IsAssignable<readonly number[], InferArgument<ArrayType<Double, 3>>>>,
  Expect<Equal<InferArgument<EnumType<"Color", { readonly RED: 0; readonly GREEN: 1 }, false>>, 0 | 1>>,
];

type Segment = StructType<"Segment", { readonly from: Point; readonly to: Point }>;

export type RecordsByValueAreTakenAsBytesToo = [
  Expect<IsAssignable<Uint8Array, InferArgument<Point>>>,
  Expect<IsAssignable<{ from: ArrayBuffer; to: { x: number; y: bigint } }, InferArgument<Segment>>>,
  Expect<IsAssignable<Float64Array, InferArgument<UnionType<"Value", { readonly x: Double }>>>>,
  Expect<IsAssignable<Uint8Array, InferCallbackResult<Point>>>,
  Expect<Equal<IsAssignable<string, InferArgument<Point>>, false>>,
  Expect<Equal<IsAssignable<readonly number[], InferArgument<Point>>, false>>,
  Expect<Equal<IsAssignable<null, InferArgument<Point>>, false>>,
  Expect<Equal<InferMembers<Point>, { readonly x: number; readonly y: bigint | number }>>,
];

export type CallbacksAreFunctionsThatGetValues = [
  Expect<
    Equal<
      InferArgument<CallbackType<[PointerType<VoidType>, Size], Int>>,
      | ((user: Pointer<VoidType> | null, count: bigint) => number)
      | CallbackOf<FunctionType<[PointerType<VoidType>, Size], Int>>
      | Pointer<FunctionType<readonly [PointerType<VoidType>, Size], Int>>
      | null
    >
  >,
  Expect<Equal<InferCallbackResult<PointerType<VoidType>>, Pointer | Place | null>>,
  Expect<Equal<InferCallbackResult<PointerType<Double, true>>, Pointer<Double> | null>>,
  Expect<Equal<IsAssignable<() => void, InferCallbackResult<CallbackType<[], VoidType>>>, false>>,
  Expect<Equal<InferCallbackResult<PointerType<Char, true>>, Pointer<IntegerType<"char">> | null>>,
  Expect<Equal<InferCallbackResult<StringType<"utf-8">>, Pointer<IntegerType<"char">> | null>>,
  Expect<Equal<InferCallbackResult<Size>, bigint | number>>,
  Expect<IsAssignable<() => bigint, InferArgument<CallbackType<[Int], Size>>>>,
  Expect<IsAssignable<(value: number) => void, InferArgument<CallbackType<[Int], VoidType>>>>,
];

/** C's `void (*)(void)` stands for all functions. */
export type FunctionsOfAnyTypeAreTakenWhereNoneIsSaid = [
  Expect<IsAssignable<CallbackOf<FunctionType<[Int], Size>>, InferArgument<CallbackType<[], VoidType>>>>,
  Expect<IsAssignable<Pointer<FunctionType<[Int], Size>>, InferArgument<CallbackType<[], VoidType>>>>,
  Expect<Equal<IsAssignable<Pointer<Int>, InferArgument<CallbackType<[], VoidType>>>, false>>,
  Expect<Equal<IsAssignable<(value: number) => bigint, InferArgument<CallbackType<[], VoidType>>>, false>>,
  Expect<Equal<IsAssignable<CallbackOf<FunctionType<[Int], Size>>, InferArgument<CallbackType<[Int], Int>>>, false>>,
];

type Line = StructType<"Line", { readonly from: Point; readonly to: AliasType<"end_t", Point> }>;
type Clash = StructType<"Clash", { readonly pointer: Int; readonly toObject: Size }>;
type PointView = { x: number; y: bigint } & StructView<"Point">;

export type StructsInsideOfInstancesAreInstances = [
  Expect<Equal<InferInstance<Point>, PointView>>,
  Expect<Equal<InferInstance<Line>["from"], PointView>>,
  Expect<Equal<InferInstance<Line>["to"], PointView>>,
  Expect<Equal<InferResult<AliasType<"line_t", Line>>["from"], PointView>>,
  Expect<
    Equal<ReturnType<InferInstance<Line>["toObject"]>, { from: { x: number; y: bigint }; to: { x: number; y: bigint } }>
  >,
  // What takes a pointer takes them, and so does what takes a value.
  Expect<IsAssignable<InferInstance<Line>["from"], InferArgument<PointerType<Point>>>>,
  Expect<IsAssignable<InferInstance<Line>, InferArgument<Line>>>,
  Expect<IsAssignable<{ from: { x: 1; y: 2 }; to: { x: 1; y: 2n } }, InferArgument<Line>>>,
  Expect<IsAssignable<InferInstance<Line>, Infer<Line>>>,
  // Members come first.
  Expect<Equal<InferInstance<Clash>["pointer"], number>>,
  Expect<Equal<InferInstance<Clash>["toObject"], bigint>>,
];

export type CallbacksVariablesAndOutParametersGetInstances = [
  Expect<Equal<Parameters<InferCallback<FunctionType<[Point, Int], VoidType>>>, [PointView, number]>>,
  Expect<Equal<InferFunction<FunctionType<[OutType<Point>], VoidType, false>>, () => PointView>>,
  Expect<
    Equal<
      InferFunction<FunctionType<[InOutType<Point>], VoidType, false>>,
      (point: { readonly x: number; readonly y: bigint | number } | BytesLike) => PointView
    >
  >,
  Expect<Equal<ReadonlyVariable<Line>["value"]["from"], PointView>>,
  Expect<Equal<Variable<ArrayType<Point, 2>>["value"], LiveArray<PointView>>>,
  Expect<IsAssignable<{ x: number; y: number }, VariableInput<Point>>>,
];

export type PointersToFunctionsGoWhereTheSameSignatureIsWanted = [
  Expect<
    IsAssignable<
      Pointer<ResolvePointee<FunctionType<[PointerType<Char, true>, Point], Int, false>>>,
      InferArgument<CallbackType<[StringType<"utf-8">, Point], Int>>
    >
  >,
  Expect<
    Equal<
      IsAssignable<
        Pointer<ResolvePointee<FunctionType<[Double], Int, false>>>,
        InferArgument<CallbackType<[Int], Int>>
      >,
      false
    >
  >,
  // Another struct is another type.
  Expect<
    Equal<
      IsAssignable<
        Pointer<ResolvePointee<FunctionType<[Line], Int, false>>>,
        InferArgument<CallbackType<[Point], Int>>
      >,
      false
    >
  >,
  Expect<Equal<Pointer<FunctionType<[Int], Int>>["value"], never>>,
];

export type ResultsAreReadValues = [
  Expect<Equal<InferResult<VoidType>, void>>,
  Expect<Equal<InferResult<StringType<"utf-8">>, string | null>>,
];

export type OutParametersBecomeResults = [
  Expect<Equal<InferFunction<FunctionType<[Int, OutType<Size>], Int, false>>, (a: number) => [number, bigint]>>,
  Expect<Equal<InferFunction<FunctionType<[OutType<Int>], VoidType, false>>, () => number>>,
  Expect<
    Equal<
      InferFunction<FunctionType<[OutType<Int>, InOutType<Size>], VoidType>>,
      (size: bigint | number) => [number, bigint]
    >
  >,
  Expect<Equal<InferFunction<FunctionType<[InOutType<Int>], Int, false>>, (a: number) => [number, number]>>,
  Expect<Equal<InferFunction<FunctionType<[], VoidType, false>>, () => void>>,
];

export type VariadicFunctionsTakeFurtherArguments = [
  Expect<Equal<InferFunction<FunctionType<[Int], Int, true>>, (a: number, ...extras: VariadicValue[]) => number>>,
  Expect<
    Equal<
      InferFunction<FunctionType<[OutType<Int>, Int], VoidType, true>>,
      (a: number, ...extras: VariadicValue[]) => number
    >
  >,
];
