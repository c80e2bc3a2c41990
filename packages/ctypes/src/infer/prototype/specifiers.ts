/**
 * Declaration specifiers at the type level: `const long unsigned int` to a descriptor. Words are read one by one through a
 * table of states, since C allows them in any order; a state is the C name of what was read so far.
 *
 * @see C17 6.7.2p2
 */
import type {
  BoolType,
  ComplexType,
  FloatName,
  FloatType,
  IntegerName,
  IntegerType,
  OpaqueType,
  VoidType,
} from "../../model.ts";
import type { PrototypeError } from "./prototype-error.ts";
import type { FindVector, NamedVectors } from "./vector.ts";

/** The typedefs of the standard headers that every prototype may use. */
type StandardTypedef =
  | "int8_t"
  | "int16_t"
  | "int32_t"
  | "int64_t"
  | "uint8_t"
  | "uint16_t"
  | "uint32_t"
  | "uint64_t"
  | "size_t"
  | "ssize_t"
  | "ptrdiff_t"
  | "intptr_t"
  | "uintptr_t"
  | "wchar_t"
  | "char16_t"
  | "char32_t";

/** Words that say nothing about the type that JavaScript sees; the empty word is what lies between two spaces. */
type IgnoredWord =
  | ""
  | "const"
  | "__const"
  | "volatile"
  | "__volatile__"
  | "restrict"
  | "__restrict"
  | "__restrict__"
  | "register"
  | "extern"
  | "static"
  | "inline"
  | "__inline"
  | "__inline__"
  | "_Noreturn"
  | "noreturn"
  | "__extension__"
  | "__cdecl"
  | "_cdecl"
  | "__stdcall"
  | "_stdcall"
  | "__fastcall"
  | "_fastcall"
  | "__thiscall"
  | "__vectorcall";

/** State, then word, to the next state. */
type Transitions = {
  "": { [TName in StandardTypedef]: TName } & {
    void: "void";
    bool: "bool";
    _Bool: "bool";
    char: "char";
    short: "short";
    int: "int";
    long: "long";
    float: "float";
    double: "double";
    _Float32: "float";
    _Float64: "double";
    _Float32x: "double";
    signed: "signed";
    __signed__: "signed";
    unsigned: "unsigned";
    _Complex: "_Complex";
    __complex__: "_Complex";
    struct: "struct";
    union: "union";
    enum: "enum";
  };
  signed: { char: "signed char"; short: "short"; int: "int"; long: "long" };
  unsigned: { char: "unsigned char"; short: "unsigned short"; int: "unsigned int"; long: "unsigned long" };
  char: { signed: "signed char"; unsigned: "unsigned char" };
  short: { int: "short"; signed: "short"; unsigned: "unsigned short" };
  "unsigned short": { int: "unsigned short" };
  int: { signed: "int"; unsigned: "unsigned int"; short: "short"; long: "long" };
  "unsigned int": { short: "unsigned short"; long: "unsigned long" };
  long: {
    long: "long long";
    int: "long";
    signed: "long";
    unsigned: "unsigned long";
    double: "long double";
    _Complex: "_Complex long";
  };
  "unsigned long": { long: "unsigned long long"; int: "unsigned long" };
  "long long": { int: "long long"; signed: "long long"; unsigned: "unsigned long long" };
  "unsigned long long": { int: "unsigned long long" };
  float: { _Complex: "float _Complex" };
  double: { long: "long double"; _Complex: "double _Complex" };
  "long double": { _Complex: "long double _Complex" };
  _Complex: { float: "float _Complex"; double: "double _Complex"; long: "_Complex long" };
  "_Complex long": { double: "long double _Complex" };
};

/** What each final state is. */
type BasicTypes = { [TName in IntegerName]: IntegerType<TName, "exact"> } & {
  [TName in FloatName]: FloatType<TName>;
} & {
  void: VoidType;
  bool: BoolType;
  signed: IntegerType<"int", "exact">;
  unsigned: IntegerType<"unsigned int", "exact">;
  "float _Complex": ComplexType<"float">;
  "double _Complex": ComplexType<"double">;
  "long double _Complex": ComplexType<"long double">;
};

/** Whether the specifiers contain the word `const`. */
export type HasConst<TText extends string> = ` ${TText} ` extends
  | `${string} const ${string}`
  | `${string} __const ${string}`
  ? true
  : false;

/**
 * Reads specifiers that a declarator with a `*` follows.
 *
 * @typeParam TTypes Descriptors by typedef name, tag or `struct Tag`.
 */
export type ReadSpecifiers<TText extends string, TTypes> = ResolveState<ReadWords<TText>, TTypes>;

/** Reads specifiers with the declared name behind them, if it has one: `unsigned int length`. */
export type ReadNamedSpecifiers<TText extends string, TTypes> =
  ReadWords<TText> extends infer TState extends string
    ? TState extends `=${infer TBefore}`
      ? ResolveState<TBefore, TTypes>
      : ResolveState<TState, TTypes>
    : never;

/** Reads specifiers, perhaps with a name behind them, that say what the elements of a vector are. */
export type ReadVectorElement<TText extends string, TMark extends string, TTypes> =
  ReadWords<TText> extends infer TState extends string
    ? TState extends `=${infer TBefore}`
      ? ResolveElement<TBefore, TMark, TTypes>
      : ResolveElement<TState, TMark, TTypes>
    : never;

type ResolveElement<TState extends string, TMark, TTypes> =
  ResolveState<TState, TTypes> extends infer TType
    ? TType extends { readonly kind: "alias"; readonly target: { readonly name: infer TName } }
      ? FindVector<TName, TMark>
      : TType extends { readonly kind: "integer" | "float"; readonly name: infer TName }
        ? FindVector<TName, TMark>
        : TType extends { readonly kind: string }
          ? FindVector<"", TMark>
          : TType
    : never;

type ReadWords<TText extends string, TState extends string = ""> = TText extends `${infer TWord} ${infer TRest}`
  ? ReadWords<TRest, NextState<TState, TWord>>
  : NextState<TState, TText>;

type NextState<TState extends string, TWord extends string> = TWord extends IgnoredWord
  ? TState
  : TState extends keyof Transitions
    ? TWord extends keyof Transitions[TState]
      ? Transitions[TState][TWord] & string
      : NextStateByName<TState, TWord>
    : NextStateByName<TState, TWord>;

/**
 * An identifier is a typedef name or a tag where one may stand (`?name`, `struct tag`), else the declared name (`=` before the
 * state); `!word` is a mistake.
 */
type NextStateByName<TState extends string, TWord extends string> = TState extends ""
  ? `?${TWord}`
  : TState extends "struct" | "union" | "enum"
    ? `${TState} ${TWord}`
    : TState extends `!${string}`
      ? TState
      : TState extends `=${string}`
        ? `!${TWord}`
        : TWord extends keyof Transitions[""]
          ? `!${TWord}`
          : `=${TState}`;

type ResolveState<TState extends string, TTypes> = TState extends keyof BasicTypes
  ? BasicTypes[TState]
  : TState extends `?${infer TName}`
    ? TName extends keyof TTypes
      ? TTypes[TName]
      : TName extends keyof NamedVectors
        ? NamedVectors[TName]
        : PrototypeError<`unknown type name '${TName}'`>
    : TState extends `${infer TKind extends "struct" | "union" | "enum"} ${infer TTag}`
      ? ResolveTag<TKind, TTag, TTypes>
      : PrototypeError<StateProblem<TState>>;

type ResolveTag<TKind extends string, TTag extends string, TTypes> = `${TKind} ${TTag}` extends keyof TTypes
  ? TTypes[`${TKind} ${TTag}`]
  : TTag extends keyof TTypes
    ? TTypes[TTag] extends { readonly kind: TKind | "opaque" }
      ? TTypes[TTag]
      : UndeclaredTag<TKind, TTag>
    : UndeclaredTag<TKind, TTag>;

/** Enums that nobody declared are `int`, structs and unions exist only behind pointers. */
type UndeclaredTag<TKind extends string, TTag extends string> = TKind extends "enum"
  ? IntegerType<"int", "exact">
  : OpaqueType<TTag>;

type StateProblem<TState extends string> = TState extends ""
  ? "expected a type"
  : TState extends `!${infer TWord}`
    ? `unexpected '${TWord}'`
    : TState extends `=${string}`
      ? "unexpected name before '*'"
      : TState extends "struct" | "union" | "enum" | "_Complex" | "_Complex long"
        ? `expected a type after '${TState}'`
        : `'${TState}' has no descriptor`;
