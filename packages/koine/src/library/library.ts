/** An open library: its symbols and its end. How it is found is in `open-candidates.ts`. */
import type { Backend, LibraryHandle } from "../backend/contract.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import { openCandidates } from "./open-candidates.ts";
import type { LibraryName } from "./library-name.ts";
import { bindSymbol, resolveSymbol, symbolNotFound } from "./symbols.ts";
import type { SymbolDeclaration, SymbolSource } from "./symbols.ts";
import { createTrampolines } from "./trampolines.ts";

/** How a library is opened. */
export interface OpenMode {
  readonly isEager: boolean;
  readonly isLazy: boolean;
}

/** The implementation of every library. Users see it as `Library<…>`, with typed symbols. */
export class NativeLibrary {
  readonly #backend: Backend;
  readonly #name: LibraryName;
  readonly #declarations: readonly SymbolDeclaration[];
  readonly #isLazy: boolean;
  #symbols: Readonly<Record<string, NativeFunction>> | undefined;
  /** Word 0 is 1 once the library is closed; compiled wrappers read it. */
  readonly #closed = new Int32Array(1);
  #handle: LibraryHandle | undefined;

  constructor(name: LibraryName, declarations: readonly SymbolDeclaration[], backend: Backend, mode: OpenMode) {
    this.#name = name;
    this.#backend = backend;
    if (!mode.isLazy) this.#handle = openCandidates(name, backend);
    this.#declarations = declarations;
    this.#isLazy = mode.isLazy;
    if (mode.isEager) {
      try {
        const source = this.#source();
        for (const declaration of declarations) bindSymbol(declaration, source);
      } catch (error) {
        this.close();
        throw error;
      }
    }
  }

  /** The declared functions, made when they are first asked for. */
  get symbols(): Readonly<Record<string, NativeFunction>> {
    return (this.#symbols ??= this.#createSymbols());
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

  #createSymbols(): Readonly<Record<string, NativeFunction>> {
    const declarations = this.#declarations;
    const source = this.#source();
    const symbols = createTrampolines(declarations, this.#backend, {
      bind: (declaration) => bindSymbol(declaration, source),
      resolve: (declaration) => resolveSymbol(declaration, source),
    });
    // A lazy library is not open yet: there, a missing symbol shows at the first call.
    if (!this.#isLazy) this.#refuseMissing(symbols, source);
    return Object.freeze(symbols);
  }

  /** Makes the symbols that the library does not export throw as soon as they are touched. */
  #refuseMissing(symbols: Record<string, NativeFunction>, source: SymbolSource): void {
    const addresses = this.#backend.findSymbols(
      source.handle(),
      this.#declarations.map(({ symbol }) => symbol),
    );
    addresses.forEach((address, index) => {
      if (address !== 0n) return;
      const declaration = this.#declarations[index] as SymbolDeclaration;
      const get = (): never => {
        throw symbolNotFound(declaration, source);
      };
      Object.defineProperty(symbols, declaration.key, { enumerable: true, get });
    });
  }
}
