/** Which records and enums C knows by a typedef only, so that they are spelled without `struct`, `union` or `enum`. */
import type { SpecDeclaration } from "./model.ts";

/** Gives `struct Point` for each record and enum without a tag. */
export function untaggedTypes(declarations: readonly SpecDeclaration[]): ReadonlySet<string> {
  return new Set(
    declarations.flatMap((item) => {
      if (!("isAnonymous" in item) || !item.isAnonymous) return [];
      return [`${item.kind === "opaque" ? item.of : item.kind} ${item.name}`];
    }),
  );
}
