/**
 * The symbols of a library: each is resolved when it is first touched (in a lazy library when it is first used), and the
 * wrapper of a function is compiled when it is first called.
 */
import { PrototypeReader } from "@koine/cparser/prototype";
import type { PrototypeTypes } from "@koine/cparser/prototype";
import { addErrno, assertCType, types as c } from "@koine/ctypes";
import type { CType, ErrnoSymbol, FunctionType, NamedSymbol, VariableType } from "@koine/ctypes";
import { describeValue, FfiError, findNearestNames } from "@koine/diagnostics";
import type { Address, Backend, LibraryHandle } from "../backend/contract.ts";
import { closedLibrary } from "../function/argument-errors.ts";
import { bindTiered } from "../function/bind-function.ts";
import type { BindRequest, NativeFunction } from "../function/bind-function.ts";
import type { LibraryGate } from "../function/library-gate.ts";
import { findNumberCall } from "../function/number-call.ts";
import type { NumberCall, PassedValues } from "../function/number-call.ts";
import type { TieredFunction } from "../function/tiered-function.ts";
import { explainFunction } from "./explain-function.ts";
import type { LibraryName } from "./library-name.ts";

/** One declared function or variable, parsed. */
export interface SymbolDeclaration<TType extends FunctionType | VariableType = FunctionType | VariableType> {
  /** Name in `symbols`. */
  readonly key: string;
  /** Name that the library exports. */
  readonly symbol: string;
  readonly type: TType;
  /** Whether the library may lack it. */
  readonly isOptional: boolean;
  /** Place among the declarations that the library was opened with; `undefined` for those that were made later. */
  readonly index: number | undefined;
}

/** Tells functions from variables. */
export function isFunction(declaration: SymbolDeclaration): declaration is SymbolDeclaration<FunctionType> {
  return declaration.type.kind === "function";
}

/**
 * Reads all declarations of a library.
 *
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`: when several are wrong, one error that lists all.
 */
export function readDeclarations(declarations: unknown, types: PrototypeTypes | undefined): SymbolDeclaration[] {
  if (typeof declarations !== "object" || declarations === null) {
    throw new FfiError(
      "FFI_ARGUMENT_TYPE",
      `openLibrary(): expected declarations, got ${describeValue(declarations)}`,
      {
        hint: 'pass an object such as { strlen: "size_t strlen(const char *s)" }',
      },
    );
  }
  assertTypes(types);
  const reader = new PrototypeReader(types);
  const found: SymbolDeclaration[] = [];
  const errors: FfiError[] = [];
  const byKey = declarations as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(byKey)) {
    const declaration = byKey[key];
    const type = typeof declaration === "string" ? reader.findType(declaration, key) : undefined;
    if (type !== undefined && (!reader.hasGivenTypes || allowed.has(type))) {
      found.push({ key, symbol: key, type, isOptional: false, index: found.length });
      continue;
    }
    try {
      found.push(readDeclaration(key, declaration, reader, found.length));
    } catch (error) {
      if (!(error instanceof FfiError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw combine(errors);
  return found;
}

/** What prototypes may name must be descriptors: that is found out here, and not at the first call. */
function assertTypes(types: unknown): void {
  if (types === undefined) return;
  if (typeof types !== "object" || types === null) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `openLibrary(): expected types by name, got ${describeValue(types)}`, {
      hint: 'pass an object such as { uLong: c.ulong, "struct tm": Tm }',
    });
  }
  const entries: Iterable<[string, unknown]> = types instanceof Map ? types : Object.entries(types);
  for (const [name, type] of entries) {
    assertCType(type, `openLibrary(): type "${name}"`);
  }
}

const allowed = new WeakSet<FunctionType>();

/**
 * A named type may be one that C does not allow where it is named; the parser has refused all others. Prototypes of the same
 * types share one descriptor.
 */
function assertAllowed(type: FunctionType): void {
  if (allowed.has(type)) return;
  const { parameters, result, parameterNames } = type;
  c.fn(parameters, result, { parameterNames });
  allowed.add(type);
}

function readDeclaration(key: string, declaration: unknown, reader: PrototypeReader, index: number): SymbolDeclaration {
  const { kind, symbol: inner } = (declaration ?? {}) as { readonly kind?: unknown; readonly symbol?: unknown };
  const isOptional = kind === "optional";
  const { symbol, type } = readSymbol(key, isOptional ? inner : declaration, reader);
  return { key, symbol, type, isOptional, index };
}

function readSymbol(
  key: string,
  declaration: unknown,
  reader: PrototypeReader,
): { readonly symbol: string; readonly type: FunctionType | VariableType } {
  if (typeof declaration === "string") {
    try {
      const read = reader.read(declaration, key);
      if (reader.hasGivenTypes && read.type.kind === "function") assertAllowed(read.type);
      return read;
    } catch (error) {
      if (!(error instanceof FfiError)) throw error;
      throw new FfiError(error.code, `declaration of "${key}": ${error.message}`, {
        details: { ...error.details, key },
        cause: error,
      });
    }
  }
  const { kind } = (declaration ?? {}) as { readonly kind?: unknown };
  if (kind === "named-symbol") {
    const { name, symbol } = declaration as NamedSymbol;
    return { symbol: name, type: readSymbol(key, symbol, reader).type };
  }
  if (kind === "with-errno") return readErrnoSymbol(key, declaration as ErrnoSymbol, reader);
  const place = `declaration of "${key}"`;
  if (kind === "function") {
    assertCType(declaration, place);
    return { symbol: key, type: declaration as FunctionType };
  }
  if (kind === "variable") {
    const type = declaration as VariableType;
    assertCType(type.target, `${place}: target`);
    return { symbol: key, type };
  }
  throw new FfiError(
    "FFI_DECLARATION_TYPE",
    `declaration of "${key}": expected a C declaration, c.fn or c.variable, got ${describeValue(declaration)}`,
    {
      hint: "write the C declaration as a string, c.fn([parameters], result) or c.variable(type)",
      details: { key, received: declaration },
    },
  );
}

function readErrnoSymbol(
  key: string,
  { prototype, errno }: ErrnoSymbol,
  reader: PrototypeReader,
): ReturnType<typeof readSymbol> {
  const { symbol, type } = readSymbol(key, prototype, reader);
  if (type.kind === "function") return { symbol, type: addErrno(type, errno) };
  throw new FfiError("FFI_DECLARATION_TYPE", `declaration of "${key}": a variable does not set errno`, {
    details: { key, received: prototype },
  });
}

function combine(errors: readonly FfiError[]): FfiError {
  const [first] = errors;
  if (first !== undefined && errors.length === 1) return first;
  const text = errors.map((error) => error.message).join("\n");
  return new FfiError(first?.code ?? "FFI_DECLARATION_SYNTAX", `${errors.length} declarations are wrong\n${text}`, {
    details: { errors },
  });
}

/** What {@link bindSymbol} needs to know of the library. */
export interface SymbolSource {
  readonly name: LibraryName;
  /** The library in words. */
  readonly label: string;
  readonly backend: Backend;
  readonly gate: Readonly<LibraryGate>;
  /** Gives the handle, opening the library if that was put off. */
  handle(): LibraryHandle;
  /** Names of the functions that release the handles of this library. */
  releaseSymbols(): ReadonlySet<string>;
  /**
   * Addresses of the symbols, by the index of the declaration, 0 for those that the library does not export; absent until all are asked
   * for.
   */
  addresses: BigUint64Array | undefined;
}

/** Finds the functions that release what others of the same library give out as `c.handle`. */
export function findReleaseSymbols(declarations: readonly SymbolDeclaration[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (type: CType): void => {
    if (type.kind === "handle") found.add(type.release);
    else if (type.kind === "alias" || type.kind === "out") add(type.target);
  };
  // Functions that are declared alike share their type.
  for (const type of new Set(declarations.map((declaration) => declaration.type))) {
    if (type.kind !== "function") continue;
    add(type.result);
    for (const parameter of type.parameters) add(parameter);
  }
  return found;
}

/**
 * Finds a symbol's address.
 *
 * @throws {FfiError} `FFI_SYMBOL_NOT_FOUND` with the nearest names, `FFI_LIBRARY_CLOSED`, `FFI_LIBRARY_NOT_FOUND`.
 */
export function resolveSymbol(declaration: SymbolDeclaration, source: SymbolSource): Address {
  assertOpen(declaration, source);
  return findAddress(declaration, source);
}

function findAddress(declaration: SymbolDeclaration, source: SymbolSource): Address {
  const { index, symbol } = declaration;
  const known = index === undefined ? undefined : (source.addresses?.[index] as Address | undefined);
  const address = known ?? source.backend.findSymbol(source.handle(), symbol);
  if (address !== 0n) return address;
  throw symbolsNotFound([declaration], source);
}

/** Throws once the library is closed. */
export function assertOpen(declaration: SymbolDeclaration, { gate, label }: SymbolSource): void {
  if (!gate.isClosed) return;
  const { key } = declaration;
  throw closedLibrary(key, label, isFunction(declaration) ? `${key}()` : key);
}

/** Makes the error for symbols that the library does not export, with the nearest names that it does. */
export function symbolsNotFound(missing: readonly SymbolDeclaration[], source: SymbolSource): FfiError {
  const { backend, name, label } = source;
  const exported = backend.exportedNames(source.handle());
  const found = missing.map(({ symbol }) => ({ symbol, nearest: findNearestNames(symbol, exported) }));
  const [first] = found;
  const text =
    found.length === 1
      ? `"${first?.symbol ?? ""}"`
      : `${found.length} of the declared symbols:${found.map((item) => `\n  ${describeMissing(item)}`).join("")}`;
  const nearest = found.length === 1 ? (first?.nearest ?? []) : [];
  return new FfiError("FFI_SYMBOL_NOT_FOUND", `the library ${label} does not export ${text}`, {
    hint:
      nearest.length === 0
        ? "check the names, and whether this version of the library has them; c.optional makes a symbol one that may lack"
        : `did you mean ${quoteNames(nearest)}?`,
    details: { library: name, symbol: first?.symbol, nearest, symbols: found.map(({ symbol }) => symbol) },
  });
}

function describeMissing({ symbol, nearest }: { symbol: string; nearest: readonly string[] }): string {
  return nearest.length === 0 ? `"${symbol}"` : `"${symbol}": did you mean ${quoteNames(nearest)}?`;
}

function quoteNames(names: readonly string[]): string {
  return names.map((candidate) => `"${candidate}"`).join(" or ");
}

/**
 * Binds a function.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED`, and what {@link resolveSymbol} throws.
 */
export function bindSymbol(declaration: SymbolDeclaration<FunctionType>, source: SymbolSource): TieredFunction {
  return bindTiered(bindRequest(declaration, source));
}

/**
 * Gives what makes one call of a function at once, before it has a wrapper, and gives its result; `null`, and has called nothing, where
 * only a wrapper can, or knows what to say. It throws what {@link resolveSymbol} throws.
 */
export function createEarlyCalls(
  source: SymbolSource,
): (declaration: SymbolDeclaration<FunctionType>, values: PassedValues) => unknown {
  const { backend, gate } = source;
  const { guard } = backend;
  // Functions of the same type are often called behind each other.
  let type: FunctionType | undefined;
  let call: NumberCall | null = null;
  return (declaration, values) => {
    if (gate.isClosed || guard.attention !== 0) return null;
    if (declaration.type !== type) {
      ({ type } = declaration);
      call = findNumberCall(type, backend);
    }
    if (call === null) return null;
    call.target[0] = findAddress(declaration, source);
    return Reflect.apply(call.enter, undefined, values) as unknown;
  };
}

/** Tells in words how a function is called; throws like {@link bindSymbol}. */
export function explainSymbol(declaration: SymbolDeclaration<FunctionType>, source: SymbolSource): string {
  return explainFunction(bindRequest(declaration, source));
}

function bindRequest(declaration: SymbolDeclaration<FunctionType>, source: SymbolSource): BindRequest {
  const { key, type } = declaration;
  const { backend, gate, label } = source;
  const address = resolveSymbol(declaration, source);
  const findRelease = (release: string): NativeFunction =>
    bindSymbol(releaseDeclaration(release), source).compile(false);
  return {
    name: key,
    type,
    address,
    library: label,
    gate,
    backend,
    findRelease,
    isRelease: isRelease(declaration, source),
  };
}

/** A library whose symbols are declared one by one knows of none but this: it is one if a handle that it takes says so. */
function isRelease(declaration: SymbolDeclaration<FunctionType>, source: SymbolSource): boolean {
  return [source.releaseSymbols(), findReleaseSymbols([declaration])].some((found) => found.has(declaration.symbol));
}

/** A function that takes a pointer back; what it returns is of no interest. */
function releaseDeclaration(symbol: string): SymbolDeclaration<FunctionType> {
  const type = c.fn([c.pointer(c.void)], c.void, { parameterNames: ["pointer"] });
  return { key: symbol, symbol, type, isOptional: false, index: undefined };
}
