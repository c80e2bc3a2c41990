/**
 * Libraries whose symbols are declared one by one and made when they are first used: what generated modules are written with,
 * so that importing one costs little and a bundler keeps only what is used. `open-library.ts` declares all at once.
 */
import type {
  CType,
  DeclaredNames,
  FunctionType,
  InferFunction,
  InferVariable,
  Pointer,
  Variable,
  VariableType,
} from "@koine/ctypes";
import { parsePrototype } from "@koine/cparser/prototype";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend, currentCompiler } from "../backend/select.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import { findPassedCount } from "../function/passed-parameters.ts";
import { nameTypes } from "../types/name-types.ts";
import type { LibraryName } from "./library-name.ts";
import { NativeLibrary } from "./library.ts";
import type { NativeFunctionFacts, SignatureOf, WithFacts } from "./open-library.ts";
import { readPrototypeShape } from "./prototype-shape.ts";
import { readDeclarations } from "./symbols.ts";
import type { SymbolDeclaration } from "./symbols.ts";
import { createLateTrampolines, createTrampolinePrototype } from "./trampolines.ts";
import type { FunctionBinder } from "./trampolines.ts";
import type { TrampolineShape } from "./trampoline-source.ts";

/** A function that a {@link DeclaredLibrary} gives. */
export type DeclaredFunction<TType extends FunctionType> = WithFacts<
  InferFunction<TType>,
  DeclaredNames<TType>,
  NativeFunctionFacts<SignatureOf<TType>>
>;

/** Declares functions of a library, one by one. */
export interface DeclareFunction {
  /**
   * Declares a function by its prototype, which is read at the first use. TypeScript does not read it: the type of the function
   * is stated where it is declared.
   *
   * @param prototype Such as `"int fclose(struct FILE *stream)"`; an asm label gives the symbol, where that is not the name.
   * @param types The types that it names, each under its own name: aliases as typedefs, the others by tag. A pointer to a struct or union
   *   that is not among them is one to an opaque type.
   * @throws {FfiError} At the first use: `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`, `FFI_LIBRARY_NOT_FOUND`,
   *   `FFI_SYMBOL_NOT_FOUND`, `FFI_UNSUPPORTED`.
   */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the type is stated where the function is declared
  <TFunction>(prototype: string, ...types: readonly CType[]): TFunction;

  /**
   * Declares a function by its type, for what C's prototypes cannot say.
   *
   * @param symbol Name that the library exports.
   * @param type Gives the type, at the first use.
   * @throws {FfiError} At the first use: `FFI_LIBRARY_NOT_FOUND`, `FFI_SYMBOL_NOT_FOUND`, `FFI_UNSUPPORTED`.
   */
  <TType extends FunctionType>(symbol: string, type: () => TType): DeclaredFunction<TType>;
}

/**
 * A library that is opened when one of its functions is first called or one of its variables is first touched. A call of it declares a
 * function; modules of `koine bind` do that thousands of times, and looking up a member each time would take a twentieth of their import.
 */
export interface DeclaredLibrary extends DeclareFunction {
  /** Does what a call of the library does. */
  readonly function: DeclareFunction;

  /**
   * Declares a variable, read-only or not by its type.
   *
   * @param symbol Name that the library exports.
   * @param type Gives the type, at the first use.
   * @throws {FfiError} At the first use: `FFI_LIBRARY_NOT_FOUND`, `FFI_SYMBOL_NOT_FOUND`.
   */
  variable<TType extends VariableType>(symbol: string, type: () => TType): InferVariable<TType>;
}

/**
 * Declares a library for symbols that are declared one by one. Nothing is opened yet.
 *
 * @param name As for `openLibrary`.
 * @example
 * ```ts
 * import { c, declareLibrary } from "koine";
 *
 * const zlib = declareLibrary("z");
 * const zlibCompileFlags: c.Function<[], typeof c.ulong> = zlib("unsigned long zlibCompileFlags(void)");
 * zlibCompileFlags() > 0n; // → true
 * ```
 */
export function declareLibrary(name: LibraryName): DeclaredLibrary {
  let library: NativeLibrary | undefined;
  const open = (): NativeLibrary =>
    (library ??= new NativeLibrary(name, [], currentBackend(), { isEager: false, isLazy: true }));
  const declare = createDeclare(open);
  const variable = (symbol: string, type: () => VariableType): LazyVariable =>
    new LazyVariable(() => {
      const declaration = { key: symbol, symbol, type: type(), isOptional: false, index: undefined };
      return open().declareVariable(declaration) as unknown as Variable<CType>;
    });
  return Object.freeze(Object.assign(declare, { function: declare, variable })) as unknown as DeclaredLibrary;
}

/**
 * What a function was declared with, as it was passed, because modules have thousands: a prototype and the types that it names, or the
 * symbol and what gives its type.
 */
type LateDeclaration = readonly [text: string, ...given: readonly unknown[]];

/**
 * Gives what declares the functions of one library, which are read when they are used. Variables of a closure, because modules have thousands of
 * functions: private members of an object take longer to read.
 */
function createDeclare(open: () => NativeLibrary): (...declaration: LateDeclaration) => NativeFunction {
  const declarations: LateDeclaration[] = [];
  let take: ReturnType<typeof createLateTrampolines<LateDeclaration>> | undefined;
  let byName: Map<string, LateDeclaration> | undefined;
  const made = new Map<LateDeclaration, SymbolDeclaration<FunctionType>>();
  const read = (declaration: LateDeclaration): SymbolDeclaration<FunctionType> => {
    let known = made.get(declaration);
    if (known === undefined) made.set(declaration, (known = readDeclaration(declaration)));
    return known;
  };
  const prototype = createTrampolinePrototype((name) => {
    byName ??= new Map(declarations.map((declaration) => [nameOf(declaration), declaration]));
    return read(byName.get(name) as LateDeclaration);
  }, open);
  const binder: FunctionBinder<LateDeclaration> = {
    callEarly: (late, values) => open().owner().callEarly(read(late), values),
    bind: (late) => open().owner().bind(read(late)),
    findCount: (late) => findPassedCount(read(late).type),
  };
  return (...declaration) => {
    const shape = shapeOf(declaration);
    byName = undefined;
    declarations.push(declaration);
    take ??= createLateTrampolines(currentCompiler(), binder);
    const trampoline = take(declaration, shape);
    setPrototypeOf(trampoline, prototype);
    named.value = shape.name ?? readName(declaration);
    return defineProperty(trampoline, "name", named);
  };
}

// oxlint-disable-next-line typescript/unbound-method -- `Object` has no use for itself
const { setPrototypeOf, defineProperty } = Object;

/** One for all, because modules have thousands of functions. */
const named = { value: "" };

function readDeclaration(declaration: LateDeclaration): SymbolDeclaration<FunctionType> {
  const name = nameOf(declaration);
  const [text, ...given] = declaration;
  const [read] = isDescribed(declaration)
    ? readDeclarations({ [name]: declaration[1]() }, undefined)
    : readDeclarations({ [name]: text }, nameTypes(given));
  // One declaration gives one.
  return { ...(read as SymbolDeclaration<FunctionType>), index: undefined };
}

function isDescribed(declaration: LateDeclaration): declaration is readonly [symbol: string, make: () => FunctionType] {
  const make = declaration[1];
  return typeof make === "function" && !("kind" in make);
}

type LateShape = TrampolineShape & { readonly name?: string };

/** Where the number of arguments shows when the type is made; so does the name, of a prototype that takes a parser. */
const anyShape: LateShape = { count: 0, isVariadic: true };

/** Looks at what is usual first: a symbol is no prototype that can be read at a glance. */
function shapeOf(declaration: LateDeclaration): LateShape {
  const text = declaration[0];
  if (typeof text === "string") return readPrototypeShape(text) ?? anyShape;
  throw new FfiError("FFI_ARGUMENT_TYPE", `function(): expected a prototype, got ${describeValue(text)}`, {
    hint: 'pass a C prototype such as "int abs(int value)"',
  });
}

function nameOf(declaration: LateDeclaration): string {
  return shapeOf(declaration).name ?? readName(declaration);
}

/** What is wrong with a prototype shows at the first call. */
function readName(declaration: LateDeclaration): string {
  const [text, ...types] = declaration;
  if (isDescribed(declaration)) return text;
  try {
    return parsePrototype(text, { types: nameTypes(types) }).name;
  } catch (error) {
    if (!(error instanceof FfiError)) throw error;
    return "unknown";
  }
}

/** A variable of a library that may not be open yet. */
class LazyVariable {
  readonly #make: () => Variable<CType>;
  #variable: Variable<CType> | undefined;

  constructor(make: () => Variable<CType>) {
    this.#make = make;
  }

  get #made(): Variable<CType> {
    return (this.#variable ??= this.#make());
  }

  get type(): CType {
    return this.#made.type;
  }

  get address(): bigint {
    return this.#made.address;
  }

  get pointer(): Pointer {
    return this.#made.pointer;
  }

  get value(): unknown {
    return this.#made.value;
  }

  set value(value: never) {
    this.#made.value = value;
  }
}
