/** An open library: its symbols and its end. How it is found is in `open-candidates.ts`. */
import type { Backend, LibraryHandle } from "../backend/contract.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import { openCandidates } from "./open-candidates.ts";
import type { LibraryName } from "./library-name.ts";
import { bindSymbol, resolveSymbol } from "./symbols.ts";
import type { SymbolDeclaration, SymbolSource } from "./symbols.ts";
import { createTrampolines } from "./trampolines.ts";

/** Functions that are compiled together, when the first of them is touched. */
const trampolinesPerSource = 64;

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
    this.symbols = this.#createSymbols(declarations, mode.isLazy);
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
    this.#backend.attention[0] = (this.#backend.attention[0] ?? 0) + 1;
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

  /** Gives an object whose properties make their functions when they are first touched. */
  #createSymbols(declarations: readonly SymbolDeclaration[], isLazy: boolean): Record<string, NativeFunction> {
    const symbols = Object.create(null) as Record<string, NativeFunction>;
    const source = this.#source();
    for (let first = 0; first < declarations.length; first += trampolinesPerSource) {
      const chunk = declarations.slice(first, first + trampolinesPerSource);
      let made: NativeFunction[] | undefined;
      chunk.forEach((declaration, index) => {
        const get = (): NativeFunction => {
          if (!isLazy) resolveSymbol(declaration, source);
          made ??= createTrampolines(
            chunk,
            this.#backend,
            (called) => bindSymbol(called, source),
            (asked) => resolveSymbol(asked, source),
          );
          const value = made[index] as NativeFunction;
          Object.defineProperty(symbols, declaration.key, { value, enumerable: true });
          return value;
        };
        Object.defineProperty(symbols, declaration.key, { configurable: true, enumerable: true, get });
      });
    }
    return symbols;
  }
}
