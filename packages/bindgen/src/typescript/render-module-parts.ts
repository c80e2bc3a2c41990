/**
 * A large module as several files of one folder. Which declaration goes where is `module-layout.ts`'s to say, and how the files lie on
 * disk `module-parts.ts`'s; everything else is as in a module of one file.
 */
import type { Spec } from "../spec/model.ts";
import { DividedLayout } from "./module-layout.ts";
import { moduleNamesOf } from "./module-names.ts";
import { commonParts, partRemark } from "./module-parts.ts";
import type { ModulePart } from "./module-parts.ts";
import { ModuleRenderer } from "./render-module.ts";

/** From so many declarations on a module is written in parts: as one file it would take longer than 100 ms to import it. */
const declarationsOfParts = 20_000;

/**
 * Renders the module of a spec in parts: `library`, `types`, and one for each folder of headers.
 *
 * @param leastDeclarations How many declarations are too many for one file.
 * @returns No parts if the module is small enough for one file.
 */
export function renderModuleParts(spec: Spec, leastDeclarations: number = declarationsOfParts): readonly ModulePart[] {
  if (countDeclarations(spec) < leastDeclarations) return [];
  const names = moduleNamesOf(spec);
  const layout = new DividedLayout(names);
  new ModuleRenderer(spec, layout).write();
  const foreign = new Map([...layout.types.declared].map((identifier) => [identifier, `./${commonParts.types}.ts`]));
  for (const library of [names.library, names.wrappers]) foreign.set(library, `./${commonParts.library}.ts`);
  return [...layout.files].flatMap(([name, file]) =>
    file.writer.isEmpty ? [] : [{ name, text: file.render(spec.head, foreign, partRemark) }],
  );
}

function countDeclarations({ declarations }: Spec): number {
  const counts = declarations.map((item) => 1 + (item.kind === "enum" ? item.enumerators.length : 0));
  return counts.reduce((sum, count) => sum + count, 0);
}
