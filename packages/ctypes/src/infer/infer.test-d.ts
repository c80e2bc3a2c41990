/** What values of each descriptor are in JavaScript. */
import type {
  AliasType,
  ArrayType,
  BitFieldType,
  BoolType,
  CallbackType,
  ComplexType,
  CountedArrayType,
  EnumType,
  FloatType,
  FunctionType,
  IntegerType,
  OpaqueType,
  PointerType,
  StringType,
  StructType,
  UnionType,
  VectorType,
  VoidType,
} from "../model.ts";
import type { BytesLike } from "./bytes-like.ts";
import type { Equal, Expect, IsAssignable } from "./expect.ts";
import type { InferArgument } from "./infer-argument.ts";
import type { Complex, Infer } from "./infer.ts";
import type { Pointer } from "./pointer.ts";

type Int = IntegerType<"int", "exact">;
type Size = IntegerType<"size_t", "exact">;
type Sqlite = OpaqueType<"sqlite3">;
type PointMembers = { readonly x: FloatType<"double">; readonly y: Size };
type Point = StructType<"Point", PointMembers>;

export type NumbersAreNumbersUpTo32Bits = [
  Expect<Equal<Infer<Int>, number>>,
  Expect<Equal<Infer<IntegerType<"wchar_t", "exact">>, number>>,
  Expect<Equal<Infer<FloatType<"long double">>, number>>,
  Expect<Equal<Infer<BoolType>, boolean>>,
  Expect<Equal<Infer<ComplexType<"float">>, Complex>>,
];

export type VectorsAreTypedArraysByTheNameOfTheirElement = [
  Expect<Equal<Infer<VectorType<FloatType<"float">, 4>>, Float32Array>>,
  Expect<Equal<Infer<VectorType<FloatType<"double">, 2>>, Float64Array>>,
  Expect<Equal<Infer<VectorType<Int, 4>>, Int32Array>>,
  Expect<Equal<Infer<VectorType<Size, 2>>, BigUint64Array>>,
  Expect<Equal<Infer<VectorType<IntegerType<"long", "exact">, 2>>, BigInt64Array>>,
  Expect<Equal<Infer<VectorType<IntegerType<"char", "exact">, 16>>, Int8Array | Uint8Array>>,
  Expect<Equal<InferArgument<VectorType<FloatType<"float">, 4>>, ArrayLike<number>>>,
  Expect<Equal<InferArgument<VectorType<Size, 2>>, ArrayLike<number | bigint>>>,
  Expect<Equal<Infer<PointerType<VectorType<Int, 4>>>, Pointer<VectorType<Int, 4>> | null>>,
];

export type Integers64BitsWideAreBigintUnlessTheirPolicyIsNumber = [
  Expect<Equal<Infer<Size>, bigint>>,
  Expect<Equal<Infer<IntegerType<"long", "exact">>, bigint>>,
  Expect<Equal<Infer<IntegerType<"int64_t", "wrap">>, bigint>>,
  Expect<Equal<Infer<IntegerType<"int64_t", "number">>, number>>,
];

export type EnumsAreTheirValues = [
  Expect<Equal<Infer<EnumType<"Color", { readonly RED: 0; readonly GREEN: 1 }, false>>, 0 | 1>>,
  Expect<Equal<Infer<EnumType<"Big", { readonly A: 1; readonly B: 9007199254740993n }, false>>, 1 | 9007199254740993n>>,
  Expect<Equal<Infer<EnumType<"Color", { readonly RED: 0 }, true>>, number>>,
  Expect<Equal<Infer<EnumType<"Color", { readonly RED: 0 }, true, Size>>, number>>,
  Expect<Equal<Infer<EnumType<"Color", { readonly RED: 0n }, true, Int>>, bigint>>,
  Expect<Equal<Infer<EnumType<"Big", { readonly A: 1; readonly B: 9007199254740993n }, true>>, number | bigint>>,
  Expect<Equal<Infer<EnumType<"Mode", { readonly READ: 1; readonly WRITE: 2 }, false, Int, true>>, number>>,
];

export type PointersMayBeNull = [
  Expect<Equal<Infer<PointerType<Sqlite>>, Pointer<Sqlite> | null>>,
  Expect<Equal<Infer<PointerType<PointerType<Sqlite, true>>>, Pointer<PointerType<Sqlite>> | null>>,
  Expect<Equal<Infer<StringType<"utf-8">>, string | null>>,
];

export type PointersAreTypedByWhatTheyPointTo = [
  Expect<Equal<IsAssignable<Pointer<OpaqueType<"sqlite3_stmt">>, Pointer<Sqlite>>, false>>,
  Expect<Equal<IsAssignable<Pointer<StructType<"Rect", PointMembers>>, Pointer<Point>>, false>>,
  Expect<Equal<IsAssignable<Pointer<Point>, Pointer<OpaqueType<"Point">>>, false>>,
  Expect<Equal<IsAssignable<Pointer, Pointer<Sqlite>>, false>>,
  Expect<IsAssignable<Pointer<Sqlite>, Pointer>>,
  Expect<IsAssignable<Pointer<Point>, Pointer>>,
  Expect<IsAssignable<Pointer<VoidType>, Pointer>>,
  Expect<IsAssignable<Pointer<PointerType<IntegerType<"char", "exact">, false>>, Pointer>>,
];

export type RecordsHaveTheirNamedMembers = [
  Expect<Equal<Infer<Point>, { x: number; y: bigint }>>,
  Expect<Equal<Infer<UnionType<"Value", PointMembers>>, { x: number; y: bigint }>>,
  Expect<
    Equal<
      Infer<StructType<"Flags", { readonly low: BitFieldType<Int>; readonly ":1": BitFieldType<Int> }>>,
      { low: number }
    >
  >,
  Expect<Equal<Infer<StructType<"Outer", { readonly inner: Point }>>, { inner: { x: number; y: bigint } }>>,
];

type Anonymous = StructType<
  "Event",
  {
    readonly kind: Int;
    readonly ":0": UnionType<"V", { readonly i: Int; readonly ":0": StructType<"P", { readonly low: Size }> }>;
    readonly ":1": AliasType<"rest_t", StructType<"R", { readonly name: StringType<"utf-8"> }>>;
    readonly ":2": BitFieldType<Int>;
  }
>;

export type MembersOfAnonymousRecordsAreMembers = [
  Expect<Equal<Infer<Anonymous>, { kind: number; i: number; low: bigint; name: string | null }>>,
  Expect<
    Equal<
      InferArgument<Anonymous>,
      | { readonly kind: number; readonly i?: number; readonly low?: bigint | number; readonly name: string | null }
      | BytesLike
    >
  >,
];

type Packet = StructType<
  "Packet",
  { readonly count: Int; readonly kind: Int; readonly values: CountedArrayType<Size, "count"> }
>;

export type CountsMayBeLeftOut = [
  Expect<Equal<Infer<Packet>, { count: number; kind: number; values: readonly bigint[] }>>,
  Expect<
    Equal<
      InferArgument<Packet>,
      { readonly count?: number; readonly kind: number; readonly values: ArrayLike<bigint | number> } | BytesLike
    >
  >,
];

export type ArraysAreReadonlyArrays = [
  Expect<Equal<Infer<ArrayType<Int, 4>>, readonly number[]>>,
  Expect<Equal<Infer<ArrayType<Point, null>>, ReadonlyArray<{ x: number; y: bigint }>>>,
];

export type AliasesAreWhatTheyName = [
  Expect<Equal<Infer<AliasType<"uLong", IntegerType<"unsigned long", "exact">>>, bigint>>,
  Expect<Equal<Infer<PointerType<AliasType<"db", Sqlite>>>, Pointer<Sqlite> | null>>,
];

export type FunctionsAreCallable = [
  Expect<Equal<Infer<FunctionType<[Int, Int], Int, false>>, (a: number, b: number) => number>>,
  Expect<Equal<Infer<CallbackType<[Int], Int>>, Pointer<FunctionType<readonly [Int], Int>> | null>>,
];

export type NothingIsReadFromIncompleteTypes = [
  Expect<Equal<Infer<VoidType>, undefined>>,
  Expect<Equal<Infer<Sqlite>, never>>,
];
