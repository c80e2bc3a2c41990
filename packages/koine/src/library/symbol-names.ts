/** Names in `symbols` that differ from C's: `zlib_version` as `zlibVersion`. The type-level twin is beside it. */
import { FfiError } from "@koine/diagnostics";
import type { SymbolDeclaration } from "./symbols.ts";

/** How symbols are called in JavaScript: as they are declared, or in camel case. */
export type SymbolNaming = "c" | "camelCase";

/** The name of a symbol in `symbols`. */
export type SymbolName<TName extends string, TNaming extends SymbolNaming> = TNaming extends "camelCase"
  ? ToCamelCase<TName>
  : TName;

/** Removes underscores between words; those before the first and after the last word stay. */
export type ToCamelCase<TName extends string> = TName extends `_${infer TRest}`
  ? `_${ToCamelCase<TRest>}`
  : TName extends `${infer TWord}_${infer TRest}`
    ? JoinWords<TWord, TRest>
    : TName;

type JoinWords<TWord extends string, TRest extends string> =
  TrimUnderscores<TRest> extends ""
    ? `${TWord}_${TRest}`
    : TRest extends `_${infer TMore}`
      ? JoinWords<TWord, TMore>
      : `${TWord}${Capitalize<ToCamelCase<TRest>>}`;

type TrimUnderscores<TText extends string> = TText extends `_${infer TRest}` ? TrimUnderscores<TRest> : TText;

/** Gives the camel-case form of a C name. */
export function toCamelCase(name: string): string {
  return name.replace(/(?<=[^_])_+([^_])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Names symbols as they are wished.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for an unknown wish, `FFI_DECLARATION_TYPE` when two symbols get the same name.
 */
export function renameSymbols(
  declarations: readonly SymbolDeclaration[],
  naming: unknown,
): readonly SymbolDeclaration[] {
  if (naming === undefined || naming === "c") return declarations;
  if (naming !== "camelCase") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `openLibrary(): unknown naming ${JSON.stringify(naming)}`, {
      hint: 'use "c" or "camelCase"',
      details: { naming },
    });
  }
  const taken = new Map<string, string>();
  return declarations.map((declaration) => {
    const key = toCamelCase(declaration.key);
    const other = taken.get(key);
    if (other !== undefined) {
      throw new FfiError("FFI_DECLARATION_TYPE", `"${other}" and "${declaration.key}" are both named "${key}"`, {
        hint: "declare one of them under another name, as a prototype",
        details: { names: [other, declaration.key], key },
      });
    }
    taken.set(key, declaration.key);
    return { ...declaration, key };
  });
}
