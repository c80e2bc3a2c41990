/** The names that exports mention in their values and types: what a file has to import that does not declare them. */
import type { ExportedValue } from "./exported-value.ts";

/** A name, and whether only types mention it. */
export interface MentionedName {
  readonly identifier: string;
  readonly isType: boolean;
}

/** Lists the identifiers of all exports, each once; those that values mention are values. */
export function listMentioned(values: readonly ExportedValue[]): readonly MentionedName[] {
  const mentioned = new Map<string, boolean>();
  for (const { expression, stated } of values) {
    // Literals mention nothing.
    if (stated === undefined) continue;
    for (const identifier of findNames(expression)) mentioned.set(identifier, false);
    for (const identifier of findNames(stated)) if (!mentioned.has(identifier)) mentioned.set(identifier, true);
  }
  return [...mentioned]
    .map(([identifier, isType]) => ({ identifier, isType }))
    .toSorted((left, right) => (left.identifier < right.identifier ? -1 : 1));
}

/** A string or comment, or a name with what tells whether it is that of a property. */
const wordPattern = /"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[^]*?\*\/|(\.)?([A-Za-z_$][\w$]*)(:)?/g;

function findNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, dot, name, colon] of text.matchAll(wordPattern)) {
    if (name !== undefined && dot === undefined && colon === undefined) names.add(name);
  }
  for (const [, list = ""] of text.matchAll(/\(([^()]*)\) =>/g)) {
    for (const parameter of list.split(",")) names.delete(parameter.trim().split(":")[0] ?? "");
  }
  return names;
}
