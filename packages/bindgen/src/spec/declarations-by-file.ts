/** The order in which a spec lists declarations: those of a file together, files in the order of their first declaration. */
import type { SpecDeclaration } from "./model.ts";

/** Groups declarations by the header that declares them. */
export function declarationsByFile(
  declarations: readonly SpecDeclaration[],
): ReadonlyMap<string, readonly SpecDeclaration[]> {
  const groups = new Map<string, SpecDeclaration[]>();
  for (const declaration of declarations) {
    const group = groups.get(declaration.file);
    if (group === undefined) groups.set(declaration.file, [declaration]);
    else group.push(declaration);
  }
  return groups;
}
