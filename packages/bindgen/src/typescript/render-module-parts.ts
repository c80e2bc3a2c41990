/**
 * A large module as several files of one folder. Which declaration goes where is `module-layout.ts`'s to say, and how the files lie on
 * disk `module-parts.ts`'s; everything else is as in a module of one file.
 */
import { renderBanner } from "@koine/codegen";
import { declarationsOfAllTargets } from "../spec/merge-targets.ts";
import type { Spec, SpecDeclaration, SpecHead } from "../spec/model.ts";
import { DividedLayout } from "./module-layout.ts";
import type { ForeignNames, ModuleFile } from "./module-file.ts";
import { moduleNamesOf } from "./module-names.ts";
import type { ModuleNames } from "./module-names.ts";
import { libraryPart, partRemark } from "./module-parts.ts";
import type { ModulePart } from "./module-parts.ts";
import { folderPart, planParts, roleOf } from "./part-plan.ts";
import type { PartPlan } from "./part-plan.ts";
import { ModuleRenderer } from "./render-module.ts";

/** From so many declarations on a module is written in parts: as one file it would take longer than 100 ms to import it. */
const declarationsOfParts = 20_000;

/** So many names cost V8 and Node as much as a file of their own. */
const exportsOfFile = 150;

/** The part of folders that have so little. */
const commonPart = "common";

/**
 * Renders the module of a spec in parts: `library`, and one for each folder of headers, or for several whose types name each other or that
 * have few of them; folders with thousands of exports have several, and one that exports them.
 *
 * @param leastDeclarations How many declarations are too many for one file.
 * @param largest How many exports a part may have; thousands when absent.
 * @returns No parts if the module is small enough for one file.
 */
export function renderModuleParts(
  spec: Spec,
  leastDeclarations: number = declarationsOfParts,
  largest?: number,
): readonly ModulePart[] {
  if (countDeclarations(spec) < leastDeclarations) return [];
  const declarations = declarationsOfAllTargets(spec);
  const alone = layOut(spec, { partOf: ({ file }) => folderPart(file), entrances: new Map() });
  const groups = groupFolders(alone, declarations);
  const plan = planParts(declarations, groups, largest);
  const layout = layOut(spec, plan);
  const foreign = listForeign(layout, moduleNamesOf(spec));
  const parts = [...layout.files].flatMap(([name, file]) =>
    file.writer.isEmpty ? [] : [{ name, text: file.render(spec.head, foreign, partRemark) }],
  );
  const written = new Set(parts.map(({ name }) => name));
  const entrances = [...plan.entrances].map(([name, others]) => {
    return {
      name,
      text: renderEntrance(
        others.filter((other) => written.has(other)),
        spec.head,
      ),
    };
  });
  const others = [...groups].map(([name, group]) => ({ name, text: renderEntrance([group], spec.head) }));
  return [...parts, ...entrances, ...others];
}

function layOut(spec: Spec, plan: PartPlan): DividedLayout {
  const layout = new DividedLayout(moduleNamesOf(spec), plan);
  new ModuleRenderer(spec, layout).write();
  return layout;
}

/** What exports all parts of a folder that has several, or the part that a folder shares with others. */
function renderEntrance(names: readonly string[], { headers, generator }: SpecHead): string {
  const banner = renderBanner({ sources: headers, version: generator });
  return [banner, partRemark, "", ...names.map((name) => `export * from "./${name}.ts";`), ""].join("\n");
}

function listForeign({ files }: DividedLayout, { library, wrappers }: ModuleNames): ForeignNames {
  const libraries = [library, wrappers].map((name) => [name, `./${libraryPart}.ts`] as const);
  const others = [...files].flatMap(([part, { declared }]) =>
    [...declared].map((name) => [name, `./${part}.ts`] as const),
  );
  return new Map([...libraries, ...others]);
}

/**
 * Finds folders that need each other, whose modules would wait for each other when they are loaded, and one would find nothing there; and
 * those that are not worth a file.
 *
 * @returns The part of each folder that does not have its own: the largest of a circle, or the common one.
 */
function groupFolders({ files }: DividedLayout, declarations: readonly SpecDeclaration[]): ReadonlyMap<string, string> {
  const foreign = new Map(
    [...files].flatMap(([part, { declared }]) => [...declared].map((name) => [name, part] as const)),
  );
  const needed = new Map([...files].map(([part, file]) => [part, file.listNeeded(foreign)]));
  const reached = new Map([...files.keys()].map((part) => [part, reach(part, needed)]));
  const groups = new Map<string, string>();
  for (const [part, others] of reached) {
    const circle = [...others].filter((other) => reached.get(other)?.has(part) === true);
    const [largest] = circle.toSorted((left, right) => sizeOf(files.get(right)) - sizeOf(files.get(left)));
    if (largest !== undefined && largest !== part) groups.set(part, largest);
  }
  let common = commonPart;
  while (files.has(common)) common = `-${common}`;
  for (const part of findSmall(files, reached, declarations)) groups.set(part, common);
  return groups;
}

/**
 * Finds the folders of few types and constants, and no functions, that need nothing but each other: the system's `bits` and `sys`, and what is
 * used of libraries whose functions are not bound. What others would need between them has a file of its own.
 */
function findSmall(
  files: ReadonlyMap<string, ModuleFile>,
  reached: ReadonlyMap<string, ReadonlySet<string>>,
  declarations: readonly SpecDeclaration[],
): readonly string[] {
  const called = new Set(declarations.flatMap((item) => (roleOf(item) === "symbol" ? [folderPart(item.file)] : [])));
  const isLittle = (part: string): boolean => {
    const size = sizeOf(files.get(part));
    return size > 0 && size <= exportsOfFile && !called.has(part) && reached.get(part)?.has(part) !== true;
  };
  const small = [...reached].flatMap(([part, needed]) =>
    isLittle(part) && [...needed].every((other) => isLittle(other)) ? [part] : [],
  );
  return small.length < 2 ? [] : small;
}

function sizeOf(file: ModuleFile | undefined): number {
  return file?.declared.size ?? 0;
}

/** Lists what a part needs, and what that needs; the part itself is there if something needs it again. */
function reach(part: string, needed: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [part];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of needed.get(next) ?? []) {
      if (reached.has(other)) continue;
      reached.add(other);
      open.push(other);
    }
  }
  return reached;
}

function countDeclarations({ declarations }: Spec): number {
  const counts = declarations.map((item) => 1 + (item.kind === "enum" ? item.enumerators.length : 0));
  return counts.reduce((sum, count) => sum + count, 0);
}
