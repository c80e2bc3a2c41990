/**
 * Which types can stand where: what has no size can be no member and no element, and functions can be neither, nor give
 * functions and arrays back.
 *
 * @see C17 6.2.5p1 (incomplete types), 6.7.2.1p3, 6.7.6.2p1, 6.7.6.3p1
 */
import type { Token } from "../lex/token.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { spellType } from "./spell-type.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredEnum, DeclaredRecord, DeclaredType } from "./type-model.ts";

/** Whether a type has no size, apart from arrays whose length is missing: a struct or enum that is only declared, or an array of those. */
export function hasNoSize(
  type: DeclaredType,
  isOnlyDeclared: (type: DeclaredRecord | DeclaredEnum) => boolean,
): boolean {
  const resolved = resolveTypedefs(type);
  if (resolved.kind === "array") return hasNoSize(resolved.element, isOnlyDeclared);
  return (resolved.kind === "record" || resolved.kind === "enum") && isOnlyDeclared(resolved);
}

/** Fails where the elements of an array have no size, or are functions. */
export function assertElement(parser: Parser, element: DeclaredType, place: Token): void {
  // What a typedef names is not known in a single declaration.
  if (element.kind === "typedef" && !parser.grammar.isWholeUnit) return;
  const resolved = resolveTypedefs(element);
  if (resolved.kind === "function") throw invalid(place, "an array cannot have functions for elements");
  const isOpen = resolved.kind === "array" && resolved.length === null && !resolved.isVariableLength;
  if (resolved.kind === "void" || isOpen || parser.grammar.isIncomplete(element))
    throw incomplete(place, `the elements of this array, ${spellType(element)}, have no size`);
}

/** Fails where a function gives back a function or an array. */
export function assertResult(result: DeclaredType, place: Token): void {
  const { kind } = resolveTypedefs(result);
  if (kind === "function" || kind === "array") throw invalid(place, `a function cannot give back ${aOrAn(kind)}`);
}

/** Fails where a member is a function or has no size; an array without a length has none, but may be the last member. */
export function assertMember(parser: Parser, type: DeclaredType, name: Token): void {
  const { kind } = resolveTypedefs(type);
  if (kind === "function") throw invalid(name, `member "${name.text}" cannot be a function: a pointer to one can`);
  if (kind === "void" || parser.grammar.isIncomplete(type))
    throw incomplete(name, `member "${name.text}" has no size: ${spellType(type)} is not complete here`);
}

function aOrAn(kind: "function" | "array"): string {
  return kind === "array" ? "an array" : "a function";
}

function invalid(place: Token, message: string): ParseFailure {
  return new ParseFailure(place, message, { code: "cparser/invalid-type" });
}

function incomplete(place: Token, message: string): ParseFailure {
  const help = "include the header that defines it before this one";
  return new ParseFailure(place, message, { code: "cparser/incomplete-type", help });
}
