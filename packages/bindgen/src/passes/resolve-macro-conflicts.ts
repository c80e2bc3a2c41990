/** Settles which of a macro and a declaration owns a name that both have. */
import type { SpecConstant, SpecDeclaration, SpecSkipped } from "../spec/model.ts";
import { renderType } from "../spec/render-type.ts";
import type { Pass } from "./pass.ts";

export const resolveMacroConflicts: Pass = {
  name: "resolve-macro-conflicts",
  summary: "Gives a name that a macro shares with a declaration to the declaration.",
  run: (state) => {
    const owners = findOwners(state.declarations);
    const verdicts = state.declarations.map((declaration) => ({ declaration, verdict: judge(declaration, owners) }));
    const hidden = verdicts.filter(({ verdict }) => verdict === "hidden");
    return {
      ...state,
      declarations: verdicts.filter(({ verdict }) => verdict === "kept").map(({ declaration }) => declaration),
      skipped: [...state.skipped, ...hidden.map(({ declaration }) => hide(declaration))],
    };
  },
};

/** The declarations that own names. */
interface NameOwners {
  /** The values of enumerators by name. */
  readonly enumerators: ReadonlyMap<string, bigint>;
  /** Functions and variables. */
  readonly symbols: ReadonlySet<string>;
  /** The first of each name: C11 allows to repeat one, and a macro may have the name of a type too. */
  readonly typedefs: ReadonlyMap<string, SpecDeclaration>;
}

function findOwners(declarations: readonly SpecDeclaration[]): NameOwners {
  const enumerators = new Map<string, bigint>();
  const symbols = new Set<string>();
  const typedefs = new Map<string, SpecDeclaration>();
  for (const declaration of declarations) {
    const { kind, name } = declaration;
    if (kind === "enum") for (const item of declaration.enumerators) enumerators.set(item.name, item.value);
    if (kind === "function" || kind === "variable") symbols.add(name);
    if (kind === "typedef" && !typedefs.has(name)) typedefs.set(name, declaration);
  }
  return { enumerators, symbols, typedefs };
}

/** Decides about a declaration: it stays, is left out with a remark, or says what another one has said. */
function judge(declaration: SpecDeclaration, owners: NameOwners): "kept" | "hidden" | "repeated" {
  const { kind, name } = declaration;
  const typedef = owners.typedefs.get(name);
  if (kind === "typedef") {
    if (typedef === declaration) return "kept";
    const isRepeated = typedef?.kind === kind && renderType(typedef.type) === renderType(declaration.type);
    return isRepeated ? "repeated" : "hidden";
  }
  if (kind !== "constant" && kind !== "macro" && kind !== "alias") return "kept";
  const value = owners.enumerators.get(name);
  // `#define RED RED` beside an enumerator says the same twice; `#define LAST (LAST - 1)` does not.
  if (value !== undefined) return kind === "constant" && !isOfValue(declaration, value) ? "hidden" : "repeated";
  return owners.symbols.has(name) || typedef !== undefined ? "hidden" : "kept";
}

function isOfValue({ value }: SpecConstant, expected: bigint): boolean {
  return value.kind === "integer" && value.value === expected;
}

function hide({ name, file }: SpecDeclaration): SpecSkipped {
  return { kind: "macro", name, file, reason: "macro-hides-declaration", detail: undefined };
}
