/** An open library: its symbols and its end. How it is found is in `open-candidates.ts`. */
import type { Backend, LibraryHandle } from "../backend/contract.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import { createLazyFunctions } from "./lazy-functions.ts";
import { openCandidates } from "./open-candidates.ts";
import type { LibraryName } from "./library-name.ts";
import { bindSymbol } from "./symbols.ts";
import type { SymbolDeclaration, SymbolSource } from "./symbols.ts";

/** How a library is opened. */
export interface OpenMode {
  readonly isEager: boolean;
  readonly isLazy: boolean;
}

/** The implementation of every library. Users see it as `Library<…>`, with typed symbols. */
export class NativeLibrary {
  readonly symbols: Readonly<Record<string, NativeFunction>>;
  readonly #backend: Backend;
  readonly #name: LibraryName;
  /** Word 0 is 1 once the library is closed; compiled wrappers read it. */
  readonly #closed = new Int32Array(1);
  #handle: LibraryHandle | undefined;

  constructor(name: LibraryName, declarations: readonly SymbolDeclaration[], backend: Backend, mode: OpenMode) {
    this.#name = name;
    this.#backend = backend;
    if (!mode.isLazy) this.#handle = openCandidates(name, backend);
    this.symbols = mode.isLazy ? this.#lazySymbols(declarations) : this.#symbolsOnTouch(declarations);
    if (mode.isEager) {
      try {
        for (const { key } of declarations) void this.symbols[key];
      } catch (error) {
        this.close();
        throw error;
      }
    }
  }

  /** Whether {@link NativeLibrary.close} was called. */
  get isClosed(): boolean {
    return this.#closed[0] !== 0;
  }

  /**
   * Closes the library: every later call of its functions throws `FFI_LIBRARY_CLOSED`. Its code is unloaded, unless a call
   * that may lead back to JavaScript is in progress: then it stays in memory, so that the call can end. A second time does
   * nothing.
   */
  close(): void {
    if (this.isClosed) return;
    this.#closed[0] = 1;
    if (this.#handle !== undefined && this.#backend.liveCallbacks[0] === 0) this.#backend.closeLibrary(this.#handle);
    this.#handle = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #source(): SymbolSource {
    return {
      name: this.#name,
      backend: this.#backend,
      closed: this.#closed,
      handle: () => (this.#handle ??= openCandidates(this.#name, this.#backend)),
    };
  }

  #symbolsOnTouch(declarations: readonly SymbolDeclaration[]): Record<string, NativeFunction> {
    const symbols = Object.create(null) as Record<string, NativeFunction>;
    const source = this.#source();
    for (const declaration of declarations) {
      Object.defineProperty(symbols, declaration.key, {
        configurable: true,
        enumerable: true,
        get: () => {
          const value = bindSymbol(declaration, source);
          Object.defineProperty(symbols, declaration.key, { value, enumerable: true });
          return value;
        },
      });
    }
    return symbols;
  }

  #lazySymbols(declarations: readonly SymbolDeclaration[]): Record<string, NativeFunction> {
    const source = this.#source();
    const bound: NativeFunction[] = [];
    const functions = createLazyFunctions(
      declarations,
      this.#backend,
      (index) => (bound[index] ??= bindSymbol(declarations[index] as SymbolDeclaration, source)),
    );
    const entries = declarations.map(({ key }, index): [string, unknown] => [key, functions[index]]);
    return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(entries))) as Record<string, NativeFunction>;
  }
}
