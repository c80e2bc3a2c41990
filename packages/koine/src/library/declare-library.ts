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
import { currentBackend } from "../backend/select.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import type { LibraryName } from "./library-name.ts";
import { NativeLibrary } from "./library.ts";
import type { NativeFunctionFacts, WithFacts } from "./open-library.ts";
import type { SymbolDeclaration } from "./symbols.ts";

/** A function that a {@link DeclaredLibrary} gives. */
export type DeclaredFunction<TType extends FunctionType> = WithFacts<InferFunction<TType>, DeclaredNames<TType>>;

/** A library that is opened when one of its functions is first called or one of its variables is first touched. */
export interface DeclaredLibrary {
  /**
   * Declares a function. What it gives binds at its first call and hands the bound function to `replace`: assigned to the
   * exported variable, later calls do without the detour. Both may be called at any time.
   *
   * @param symbol Name that the library exports.
   * @param type Gives the type, at the first use.
   * @throws {FfiError} At the first use: `FFI_LIBRARY_NOT_FOUND`, `FFI_SYMBOL_NOT_FOUND`, `FFI_UNSUPPORTED`.
   */
  function<TType extends FunctionType>(
    symbol: string,
    type: () => TType,
    replace: (bound: DeclaredFunction<TType>) => void,
  ): DeclaredFunction<TType>;

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
 * let zlibCompileFlags = zlib.function("zlibCompileFlags", () => c.fn([], c.ulong), (bound) => {
 *   zlibCompileFlags = bound;
 * });
 * zlibCompileFlags() > 0n; // → true
 * ```
 */
export function declareLibrary(name: LibraryName): DeclaredLibrary {
  let library: NativeLibrary | undefined;
  const open = (): NativeLibrary =>
    (library ??= new NativeLibrary(name, [], currentBackend(), { isEager: false, isLazy: true }));
  return Object.freeze({
    function: (symbol: string, type: () => FunctionType, replace: (bound: never) => void) =>
      declareFunction(symbol, () => open().declare(toDeclaration(symbol, type())) as BoundFunction, replace),
    variable: (symbol: string, type: () => VariableType) =>
      new LazyVariable(() => open().declare(toDeclaration(symbol, type())) as Variable<CType>),
  }) as unknown as DeclaredLibrary;
}

function toDeclaration<TType extends FunctionType | VariableType>(
  symbol: string,
  type: TType,
): SymbolDeclaration<TType> {
  return { key: symbol, symbol, type, isOptional: false, index: undefined };
}

type BoundFunction = NativeFunction & NativeFunctionFacts;

/** What asks a function that is not bound yet for the bound one: nobody else has this value. */
const boundFunction: unique symbol = Symbol("bound function");

function declareFunction(symbol: string, bind: () => BoundFunction, replace: (bound: never) => void): NativeFunction {
  let bound: BoundFunction | undefined;
  const makeBound = (): BoundFunction => {
    if (bound === undefined) {
      bound = bind();
      replace(bound as never);
    }
    return bound;
  };
  // A computed name is the cheapest way to name a function, and modules have thousands.
  const { [symbol]: unbound } = {
    [symbol]: (...values: unknown[]): unknown => (values[0] === boundFunction ? makeBound() : makeBound()(...values)),
  };
  return Object.setPrototypeOf(unbound, unboundPrototype) as NativeFunction;
}

/** What a function that is not bound yet tells of itself is what the bound one tells. */
const unboundPrototype = Object.create(Function.prototype, {
  address: {
    get: function (this: NativeFunction) {
      return factsOf(this).address;
    } as () => bigint,
  },
  pointer: {
    get: function (this: NativeFunction) {
      return factsOf(this).pointer;
    } as () => Pointer,
  },
  explain: {
    value(this: NativeFunction): string {
      return factsOf(this).explain();
    },
  },
}) as object;

function factsOf(unbound: NativeFunction): NativeFunctionFacts {
  return unbound(boundFunction) as NativeFunctionFacts;
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
