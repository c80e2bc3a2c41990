/** Symbols that a library may lack. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { OptionalSymbol, SymbolType } from "../../symbol-model.ts";

/**
 * Declares a symbol that not every version of a library has: where it is missing, it is `undefined` instead of an error.
 *
 * @param symbol A C declaration in a string, a function type, a variable, or one of them with a name of its own.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for anything else.
 */
export function optional<const TSymbol extends SymbolType>(symbol: TSymbol): OptionalSymbol<TSymbol> {
  const kind = (symbol as { readonly kind?: unknown } | null | undefined)?.kind;
  const kinds: readonly unknown[] = ["function", "variable", "with-errno", "named-symbol"];
  if (typeof symbol !== "string" && !kinds.includes(kind)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `optional(): expected a declaration, got ${describeValue(symbol)}`, {
      hint: "pass a C declaration as a string, c.fn(...) or c.variable(...)",
      details: { received: symbol },
    });
  }
  return Object.freeze({ kind: "optional", symbol });
}
