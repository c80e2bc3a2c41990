/** Which records and enums C knows by a typedef only, so that they are spelled without `struct`, `union` or `enum`. */
import type { SpecDeclaration, SpecRecord } from "./model.ts";

/** Gives `struct Point` for each record and enum without a tag. */
export function untaggedTypes(declarations: readonly SpecDeclaration[]): ReadonlySet<string> {
  return new Set(
    declarations.flatMap((item) => {
      if (!("isAnonymous" in item) || !item.isAnonymous) return [];
      return [`${item.kind === "opaque" ? item.of : item.kind} ${item.name}`];
    }),
  );
}

/** Spells the name of a record as C does: `struct Point`, or `Point` where that is all that there is. */
export function spellRecord({ kind, name }: SpecRecord, untagged: ReadonlySet<string>): string {
  return untagged.has(`${kind} ${name}`) ? name : `${kind} ${name}`;
}
