/** An open library: its symbols and its end. How it is found is in `open-candidates.ts`. */
import type { VariableType } from "@koine/ctypes";
import type { Backend, LibraryHandle } from "../backend/contract.ts";
import { closeGate, createGate } from "../function/library-gate.ts";
import { findPassedCount } from "../function/passed-parameters.ts";
import { recordOwned, releaseOwned } from "../ledger/ledger.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import { createRegion, endRegion } from "../memory/region.ts";
import { describeLibrary } from "./library-name.ts";
import { openCandidates } from "./open-candidates.ts";
import type { LibraryName } from "./library-name.ts";
import { NativeVariable } from "./native-variable.ts";
import {
  findReleaseSymbols,
  assertOpen,
  bindSymbol,
  createEarlyCalls,
  explainSymbol,
  isFunction,
  resolveSymbol,
  symbolsNotFound,
} from "./symbols.ts";
import type { SymbolDeclaration, SymbolSource } from "./symbols.ts";
import { createTrampolines } from "./trampolines.ts";
import type { TrampolineOwner } from "./trampolines.ts";

/** How a library is opened. */
export interface OpenMode {
  readonly isEager: boolean;
  readonly isLazy: boolean;
  /** Folders that are looked through first. */
  readonly searchPaths?: readonly string[] | undefined;
}

/** The implementation of every library. Users see it as `Library<…>`, with typed symbols. */
export class NativeLibrary {
  readonly #backend: Backend;
  readonly #name: LibraryName;
  readonly #declarations: readonly SymbolDeclaration[];
  readonly #isLazy: boolean;
  readonly #searchPaths: readonly string[];
  #symbols: Readonly<Record<string, unknown>> | undefined;
  readonly #variables: NativeVariable[] = [];
  #source: SymbolSource | undefined;
  #owner: TrampolineOwner | undefined;
  /** Compiled wrappers read it. */
  readonly #gate = createGate();
  /** What the pointers to its functions belong to. */
  readonly #region = createRegion(undefined);
  #handle: LibraryHandle | undefined;
  #releaseSymbols: ReadonlySet<string> | undefined;
  #entry: LedgerEntry | undefined;

  constructor(name: LibraryName, declarations: readonly SymbolDeclaration[], backend: Backend, mode: OpenMode) {
    this.#name = name;
    this.#backend = backend;
    this.#searchPaths = mode.searchPaths ?? [];
    if (!mode.isLazy) this.#open();
    this.#declarations = declarations;
    this.#isLazy = mode.isLazy;
    if (mode.isEager) {
      try {
        this.#bindAll();
      } catch (error) {
        this.close();
        throw error;
      }
    }
  }

  /** The declared functions and variables, made when they are first asked for. */
  get symbols(): Readonly<Record<string, unknown>> {
    return (this.#symbols ??= this.#createSymbols(this.#declarations));
  }

  /** Makes a variable that was not declared when the library was opened. */
  declareVariable(declaration: SymbolDeclaration<VariableType>): NativeVariable {
    return this.#createVariable(declaration, this.#symbolSource);
  }

  /** What trampolines ask for functions of the library, whether they were declared when it was opened or not. */
  owner(): TrampolineOwner {
    return (this.#owner ??= this.#createOwner());
  }

  #createOwner(): TrampolineOwner {
    const source = this.#symbolSource;
    return {
      callEarly: createEarlyCalls(source),
      bind: (declaration) => bindSymbol(declaration, source),
      findCount: ({ type }) => findPassedCount(type),
      resolve: (declaration) => resolveSymbol(declaration, source),
      explain: (declaration) => explainSymbol(declaration, source),
      region: this.#region,
    };
  }

  /** Whether {@link NativeLibrary.close} was called. */
  get isClosed(): boolean {
    return this.#gate.isClosed;
  }

  /**
   * Closes the library: every later call of its functions throws `FFI_LIBRARY_CLOSED`. Its code is unloaded, unless a call
   * that may lead back to JavaScript is in progress: then it stays in memory, so that the call can end. A second time does
   * nothing.
   */
  close(): void {
    if (this.isClosed) return;
    closeGate(this.#gate);
    releaseOwned(this.#entry);
    if (this.#handle !== undefined && this.#backend.liveCallbacks[0] === 0) this.#backend.closeLibrary(this.#handle);
    this.#handle = undefined;
    const ending = "belongs to a library that was closed";
    endRegion(this.#region, ending);
    for (const variable of this.#variables) variable.end(ending);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #open(): LibraryHandle {
    this.#handle = openCandidates(this.#name, this.#backend, this.#searchPaths);
    this.#entry = recordOwned("library", () => describeLibrary(this.#name));
    return this.#handle;
  }

  get #symbolSource(): SymbolSource {
    return (this.#source ??= this.#createSource());
  }

  #createSource(): SymbolSource {
    return {
      name: this.#name,
      label: describeLibrary(this.#name),
      backend: this.#backend,
      gate: this.#gate,
      handle: () => this.#handle ?? this.#open(),
      releaseSymbols: () => (this.#releaseSymbols ??= findReleaseSymbols(this.#declarations)),
      addresses: undefined,
    };
  }

  #createSymbols(declarations: readonly SymbolDeclaration[]): Readonly<Record<string, unknown>> {
    const source = this.#symbolSource;
    const { symbols, variables } = createTrampolines(declarations, this.#backend, this.owner());
    for (const declaration of variables) symbols[declaration.key] = this.#createVariable(declaration, source);
    // A lazy library is not open yet: there, a missing symbol shows at the first use.
    if (this.#isLazy) this.#putOffOptional(symbols, source);
    else this.#refuseMissing(symbols, source);
    return Object.freeze(symbols);
  }

  #createVariable(declaration: SymbolDeclaration<VariableType>, source: SymbolSource): NativeVariable {
    const variable = new NativeVariable({
      name: declaration.key,
      type: declaration.type,
      backend: this.#backend,
      resolve: () => resolveSymbol(declaration, source),
      assertOpen: () => assertOpen(declaration, source),
    });
    this.#variables.push(variable);
    return variable;
  }

  /** Finds all symbols and compiles all wrappers; says of all that are missing at once. */
  #bindAll(): void {
    const source = this.#symbolSource;
    const absent = new Set(this.#findMissing(source));
    const missing = [...absent].filter(({ isOptional }) => !isOptional);
    if (missing.length > 0) throw symbolsNotFound(missing, source);
    for (const declaration of this.#declarations) {
      if (isFunction(declaration) && !absent.has(declaration)) bindSymbol(declaration, source);
    }
  }

  #findMissing(source: SymbolSource): readonly SymbolDeclaration[] {
    const names = this.#declarations.map(({ symbol }) => symbol);
    const addresses = this.#backend.findSymbols(source.handle(), names);
    source.addresses = addresses;
    // Mostly all are there, which one search tells.
    if (!addresses.includes(0n)) return [];
    return this.#declarations.filter((_, index) => addresses[index] === 0n);
  }

  /** Makes the symbols that the library does not export throw as soon as they are touched, or `undefined` if they may lack. */
  #refuseMissing(symbols: Record<string, unknown>, source: SymbolSource): void {
    for (const declaration of this.#findMissing(source)) {
      const get = (): undefined => {
        if (declaration.isOptional) return undefined;
        throw symbolsNotFound([declaration], source);
      };
      Object.defineProperty(symbols, declaration.key, { enumerable: true, get });
    }
  }

  /** Whether an optional symbol of a lazy library is there shows when it is touched, which opens the library. */
  #putOffOptional(symbols: Record<string, unknown>, source: SymbolSource): void {
    for (const { key, symbol, isOptional } of this.#declarations) {
      if (!isOptional) continue;
      const made = symbols[key];
      const get = (): unknown => (this.#backend.findSymbol(source.handle(), symbol) === 0n ? undefined : made);
      Object.defineProperty(symbols, key, { enumerable: true, get });
    }
  }
}
