/**
 * Vectors at the type level: `__attribute__((vector_size(16)))`, and the names that processors' headers have. The attribute may stand
 * nearly anywhere in a declaration, so it is turned into `[@16]` while texts are cleaned, and found where array brackets are.
 *
 * @see GCC manual, "Vector Extensions"
 */
import type { FloatType, IntegerName, IntegerType, VectorElement, VectorType } from "../../model.ts";
import type { PrototypeError } from "./prototype-error.ts";

/** The mark of the attributes between two parentheses: nothing where none makes a vector; `x` stands before a number of elements. */
export type VectorMark<TInside extends string> = TInside extends
  | `${string}vector_size(${infer TSize})${string}`
  | `${string}vector_size__(${infer TSize})${string}`
  | `${string}vector_size (${infer TSize})${string}`
  ? `[@${TSize}]`
  : TInside extends `${string}ext_vector_type(${infer TLength})${string}`
    ? `[@x${TLength}]`
    : "";

/**
 * Gives the vector of an element with such a mark. Vectors come out of a table, not out of type arguments: TypeScript compares the
 * types of libraries by what they would be for any declaration, and gives up where that is too much.
 *
 * @typeParam TElement The name of a basic type.
 */
export type FindVector<TElement, TMark> = TElement extends keyof Vectors
  ? TMark extends keyof Vectors[TElement]
    ? Vectors[TElement][TMark]
    : PrototypeError<"vectors have 8, 16, 32 or 64 bytes">
  : PrototypeError<"the elements of a vector are integers, float or double">;

/** Vectors by the name of the element, and by their mark. */
type Vectors = {
  [TName in keyof ElementSizes]: {
    [TMark in keyof Lengths]: VectorType<Element<TName>, Lengths[TMark][ElementSizes[TName]]>;
  } & LongVectors<Element<TName>, ElementSizes[TName]>;
};

type Element<TName> = TName extends IntegerName
  ? IntegerType<TName, "exact">
  : TName extends "float" | "double"
    ? FloatType<TName>
    : never;

/** Those whose number of elements is stated. */
type LongVectors<TElement extends VectorElement, TSize extends 1 | 2 | 4 | 8> = {
  [TMark in keyof Lengths as `x${Lengths[TMark][TSize]}`]: VectorType<TElement, Lengths[TMark][TSize]>;
};

/** Sizes in bytes of the elements that are equally large everywhere. */
interface ElementSizes {
  char: 1;
  "signed char": 1;
  "unsigned char": 1;
  int8_t: 1;
  uint8_t: 1;
  short: 2;
  "unsigned short": 2;
  int16_t: 2;
  uint16_t: 2;
  char16_t: 2;
  int: 4;
  "unsigned int": 4;
  int32_t: 4;
  uint32_t: 4;
  char32_t: 4;
  float: 4;
  "long long": 8;
  "unsigned long long": 8;
  int64_t: 8;
  uint64_t: 8;
  double: 8;
}

/** Number of elements by the size of the vector and that of an element. */
interface Lengths {
  "8": { 1: 8; 2: 4; 4: 2; 8: 1 };
  "16": { 1: 16; 2: 8; 4: 4; 8: 2 };
  "32": { 1: 32; 2: 16; 4: 8; 8: 4 };
  "64": { 1: 64; 2: 32; 4: 16; 8: 8 };
}

type Float = FloatType<"float">;
type Double = FloatType<"double">;
type LongLong = IntegerType<"long long", "exact">;

/** What `immintrin.h` and `arm_neon.h` call vectors. */
export interface NamedVectors {
  __m64: VectorType<IntegerType<"int", "exact">, 2>;
  __m128: VectorType<Float, 4>;
  __m128d: VectorType<Double, 2>;
  __m128i: VectorType<LongLong, 2>;
  __m256: VectorType<Float, 8>;
  __m256d: VectorType<Double, 4>;
  __m256i: VectorType<LongLong, 4>;
  __m512: VectorType<Float, 16>;
  __m512d: VectorType<Double, 8>;
  __m512i: VectorType<LongLong, 8>;
  int8x8_t: VectorType<IntegerType<"int8_t", "exact">, 8>;
  int8x16_t: VectorType<IntegerType<"int8_t", "exact">, 16>;
  uint8x8_t: VectorType<IntegerType<"uint8_t", "exact">, 8>;
  uint8x16_t: VectorType<IntegerType<"uint8_t", "exact">, 16>;
  int16x4_t: VectorType<IntegerType<"int16_t", "exact">, 4>;
  int16x8_t: VectorType<IntegerType<"int16_t", "exact">, 8>;
  uint16x4_t: VectorType<IntegerType<"uint16_t", "exact">, 4>;
  uint16x8_t: VectorType<IntegerType<"uint16_t", "exact">, 8>;
  int32x2_t: VectorType<IntegerType<"int32_t", "exact">, 2>;
  int32x4_t: VectorType<IntegerType<"int32_t", "exact">, 4>;
  uint32x2_t: VectorType<IntegerType<"uint32_t", "exact">, 2>;
  uint32x4_t: VectorType<IntegerType<"uint32_t", "exact">, 4>;
  int64x1_t: VectorType<IntegerType<"int64_t", "exact">, 1>;
  int64x2_t: VectorType<IntegerType<"int64_t", "exact">, 2>;
  uint64x1_t: VectorType<IntegerType<"uint64_t", "exact">, 1>;
  uint64x2_t: VectorType<IntegerType<"uint64_t", "exact">, 2>;
  float32x2_t: VectorType<Float, 2>;
  float32x4_t: VectorType<Float, 4>;
  float64x1_t: VectorType<Double, 1>;
  float64x2_t: VectorType<Double, 2>;
}
