/** Notes on what is not called in the module as it is in C. How names are decided is in `module-names.ts`. */
import { typescriptNames } from "@koine/codegen";
import type { Diagnostic } from "@koine/diagnostics";
import { declarationKey } from "../spec/declaration-key.ts";
import type { Spec, SpecDeclaration } from "../spec/model.ts";
import { declarationsOfAllTargets } from "../spec/merge-targets.ts";
import { obstacleOf } from "../spec/obstacle.ts";
import { moduleNamesOf, promiseMethod } from "./module-names.ts";

/** Lists what a clash gave another name, one note each. New names that a configuration asks for are not its business. */
export function reportRenames(spec: Spec): readonly Diagnostic[] {
  const { publicNames } = moduleNamesOf(spec);
  const notes: Diagnostic[] = [];
  const report = (key: string, name: string, { noun, file }: NamedKind): void => {
    const given = publicNames.get(key) ?? name;
    if (given === name || spec.annotations.get(key)?.name !== undefined) return;
    const message = `${noun} ${name} of ${file} is called ${given} in the module: ${reasonOf(name)}`;
    notes.push({ code: "bindgen/renamed", severity: "note", message });
  };
  for (const declaration of declarationsOfAllTargets(spec)) {
    const { kind, name, file } = declaration;
    const key = declarationKey(declaration);
    if (publicNames.get(key) !== name && isOffered(declaration)) {
      report(key, name, { noun: kind === "opaque" ? declaration.of : kind, file });
    }
    if (kind !== "enum") continue;
    for (const item of declaration.enumerators) {
      if (publicNames.get(item.name) !== item.name) report(item.name, item.name, { noun: "enumerator", file });
    }
  }
  return notes;
}

/** What notes call something, and where it is. */
interface NamedKind {
  readonly noun: string;
  readonly file: string;
}

/** Whether importers see the name of a declaration: of what is offered, and has a name. */
function isOffered(declaration: SpecDeclaration): boolean {
  const isUnnamed = "isAnonymous" in declaration && declaration.isAnonymous;
  return !isUnnamed && obstacleOf(declaration) === undefined;
}

function reasonOf(name: string): string {
  if (name === promiseMethod) return "import() takes what exports it for a promise";
  if (typescriptNames.reservedWords.has(name)) return `${name} is a reserved word`;
  return `${name} is something else there`;
}
