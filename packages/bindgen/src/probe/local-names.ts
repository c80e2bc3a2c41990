/** Names that a compiler cannot be asked about: those of types that are defined in a parameter list (C17 6.2.1p4). */
import type { DeclaredType, TranslationUnit } from "@koine/cparser";

/**
 * Lists the tags and enumerators that C forgets at the end of a parameter list, and the functions whose parameters have an enum there that has
 * no name by which their type could be written.
 */
export function listLocalNames({ records, enums, functions }: TranslationUnit): ReadonlySet<string> {
  const types = [...records, ...enums].filter((type) => type.isInParameterList === true);
  // Hardly any header has such a type.
  if (types.length === 0) return new Set();
  const names = types.flatMap((type) => [
    type.tag ?? [],
    type.kind === "enum" ? (type.enumerators ?? []).map(({ name }) => name) : [],
  ]);
  const unspoken = functions.filter(({ type }) => type.parameters.some((parameter) => isUnnamedEnum(parameter.type)));
  return new Set([...names.flat(), ...unspoken.map(({ name }) => name)]);
}

function isUnnamedEnum(type: DeclaredType): boolean {
  if (type.kind === "pointer") return isUnnamedEnum(type.target);
  return type.kind === "enum" && type.enumeration.name === undefined && type.enumeration.isInParameterList === true;
}
