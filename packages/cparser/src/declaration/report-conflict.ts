/**
 * Declarations of one name that contradict each other: of two types, or as two kinds of thing. The first one stays.
 *
 * @see C17 6.7p3–4
 */
import type { Span } from "@koine/diagnostics";
import { spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { areCompatibleTypes } from "./compatible-types.ts";
import type { Declaration, FunctionDeclaration, Storage, VariableDeclaration } from "./model.ts";
import type { Parser } from "./parser.ts";
import { spellType } from "./spell-type.ts";
import type { DeclaredType } from "./type-model.ts";
import type { UnitBuilder } from "./unit-builder.ts";

/** A name as it was declared before. */
export interface KnownName {
  readonly kind: "typedef" | "function" | "variable" | "enumerator";
  readonly type: DeclaredType;
  readonly span: Span | undefined;
}

const nouns: Readonly<Record<KnownName["kind"], string>> = {
  typedef: "a type",
  function: "a function",
  variable: "a variable",
  enumerator: "an enumerator",
};

/** Finds what an ordinary identifier, which is declared now, was declared as before; what was only declared in a parameter list is forgotten. */
export function findKnownName(unit: UnitBuilder, name: string): KnownName | undefined {
  const typedef = unit.scope.typedefs.get(name);
  if (typedef !== undefined) return { kind: "typedef", type: typedef.type, span: typedef.span };
  if (unit.prototypes.forgetEnumerator(name, unit.scope)) return undefined;
  const ordinary = unit.scope.findOrdinary(name);
  if (ordinary === undefined) return undefined;
  const { kind, type } = ordinary;
  const declared =
    kind === "function" ? unit.functions.get(name) : kind === "variable" ? unit.variables.get(name) : undefined;
  return { kind, type: declared?.type ?? type, span: declared?.span ?? findEnumerator(unit.declarations, name) };
}

function findEnumerator(declarations: readonly Declaration[], name: string): Span | undefined {
  for (const declaration of declarations) {
    if (declaration.kind !== "enum") continue;
    const found = declaration.enumerators?.find((enumerator) => enumerator.name === name);
    if (found !== undefined) return found.span;
  }
  return undefined;
}

/** Reports that a name is declared again as something else; tells whether it is. */
export function reportConflict(
  parser: Parser,
  known: KnownName | undefined,
  declared: { readonly kind: KnownName["kind"]; readonly type: DeclaredType; readonly place: Token },
): boolean {
  if (known === undefined) return false;
  const { kind, type, place } = declared;
  const isSameKind = known.kind === kind && kind !== "enumerator";
  if (isSameKind && areCompatibleTypes(known.type, type)) return false;
  const message =
    kind === "enumerator" && known.kind === kind
      ? `enumerator "${place.text}" is declared twice`
      : isSameKind
        ? `"${place.text}" is declared again with another type${describeType(type)}`
        : `"${place.text}" is declared as ${nouns[kind]}, and before as ${nouns[known.kind]}`;
  const first = `first declared here${isSameKind ? describeType(known.type) : ""}`;
  parser.diagnostics.push({
    code: "cparser/conflicting-declaration",
    severity: "error",
    message,
    span: spanOfToken(place),
    related: known.span === undefined ? [] : [{ message: first, span: known.span }],
    help: "the first declaration is bound; bind headers apart that are not made to be included together",
  });
  return true;
}

/**
 * Reports that a name is declared static behind a declaration that is not, or, for variables, the other way round; tells whether it is.
 *
 * @see C17 6.2.2p4 to p7
 */
export function reportLinkage(
  parser: Parser,
  known: FunctionDeclaration | VariableDeclaration,
  { storage, place }: { readonly storage: Storage; readonly place: Token },
): boolean {
  const wasStatic = known.storage === "static";
  // GCC takes a second definition of a function of which the first was only there to be expanded.
  const wasCopy = known.kind === "function" && known.isInline && known.attributes.isGnuInline === true;
  if (wasCopy && known.storage === "extern") return false;
  const isAgreed = storage === "static" ? wasStatic : !wasStatic || storage === "extern" || known.kind === "function";
  if (isAgreed) return false;
  parser.diagnostics.push({
    code: "cparser/conflicting-declaration",
    severity: "error",
    message: `"${place.text}" is ${wasStatic ? "not static here" : "static here"}, and before it is${wasStatic ? "" : " not"}`,
    span: spanOfToken(place),
    related: [{ message: "first declared here", span: known.span }],
    help: "the first declaration is bound",
  });
  return true;
}

/** Reports that what a name stands for is defined again, with a body or a value. */
export function reportSecondDefinition(parser: Parser, place: Token, first: Span): void {
  parser.diagnostics.push({
    code: "cparser/conflicting-declaration",
    severity: "error",
    message: `"${place.text}" is defined twice`,
    span: spanOfToken(place),
    related: [{ message: "first declared here", span: first }],
    help: "the first definition counts",
  });
}

function describeType(type: DeclaredType): string {
  const spelled = spellType(type);
  return spelled === undefined ? "" : `, ${spelled}`;
}
