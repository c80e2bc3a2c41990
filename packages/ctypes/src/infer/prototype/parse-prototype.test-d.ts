/** C prototypes as literals and the functions that they are. */
import type {
  AliasType,
  ArrayType,
  CallbackType,
  CType,
  EnumType,
  FloatType,
  FunctionType,
  IntegerType,
  OpaqueType,
  PointerType,
  StructType,
  VectorType,
  VoidType,
} from "../../model.ts";
import type { BytesLike } from "../bytes-like.ts";
import type { Equal, Expect } from "../expect.ts";
import type { Complex } from "../infer.ts";
import type { CallbackOf } from "../callback.ts";
import type { Pointer } from "../pointer.ts";
import type { Place, StructPlace, StructPointer, StructView } from "../struct-view.ts";
import type { ParsePrototype, ParsePrototypeType, UnknownFunction } from "./parse-prototype.ts";
import type { PrototypeError } from "./prototype-error.ts";
import type { VariadicValue } from "../variadic-value.ts";

type Char = IntegerType<"char">;
type Text = string | BytesLike | Pointer<Char> | null;
type Bytes = BytesLike | Pointer | Place | null;
type Uchars = BytesLike | Pointer<IntegerType<"unsigned char">> | null;
type Int = IntegerType<"int", "exact">;
type CharPointer = PointerType<IntegerType<"char", "exact">, false>;

/** Whether a prototype gives exactly this function. */
type Gives<TPrototype extends string, TFunction> = Equal<ParsePrototype<TPrototype>, TFunction>;
type Fails<TPrototype extends string, TMessage extends string> = Equal<
  ParsePrototype<TPrototype>,
  PrototypeError<TMessage>
>;

type Order = FunctionType<readonly [Int], Int>;
type OrderArgument<TPrototype extends string, TTypes> =
  ParsePrototypeType<TPrototype, TTypes> extends FunctionType<readonly [infer TOnly extends CType]> ? TOnly : never;

/** A pointer to a function that has a name is a callback, as one that is spelled out. */
export type NamedFunctions = [
  Expect<Equal<OrderArgument<"void f(order *how)", { order: Order }>, CallbackType<readonly [Int], Int, "call">>>,
  Expect<
    Equal<
      OrderArgument<"void f(order *how)", { order: AliasType<"order", Order> }>,
      CallbackType<readonly [Int], Int, "call">
    >
  >,
  Expect<Equal<OrderArgument<"void f(order **how)", { order: Order }>["kind"], "pointer">>,
];

export type RealPrototypes = [
  Expect<
    Gives<
      "unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len)",
      (crc: bigint | number, buf: Uchars | readonly number[], len: number) => bigint
    >
  >,
  Expect<Gives<"const char *zlibVersion(void)", () => string | null>>,
  Expect<Gives<"double hypot(double x, double y);", (x: number, y: number) => number>>,
  Expect<
    Gives<
      "int snprintf(char *restrict s, size_t n, const char *restrict format, ...)",
      (
        ...parameters: [
          s: BytesLike | Pointer<Char> | null,
          n: bigint | number,
          format: Text,
          ...extras: VariadicValue[],
        ]
      ) => number
    >
  >,
  Expect<
    Gives<
      "void qsort(void *base, size_t nmemb, size_t size, int (*compar)(const void *, const void *))",
      (
        ...parameters: [
          base: Bytes,
          nmemb: bigint | number,
          size: bigint | number,
          compar:
            | ((left: Pointer<VoidType> | null, right: Pointer<VoidType> | null) => number)
            | CallbackOf<FunctionType<[PointerType<VoidType, true>, PointerType<VoidType, true>], Int>>
            | Pointer<FunctionType<readonly [PointerType<VoidType, true>, PointerType<VoidType, true>], Int>>
            | null,
        ]
      ) => void
    >
  >,
  Expect<
    Gives<
      `int sqlite3_exec(
         struct sqlite3 *,                          /* An open database */
         const char *sql,                           /* SQL to be evaluated */
         int (*callback)(void*,int,char**,char**),  /* Callback function */
         void *,
         char **errmsg
       );`,
      (
        ...parameters: [
          db: Pointer<OpaqueType<"sqlite3">> | null,
          sql: Text,
          callback:
            | ((
                ...values: [
                  user: Pointer<VoidType> | null,
                  count: number,
                  values: Pointer<PointerType<IntegerType<"char", "exact">>> | null,
                  names: Pointer<PointerType<IntegerType<"char", "exact">>> | null,
                ]
              ) => number)
            | CallbackOf<
                FunctionType<
                  [PointerType<VoidType, false>, Int, PointerType<CharPointer, false>, PointerType<CharPointer, false>],
                  Int
                >
              >
            | Pointer<
                FunctionType<
                  readonly [
                    PointerType<VoidType, false>,
                    Int,
                    PointerType<CharPointer, false>,
                    PointerType<CharPointer, false>,
                  ],
                  Int
                >
              >
            | null,
          user: Bytes,
          errmsg: Pointer<PointerType<IntegerType<"char", "exact">>> | null,
        ]
      ) => number
    >
  >,
];

export type QualifiersMayStandAnywhere = [
  Expect<Gives<"int f(char const *s)", (s: Text) => number>>,
  Expect<Gives<"int f(const char * const s)", (s: Text) => number>>,
  Expect<Gives<"int f(register const volatile int x)", (x: number) => number>>,
  Expect<Gives<"extern char const* f(void)", () => string | null>>,
  Expect<Gives<"static inline int f(int const x)", (x: number) => number>>,
  Expect<Gives<"char *f(void)", () => Pointer<IntegerType<"char", "exact">> | null>>,
  Expect<Gives<"int f(char *const s)", (s: BytesLike | Pointer<Char> | null) => number>>,
];

export type SpecifiersMayStandInAnyOrder = [
  Expect<Gives<"unsigned f(signed x)", (x: number) => number>>,
  Expect<Gives<"long long unsigned int f(long unsigned x)", (x: bigint | number) => bigint>>,
  Expect<Gives<"long int long f(int short unsigned x)", (x: number) => bigint>>,
  Expect<Gives<"long double f(char unsigned c)", (c: number) => number>>,
  Expect<Gives<"double _Complex f(float _Complex z)", (z: Complex) => Complex>>,
  Expect<Gives<"long double _Complex f(_Complex long double z)", (z: Complex) => Complex>>,
  Expect<Gives<"_Bool f(bool b)", (b: boolean) => boolean>>,
];

export type StandardTypedefsAreKnown = [
  Expect<
    Gives<
      "ssize_t f(int fd, uint8_t *p, size_t n)",
      (fd: number, p: BytesLike | Pointer<IntegerType<"uint8_t">> | null, n: bigint | number) => bigint
    >
  >,
  Expect<
    Gives<
      "uint32_t f(int64_t a, uintptr_t b, ptrdiff_t c)",
      (a: bigint | number, b: bigint | number, c: bigint | number) => number
    >
  >,
  Expect<Gives<"int f(wchar_t c, char16_t d)", (c: number, d: number) => number>>,
];

export type TagsAreOpaqueTypes = [
  Expect<Gives<"struct S *f(union U *u)", (u: Pointer<OpaqueType<"U">> | null) => Pointer<OpaqueType<"S">> | null>>,
  Expect<Gives<"enum E f(enum E e)", (e: number) => number>>,
];

export type ParametersAreAdjusted = [
  Expect<Gives<"int pipe(int fd[2])", (fd: BytesLike | Pointer<IntegerType<"int">> | null) => number>>,
  Expect<Gives<"int f(const char s[])", (s: Text) => number>>,
  Expect<Gives<"int f(char *argv[])", (argv: Pointer<PointerType<IntegerType<"char", "exact">>> | null) => number>>,
  Expect<Gives<"int f(int m[3][4])", (m: Pointer<ArrayType<Int, 4>> | null) => number>>,
  Expect<Gives<"int f(int n, int m[n][4])", (n: number, m: Pointer<ArrayType<Int, 4>> | null) => number>>,
  Expect<
    Gives<"int f(int n, int m[2 * n + 1])", (n: number, m: BytesLike | Pointer<IntegerType<"int">> | null) => number>
  >,
  Expect<
    Gives<
      "int f(int cb(void))",
      (
        cb: (() => number) | CallbackOf<FunctionType<[], Int>> | Pointer<FunctionType<readonly [], Int>> | null,
      ) => number
    >
  >,
];

export type ListsWithoutParameters = [
  Expect<Gives<"int f(void)", () => number>>,
  Expect<Gives<"int f()", () => number>>,
  Expect<Gives<"void f ( void ) ;", () => void>>,
  Expect<Gives<"int (f)(int x)", (x: number) => number>>,
];

export type FunctionPointersNest = [
  Expect<
    Gives<
      "void f(void (*cb)(int (*inner)(void), int), int n)",
      (
        cb:
          | ((inner: Pointer<FunctionType<readonly [], Int, false>> | null, n: number) => void)
          | CallbackOf<FunctionType<[PointerType<FunctionType<[], Int, false>, false>, Int], VoidType>>
          | Pointer<FunctionType<readonly [PointerType<FunctionType<readonly [], Int, false>, false>, Int], VoidType>>
          | null,
        n: number,
      ) => void
    >
  >,
  Expect<
    Gives<
      "void (*signal(int sig, void (*func)(int)))(int)",
      (
        sig: number,
        func:
          | ((sig: number) => void)
          | CallbackOf<FunctionType<[Int], VoidType>>
          | Pointer<FunctionType<readonly [Int], VoidType>>
          | null,
      ) => Pointer<FunctionType<readonly [Int], VoidType, false>> | null
    >
  >,
];

export type NoiseIsSkipped = [
  Expect<Gives<'__attribute__((visibility("default"))) int f(int x)', (x: number) => number>>,
  Expect<Gives<"[[nodiscard]] int f(int x [[maybe_unused]])", (x: number) => number>>,
  Expect<
    Gives<"int f(int x __attribute__((unused)), int y) __attribute__((nonnull(1)))", (x: number, y: number) => number>
  >,
  Expect<Gives<"int\tf(\n  int x,\r\n  int y\n)", (x: number, y: number) => number>>,
  Expect<Gives<"__declspec(dllimport) int f(void)", () => number>>,
];

interface Given {
  readonly uLong: AliasType<"uLong", IntegerType<"unsigned long", "exact">>;
  readonly scalar: AliasType<"scalar", FloatType<"float">>;
  readonly Point: StructType<"Point", { readonly x: Int }>;
  readonly "enum Color": EnumType<"Color", { readonly RED: 0 }, false>;
}

export type NamesMayBeGiven = [
  Expect<Equal<ParsePrototype<"uLong f(uLong x)", Given>, (x: bigint | number) => bigint>>,
  Expect<Equal<ParsePrototype<"int f(Point p)", Given>, (p: { readonly x: number } | BytesLike) => number>>,
  Expect<Equal<ParsePrototype<"struct Point f(enum Color c)", Given>, (c: 0) => { x: number } & StructView<"Point">>>,
  Expect<
    Equal<
      ParsePrototype<"int f(struct Point *p)", Given>,
      (p: StructPointer<"Point"> | StructPlace<"Point"> | null) => number
    >
  >,
];

export type MistakesAreSaid = [
  Expect<Fails<"uLong f(int x)", "unknown type name 'uLong'">>,
  Expect<Fails<"int f(int x, uInt y)", "unknown type name 'uInt'">>,
  Expect<Fails<"int f(unsigned x y)", "unexpected 'y'">>,
  Expect<Fails<"int f", "expected '(' after the name">>,
  Expect<Fails<"int f(int x", "expected ')' after the parameters">>,
  Expect<Fails<"int f(struct S s)", "'struct S s' cannot be passed by value">>,
  Expect<Fails<"struct S f(void)", "'S' cannot be returned by value">>,
  Expect<Fails<"int f(int, , int)", "expected a type">>,
  Expect<Fails<"int f(struct)", "expected a type after 'struct'">>,
  Expect<Fails<"int f(int float)", "unexpected 'float'">>,
];

type V4 = VectorType<FloatType<"float">, 4>;
type GivesType<TPrototype extends string, TParameters extends readonly CType[], TResult extends CType> = Equal<
  ParsePrototypeType<TPrototype, Given>,
  FunctionType<TParameters, TResult, false>
>;

export type VectorsAreVectorsWhereverTheirAttributeStands = [
  Expect<GivesType<"float __attribute__((vector_size(16))) f(void)", [], V4>>,
  Expect<GivesType<"__attribute__((__vector_size__(16), __may_alias__)) float f(void)", [], V4>>,
  Expect<GivesType<"float f(float x) __attribute__((pure, vector_size (16)))", [FloatType<"float">], V4>>,
  Expect<
    GivesType<
      "void f(float v __attribute__((vector_size(16))), const float *p __attribute__((vector_size(16))), int)",
      [V4, PointerType<V4, true>, Int],
      VoidType
    >
  >,
  Expect<GivesType<"void f(float __attribute__((vector_size(16))) a[2])", [PointerType<V4, false>], VoidType>>,
  Expect<GivesType<"void f(float __attribute__((ext_vector_type(4))) v)", [V4], VoidType>>,
  Expect<
    GivesType<
      "unsigned __attribute__((vector_size(8))) f(uint8_t __attribute__((vector_size(32))) *p)",
      [PointerType<VectorType<IntegerType<"uint8_t", "exact">, 32>, false>],
      VectorType<IntegerType<"unsigned int", "exact">, 2>
    >
  >,
  Expect<GivesType<"__m128 f(__m128i a, const float32x4_t *b)", [M128i, PointerType<V4, true>], V4>>,
  Expect<GivesType<"void f(scalar v __attribute__((vector_size(16))))", [V4], VoidType>>,
  Expect<
    Equal<ParsePrototype<"__m128 f(double v __attribute__((vector_size(16))))">, (v: ArrayLike<number>) => Float32Array>
  >,
  Expect<Fails<"void f(float v __attribute__((vector_size(12))))", "vectors have 8, 16, 32 or 64 bytes">>,
  Expect<
    Fails<"void f(bool v __attribute__((vector_size(16))))", "the elements of a vector are integers, float or double">
  >,
];

type M128i = VectorType<IntegerType<"long long", "exact">, 2>;

export type TextKnownOnlyAtRunTime = [Expect<Equal<ParsePrototype<string>, UnknownFunction>>];

export type TheDescriptorIsTheOneOfTheParser = [
  Expect<
    Equal<
      ParsePrototypeType<"int puts(const char *s)">,
      FunctionType<[PointerType<IntegerType<"char", "exact">, true>], Int, false>
    >
  >,
];
