/**
 * The symbols of a library: each is resolved when it is first touched (in a lazy library when it is first called), and its
 * wrapper is compiled when it is first called.
 */
import { PrototypeReader } from "@koine/cparser/prototype";
import type { PrototypeTypes } from "@koine/cparser/prototype";
import type { FunctionType } from "@koine/ctypes";
import { describeValue, FfiError, findNearestNames } from "@koine/diagnostics";
import type { Address, Backend, LibraryHandle } from "../backend/contract.ts";
import { closedLibrary } from "../function/argument-errors.ts";
import { bindFunction } from "../function/bind-function.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import { describeLibrary } from "./library-name.ts";
import type { LibraryName } from "./library-name.ts";

/** One declared function, parsed. */
export interface SymbolDeclaration {
  /** Name in `symbols`. */
  readonly key: string;
  /** Name that the library exports. */
  readonly symbol: string;
  readonly type: FunctionType;
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
  const reader = new PrototypeReader(types);
  const found: SymbolDeclaration[] = [];
  const errors: FfiError[] = [];
  for (const [key, declaration] of Object.entries(declarations as Record<string, unknown>)) {
    try {
      found.push(readDeclaration(key, declaration, reader));
    } catch (error) {
      if (!(error instanceof FfiError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw combine(errors);
  return found;
}

function readDeclaration(key: string, declaration: unknown, reader: PrototypeReader): SymbolDeclaration {
  if (typeof declaration === "string") {
    try {
      const { symbol, type } = reader.read(declaration);
      return { key, symbol, type };
    } catch (error) {
      if (!(error instanceof FfiError)) throw error;
      throw new FfiError(error.code, `declaration of "${key}": ${error.message}`, {
        details: { ...error.details, key },
        cause: error,
      });
    }
  }
  const kind = (declaration as { readonly kind?: unknown } | null)?.kind;
  if (kind === "function") return { key, symbol: key, type: declaration as FunctionType };
  throw new FfiError(
    "FFI_DECLARATION_TYPE",
    `declaration of "${key}": expected a prototype or c.fn, got ${describeValue(declaration)}`,
    {
      hint: "write the C prototype as a string, or c.fn([parameters], result)",
      details: { key, received: declaration },
    },
  );
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
  readonly backend: Backend;
  readonly closed: Int32Array;
  /** Gives the handle, opening the library if that was put off. */
  handle(): LibraryHandle;
}

/**
 * Finds a symbol's address.
 *
 * @throws {FfiError} `FFI_SYMBOL_NOT_FOUND` with the nearest names, `FFI_LIBRARY_CLOSED`, `FFI_LIBRARY_NOT_FOUND`.
 */
export function resolveSymbol(declaration: SymbolDeclaration, source: SymbolSource): Address {
  const { symbol, key } = declaration;
  const { backend, closed, name } = source;
  if (closed[0] !== 0) throw closedLibrary(key, describeLibrary(name));
  const address = backend.findSymbol(source.handle(), symbol);
  if (address !== 0n) return address;
  throw symbolNotFound(declaration, source);
}

/** Makes the error for a symbol that the library does not export. */
export function symbolNotFound({ symbol }: SymbolDeclaration, source: SymbolSource): FfiError {
  const { backend, name } = source;
  const nearest = findNearestNames(symbol, backend.exportedNames(source.handle()));
  return new FfiError("FFI_SYMBOL_NOT_FOUND", `the library ${describeLibrary(name)} does not export "${symbol}"`, {
    hint:
      nearest.length === 0
        ? "check the name, and whether this version of the library has it"
        : `did you mean ${nearest.map((candidate) => `"${candidate}"`).join(" or ")}?`,
    details: { library: name, symbol, nearest },
  });
}

/**
 * Compiles a symbol's wrapper.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED`, and what {@link resolveSymbol} throws.
 */
export function bindSymbol(declaration: SymbolDeclaration, source: SymbolSource): NativeFunction {
  const { key, type } = declaration;
  const { backend, closed, name } = source;
  const address = resolveSymbol(declaration, source);
  return bindFunction({ name: key, type, address, library: describeLibrary(name), closed, backend });
}
