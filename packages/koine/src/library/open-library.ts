/** `openLibrary`: from a library's name and declarations to typed functions. */
import { assertOptions } from "@koine/ctypes";
import type {
  CType,
  DeclaredNames,
  ErrnoMode,
  ErrnoSymbol,
  FunctionType,
  InferFunction,
  InferVariable,
  NameArguments,
  NamedSymbol,
  OptionalSymbol,
  ParameterNames,
  ParseDeclaration,
  ParsePrototypeType,
  Pointer,
  PrototypeNames,
  ResolvePointee,
  SymbolType,
  VariableType,
} from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { toPath } from "./library-name.ts";
import type { LibraryName } from "./library-name.ts";
import { NativeLibrary } from "./library.ts";
import { renameSymbols } from "./symbol-names.ts";
import type { SymbolName, SymbolNaming } from "./symbol-names.ts";
import { readDeclarations } from "./symbols.ts";

/**
 * What a library is declared to export: a C prototype or variable as a string, a function type, or a variable; what it may
 * lack is wrapped in `c.optional`.
 */
export type Declaration = SymbolType | OptionalSymbol;

/** Declarations by the name that they get in `symbols`. */
export type Declarations = Readonly<Record<string, Declaration>>;

/** Types by the names that declarations call them. */
export type NamedTypes = Readonly<Record<string, CType>>;

/** No types beside those that C knows. */
export type NoTypes = object;

/**
 * What every bound function tells of itself.
 *
 * @typeParam TSource What it was declared with.
 */
export interface NativeFunctionFacts<TSource extends FunctionSource = Signature> {
  /** Machine address of the function. */
  readonly address: bigint;
  /** The function as a pointer that can be passed to native code, where C wants one to a function of its type. */
  readonly pointer: Pointer<PointedFunction<TSource>>;
  /** Tells in words how the function is called: registers, stack, and the way in. For people; the words may change. */
  explain(): string;
}

/** What a function is declared with: a prototype, one with the types that it names, or what a function type says. */
export type FunctionSource = string | readonly [prototype: string, types: object] | Signature;

/** What a function takes and gives, as far as it matters for pointers to it. */
export interface Signature<
  TParameters extends readonly CType[] = readonly CType[],
  TResult extends CType = CType,
  TIsVariadic extends boolean = boolean,
> {
  readonly parameters: TParameters;
  readonly result: TResult;
  readonly isVariadic: TIsVariadic;
}

/** The signature of a function type. */
export type SignatureOf<TFunction extends FunctionType> =
  ResolvePointee<TFunction> extends FunctionType<infer TParameters, infer TResult, infer TIsVariadic>
    ? Signature<TParameters, TResult, TIsVariadic>
    : Signature;

/** The type that a function's pointer leads to; of a prototype that is known only when the program runs, any function. */
type PointedFunction<TSource extends FunctionSource> = Signature extends TSource
  ? FunctionType
  : TSource extends string
    ? PrototypeFunction<TSource, object>
    : TSource extends readonly [infer TPrototype extends string, infer TTypes]
      ? PrototypeFunction<TPrototype, TTypes>
      : TSource extends Signature<infer TParameters, infer TResult, infer TIsVariadic>
        ? FunctionType<TParameters, TResult, TIsVariadic>
        : never;

type PrototypeFunction<TPrototype extends string, TTypes> = string extends TPrototype
  ? FunctionType
  : ParsePrototypeType<WithoutExtern<TPrototype>, TTypes> extends infer TFunction extends FunctionType
    ? ResolvePointee<TFunction>
    : FunctionType;

type PrototypeFacts<TPrototype extends string, TTypes> = object extends TTypes
  ? NativeFunctionFacts<TPrototype>
  : TTypes extends object
    ? NativeFunctionFacts<[TPrototype, TTypes]>
    : never;

type WithoutExtern<TText extends string> = TText extends `${string}extern ${infer TAfter}` ? TAfter : TText;

/** What belongs to a declaration in JavaScript: a function, a variable, or maybe nothing. */
export type NativeSymbolOf<
  TDeclaration extends Declaration,
  TTypes extends NamedTypes | NoTypes = NoTypes,
> = Declaration extends TDeclaration
  ? unknown
  : TDeclaration extends OptionalSymbol<infer TSymbol>
    ? RequiredSymbol<TSymbol, TTypes> | undefined
    : RequiredSymbol<TDeclaration, TTypes>;

type RequiredSymbol<TDeclaration, TTypes> =
  TDeclaration extends NamedSymbol<infer TSymbol>
    ? PlainSymbolOf<TSymbol, TTypes>
    : PlainSymbolOf<TDeclaration, TTypes>;

type PlainSymbolOf<TDeclaration, TTypes> = TDeclaration extends string
  ? WithFacts<
      ParseDeclaration<TDeclaration, TTypes>,
      PrototypeNames<TDeclaration>,
      PrototypeFacts<TDeclaration, TTypes>
    >
  : TDeclaration extends ErrnoSymbol<infer TPrototype, infer TErrno>
    ? WithFacts<
        ErrnoFunction<ParsePrototypeType<TPrototype, TTypes>, TErrno>,
        PrototypeNames<TPrototype>,
        PrototypeFacts<TPrototype, TTypes>
      >
    : RequiredType<TDeclaration>;

type ErrnoFunction<TFunction, TErrno extends ErrnoMode> =
  TFunction extends FunctionType<infer TParameters, infer TResult, infer TIsVariadic, infer TNames>
    ? InferFunction<FunctionType<TParameters, TResult, TIsVariadic, TNames, TErrno>>
    : TFunction;

type RequiredType<TDeclaration> = TDeclaration extends FunctionType
  ? WithFacts<InferFunction<TDeclaration>, DeclaredNames<TDeclaration>, NativeFunctionFacts<SignatureOf<TDeclaration>>>
  : TDeclaration extends VariableType
    ? InferVariable<TDeclaration>
    : never;

/** A function with names on its arguments, and with what it tells of itself. */
export type WithFacts<TSymbol, TNames extends ParameterNames, TFacts = NativeFunctionFacts> = TSymbol extends (
  ...parameters: infer TArguments
) => infer TResult
  ? (TNames extends readonly [] ? TSymbol : (...parameters: NameArguments<TArguments, TNames>) => TResult) & TFacts
  : TSymbol;

/** An open library. Disposing it (`using`) closes it. */
export interface Library<
  TDeclarations extends Declarations,
  TTypes extends NamedTypes | NoTypes = NoTypes,
  TNaming extends SymbolNaming = "c",
> {
  /** The declared functions and variables. Each is resolved when it is first touched. */
  readonly symbols: NativeSymbolsOf<TDeclarations, TTypes, TNaming>;
  readonly isClosed: boolean;
  /** Closes the library; every later call of its functions throws `FFI_LIBRARY_CLOSED`. A second time does nothing. */
  close(): void;
  [Symbol.dispose](): void;
}

/** The symbols of a library under their names in JavaScript. */
export type NativeSymbolsOf<
  TDeclarations extends Declarations,
  TTypes extends NamedTypes | NoTypes,
  TNaming extends SymbolNaming,
> = TNaming extends "c"
  ? { readonly [TName in keyof TDeclarations]: NativeSymbolOf<TDeclarations[TName], TTypes> }
  : {
      readonly [TName in keyof TDeclarations as SymbolName<TName & string, TNaming>]: NativeSymbolOf<
        TDeclarations[TName],
        TTypes
      >;
    };

/** Options of {@link openLibrary}. */
export interface OpenLibraryOptions<
  TTypes extends NamedTypes | NoTypes = NoTypes,
  TNaming extends SymbolNaming = SymbolNaming,
> {
  /** Resolves and checks every symbol at once, instead of each at its first use. */
  readonly eager?: boolean;
  /** Opens the library and resolves symbols only when a function is first called. */
  readonly lazy?: boolean;
  /** Types that prototypes may name: typedefs by name, structs as `struct Tag` or `Tag`. */
  readonly types?: TTypes;
  /** How symbols are called in JavaScript: as they are declared (`"c"`), or `zlib_version` as `zlibVersion`. */
  readonly naming?: TNaming;
  /** Folders that are looked through first for names that are no paths: paths, or `file:` URLs. */
  readonly searchPaths?: readonly (string | URL)[];
}

/**
 * Opens a shared library and gives its declared functions and variables, typed.
 *
 * @param name A path or `file:` URL, a bare name such as `"z"`, a list of alternatives, a table per platform, or `null` for the process.
 * @param declarations C declarations as strings, function types (`c.fn`) or variables (`c.variable`), by name. A C
 *   declaration's own name is the symbol.
 * @throws {FfiError} `FFI_LIBRARY_NOT_FOUND` with every path that was tried; `FFI_DECLARATION_SYNTAX`,
 *   `FFI_DECLARATION_TYPE` for wrong declarations, all of them in one error; with `eager` also `FFI_SYMBOL_NOT_FOUND`.
 * @example
 * ```ts
 * import { openLibrary } from "koine";
 *
 * const zlib = openLibrary("z", {
 *   crc32: "unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len)",
 * });
 * zlib.symbols.crc32(0n, new TextEncoder().encode("hello"), 5); // → 907060870n
 * ```
 */
export function openLibrary<
  const TDeclarations extends Declarations,
  const TTypes extends NamedTypes | NoTypes = NoTypes,
  TNaming extends SymbolNaming = "c",
>(
  name: LibraryName,
  declarations: TDeclarations,
  options: OpenLibraryOptions<TTypes, TNaming> = {},
): Library<TDeclarations, TTypes, TNaming> {
  assertOptions(options, ["eager", "lazy", "types", "naming", "searchPaths"], "openLibrary()");
  const { eager, lazy, types, naming, searchPaths } = options;
  const read = renameSymbols(readDeclarations(declarations, types as NamedTypes | undefined), naming);
  const mode = { isEager: eager === true, isLazy: lazy === true, searchPaths: toPaths(searchPaths) };
  return new NativeLibrary(name, read, currentBackend(), mode) as unknown as Library<TDeclarations, TTypes, TNaming>;
}

function toPaths(paths: unknown): readonly string[] | undefined {
  if (paths === undefined) return undefined;
  if (Array.isArray(paths)) return paths.map(toPath);
  const received = describeValue(paths);
  throw new FfiError("FFI_ARGUMENT_TYPE", `openLibrary(): option "searchPaths" must be an array, got ${received}`, {
    hint: "pass the folders, as paths or file: URLs: { searchPaths: [folder] }",
    details: { option: "searchPaths", received: paths },
  });
}
