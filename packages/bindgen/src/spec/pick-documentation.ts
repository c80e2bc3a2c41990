/** Picks the comments and lines of those declarations that stay in a spec, in their order. */
import { declarationKey } from "./declaration-key.ts";
import type { Spec, SpecDeclaration } from "./model.ts";

/**
 * Picks what belongs to the declarations of the wanted files, and to their members. What other headers lend has another
 * place on every machine.
 */
export function pickDocumentation(
  all: Pick<Spec, "docs" | "lines">,
  declarations: readonly SpecDeclaration[],
  wantedFiles: ReadonlySet<string>,
): Pick<Spec, "docs" | "lines"> {
  const docs = new Map<string, string>();
  const lines = new Map<string, number>();
  const owners = findOwners(all.docs);
  const pick = (key: string): void => {
    const documentation = all.docs.get(key);
    if (documentation !== undefined) docs.set(key, documentation);
  };
  for (const declaration of declarations) {
    if (!wantedFiles.has(declaration.file)) continue;
    const key = declarationKey(declaration);
    pick(key);
    if (owners.has(key)) for (const part of partKeys(key, declaration)) pick(part);
    const line = all.lines.get(key);
    if (line !== undefined) lines.set(key, line);
  }
  return { docs, lines };
}

/** The keys of the declarations of whose parts there are comments: of most types there are none. */
function findOwners(docs: ReadonlyMap<string, string>): ReadonlySet<string> {
  const owners = new Set<string>();
  for (const key of docs.keys()) {
    // Names of unnamed types have dots, names of members have none.
    const end = key.lastIndexOf(".");
    if (end > 0) owners.add(key.slice(0, end));
  }
  return owners;
}

function partKeys(key: string, declaration: SpecDeclaration): readonly string[] {
  switch (declaration.kind) {
    case "struct":
    case "union":
      return declaration.members.flatMap(({ name }) => (name === null ? [] : [`${key}.${name}`]));
    case "enum":
      return declaration.enumerators.map(({ name }) => `${key}.${name}`);
    case "function":
    case "opaque":
    case "typedef":
    case "variable":
    case "constant":
    case "macro":
    case "alias":
      return [];
    default:
      return declaration satisfies never;
  }
}
