/** Notes on what is not called in the module as it is in C. How names are decided is in `module-names.ts`. */
import { typescriptNames } from "@koine/codegen";
import type { Diagnostic } from "@koine/diagnostics";
import { declarationKey } from "../spec/declaration-key.ts";
import type { Spec, SpecDeclaration } from "../spec/model.ts";
import { declarationsOfAllTargets } from "../spec/merge-targets.ts";
import { moduleNamesOf, promiseMethod } from "./module-names.ts";

/** Lists what a clash gave another name, one note each. New names that a configuration asks for are not its business. */
export function reportRenames(spec: Spec): readonly Diagnostic[] {
  const { publicNames } = moduleNamesOf(spec);
  return declarationsOfAllTargets(spec).flatMap((declaration) =>
    listNames(declaration).flatMap(({ key, name, noun }): readonly Diagnostic[] => {
      const given = publicNames.get(key) ?? name;
      if (given === name || spec.annotations.get(key)?.name !== undefined) return [];
      return [
        {
          code: "bindgen/renamed",
          severity: "note",
          message: `${noun} ${name} of ${declaration.file} is called ${given} in the module: ${reasonOf(name)}`,
        },
      ];
    }),
  );
}

interface Named {
  readonly key: string;
  readonly name: string;
  readonly noun: string;
}

/** Names that importers see: of what is offered, and has a name. */
function listNames(declaration: SpecDeclaration): readonly Named[] {
  const { kind, name } = declaration;
  const enumerators =
    kind === "enum"
      ? declaration.enumerators.map((item) => ({ key: item.name, name: item.name, noun: "enumerator" }))
      : [];
  const isUnnamed = "isAnonymous" in declaration && declaration.isAnonymous;
  const isAbsent = "unsupported" in declaration && declaration.unsupported !== undefined;
  if (isUnnamed || isAbsent) return enumerators;
  return [{ key: declarationKey(declaration), name, noun: kind === "opaque" ? declaration.of : kind }, ...enumerators];
}

function reasonOf(name: string): string {
  if (name === promiseMethod) return "import() takes what exports it for a promise";
  if (typescriptNames.reservedWords.has(name)) return `${name} is a reserved word`;
  return `${name} is something else there`;
}
