/** How a declaration is told from all others: C has one name space for tags and one for everything else. */
import type { SpecDeclaration } from "./model.ts";
import { referencePrefixes } from "./render-type.ts";
import type { SpecReference } from "./type-model.ts";

/** Gives the key of a declaration: `s:Point` for struct Point, `Point` for a typedef, function or constant Point. */
export function declarationKey(declaration: Pick<SpecDeclaration, "kind" | "name"> & { readonly of?: string }): string {
  switch (declaration.kind) {
    case "struct":
    case "union":
    case "enum":
      return referencePrefixes[declaration.kind] + declaration.name;
    case "opaque":
      return referencePrefixes[declaration.of === "union" ? "union" : "struct"] + declaration.name;
    case "typedef":
    case "function":
    case "variable":
    case "constant":
    case "macro":
    case "alias":
      return declaration.name;
    default:
      return declaration.kind satisfies never;
  }
}

/** Gives the key of the declaration that a type refers to. */
export function referenceKey(reference: SpecReference): string {
  return reference.to === "typedef" ? reference.name : referencePrefixes[reference.to] + reference.name;
}
