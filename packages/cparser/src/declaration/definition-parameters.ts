/**
 * The parameters of functions that are defined without a prototype: none for `int f() { … }`, and for K&R's
 * `int f(a) char a; { … }` what callers have to give, which is promoted.
 *
 * @see C17 6.7.6.3p14 and 6.5.2.2p6
 */
import { promoteType } from "../evaluate/conversions.ts";
import { basicType, intType } from "./basic-types.ts";
import { decayType } from "./decay-type.ts";
import { parseDeclarator } from "./declarators.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { parseSpecifiers } from "./specifiers.ts";
import { layoutOfType, resolveTypedefs } from "./type-layout.ts";
import type { DeclaredFunction, DeclaredType, Parameter } from "./type-model.ts";

/**
 * Gives the type that a definition has for those who call it.
 *
 * @param type The declared type, without a prototype.
 * @param start Index of the token behind the declarator. The parser stands at the body, and stays there.
 */
export function typeOfDefinition(parser: Parser, type: DeclaredFunction, start: number): DeclaredFunction {
  const names = parser.identifierList ?? new Set<string>();
  const body = parser.position;
  const { length } = parser.diagnostics;
  try {
    parser.position = start;
    // A type that is defined here is none outside.
    for (let distance = 0; start + distance < body; distance++) if (parser.peek(distance).text === "{") return type;
    const types = readTypes(parser, body);
    const parameters = [...names].map((name): Parameter => {
      const declared = types.get(name) ?? intType;
      return { name, type: promote(parser, decayType(declared)) };
    });
    return { ...type, parameters, hasPrototype: true };
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    // Nobody reads bodies either: the function stays as it was declared.
    parser.diagnostics.length = length;
    return type;
  } finally {
    parser.position = body;
  }
}

/** Reads the declarations in front of a body. */
function readTypes(parser: Parser, body: number): ReadonlyMap<string, DeclaredType> {
  const types = new Map<string, DeclaredType>();
  while (parser.position < body) {
    const { type, parts } = parseSpecifiers(parser);
    while (!parser.isAt(";")) {
      const declarator = parseDeclarator(parser, type, { parts: parts.copy(parts.isPlain), name: "required" });
      if (declarator.name !== undefined) types.set(declarator.name.text, declarator.type);
      if (!parser.accept(",")) break;
    }
    parser.expect(";", "after the declaration of a parameter");
  }
  return types;
}

function promote(parser: Parser, type: DeclaredType): DeclaredType {
  const { target } = parser;
  const resolved = resolveTypedefs(type);
  if (resolved.kind === "float") return resolved.name === "float" ? basicType("double") : type;
  if (target === undefined || !["bool", "integer", "enum"].includes(resolved.kind)) return type;
  const promoted = promoteType(type, target);
  return layoutOfType(promoted, target)?.byteLength === layoutOfType(type, target)?.byteLength ? type : promoted;
}
