/** Symbols whose name is not the one that they have in JavaScript. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { NamedSymbol, PlainSymbol } from "../../symbol-model.ts";

/**
 * Declares the symbol that a library exports under another name than the declaration's: several types for one function, or a name
 * that JavaScript would not want. On Linux with glibc `name@VERSION` is that version of the symbol.
 *
 * @param name Name that the library exports.
 * @param declaration A C declaration in a string, whose own name then does not count, a function type, or a variable.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for anything else.
 * @example
 * ```ts
 * import { c, openLibrary } from "koine";
 *
 * const { symbols } = openLibrary(null, {
 *   absolute: c.symbol("abs", c.fn([c.int], c.int)),
 *   oldRealpath: c.optional(c.symbol("realpath@GLIBC_2.2.5", "char *realpath(const char *path, char *resolved)")),
 * });
 * symbols.absolute(-3); // → 3
 * ```
 */
export function symbol<const TSymbol extends PlainSymbol>(name: string, declaration: TSymbol): NamedSymbol<TSymbol> {
  if (typeof name !== "string" || name === "" || name.includes("\0")) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `symbol(): expected the name of a symbol, got ${describeValue(name)}`, {
      hint: 'write c.symbol("name", declaration)',
      details: { received: name },
    });
  }
  const kind = (declaration as { readonly kind?: unknown } | null | undefined)?.kind;
  if (typeof declaration !== "string" && kind !== "function" && kind !== "variable" && kind !== "with-errno") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `symbol(): expected a declaration, got ${describeValue(declaration)}`, {
      hint: "pass a C declaration as a string, c.fn(...) or c.variable(...)",
      details: { received: declaration },
    });
  }
  return Object.freeze({ kind: "named-symbol", name, symbol: declaration });
}
