/**
 * GNU's attribute `copy`, which gives a declaration the attributes of another one, or a type those of another type.
 *
 * @see GCC manual, "Common Function Attributes" and "Common Type Attributes" (`copy`)
 */
import type { DeclarationParts } from "./declaration-parts.ts";
import type { Attributes } from "./model.ts";
import type { Parser } from "./parser.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredType } from "./type-model.ts";

/** Reads the argument, an expression, and takes over what is said of the function, variable or type that it leads to. */
export function copyAttributes(parser: Parser, parts: DeclarationParts): void {
  const { kind, text } = parser.token;
  const named = kind === "identifier" && parser.peek(1).text === ")" ? parser.names.findOrdinary(text) : undefined;
  // What says how a symbol is linked, and that it is old, is said of that one alone.
  const { alias: _, visibility: _v, isWeak: _w, deprecated: _d, unavailable: _u, ...ofName } = named?.attributes ?? {};
  const copied = Object.keys(ofName).length > 0 ? ofName : attributesOf(parser.grammar.parseTypeofExpression(parser));
  const { alignment = 0, others = [], ...rest } = copied;
  const known = (parts.attributes ??= {});
  Object.assign(known, rest);
  if (others.length > 0) known.others = [...(known.others ?? []), ...others];
  if (alignment > 0) known.alignment = Math.max(known.alignment ?? 0, alignment);
}

/** Of types, what decides about their layout. */
function attributesOf(type: DeclaredType | undefined): Attributes {
  const resolved = type && resolveTypedefs(type);
  if (resolved?.kind === "pointer") return attributesOf(resolved.target);
  if (resolved?.kind !== "record") return {};
  const { isPacked, alignment } = resolved.record.attributes;
  return { ...(isPacked === undefined ? {} : { isPacked }), ...(alignment === undefined ? {} : { alignment }) };
}
