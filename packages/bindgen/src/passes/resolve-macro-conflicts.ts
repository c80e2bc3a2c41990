/** Settles which of a macro and a declaration owns a name that both have. */
import type { SpecConstant, SpecDeclaration, SpecSkipped } from "../spec/model.ts";
import { renderType } from "../spec/render-type.ts";
import type { Pass } from "./pass.ts";

export const resolveMacroConflicts: Pass = {
  name: "resolve-macro-conflicts",
  summary: "Gives a name that a macro shares with a declaration to the declaration.",
  run: (state) => {
    const enumerators = new Map<string, bigint>();
    const names = new Set<string>();
    for (const declaration of state.declarations) {
      if (declaration.kind === "enum")
        for (const { name, value } of declaration.enumerators) enumerators.set(name, value);
      if (declaration.kind === "function" || declaration.kind === "variable") names.add(declaration.name);
    }
    const typedefs = firstTypedefs(state.declarations);
    const hidden: SpecSkipped[] = [];
    const declarations = state.declarations.filter((declaration) => {
      const { kind, name, file } = declaration;
      if (kind === "typedef") {
        const first = typedefs.get(name);
        if (first === declaration) return true;
        const isRepeated = first?.kind === "typedef" && renderType(first.type) === renderType(declaration.type);
        if (!isRepeated) hidden.push(hide(name, file));
        return false;
      }
      if (kind !== "constant" && kind !== "macro" && kind !== "alias") return true;
      if (enumerators.has(name)) {
        // `#define RED RED` beside an enumerator says the same twice; `#define LAST (LAST - 1)` does not.
        if (kind === "constant" && !isOfValue(declaration, enumerators.get(name))) hidden.push(hide(name, file));
        return false;
      }
      if (!names.has(name) && !typedefs.has(name)) return true;
      hidden.push(hide(name, file));
      return false;
    });
    return { ...state, declarations, skipped: [...state.skipped, ...hidden] };
  },
};

function isOfValue({ value }: SpecConstant, expected: bigint | undefined): boolean {
  return value.kind === "integer" && value.value === expected;
}

function hide(name: string, file: string): SpecSkipped {
  return { kind: "macro", name, file, reason: "macro-hides-declaration", detail: undefined };
}

/** The first typedef of each name: C11 allows to repeat one, and a macro may have the name of a type too. */
function firstTypedefs(declarations: readonly SpecDeclaration[]): ReadonlyMap<string, SpecDeclaration> {
  const first = new Map<string, SpecDeclaration>();
  for (const declaration of declarations) {
    if (declaration.kind === "typedef" && !first.has(declaration.name)) first.set(declaration.name, declaration);
  }
  return first;
}
