/** Makes records opaque that annotations call so, and handles, before their members are looked at. */
import { toOpaque } from "../spec/opaque.ts";
import { isRecord, SpecIndex } from "../spec/spec-index.ts";
import type { SpecDeclaration } from "../spec/model.ts";
import type { Pass } from "./pass.ts";

export const sealTypes: Pass = {
  name: "seal-types",
  summary: "Makes records opaque whose members are nobody's business.",
  run: (state, { isSealed }) => {
    const named = findNamed([...state.declarations, ...state.others], isSealed);
    const seal = (declaration: SpecDeclaration): SpecDeclaration =>
      isRecord(declaration) && (isSealed(declaration.name) || named.has(declaration.name))
        ? toOpaque(declaration)
        : declaration;
    return { ...state, declarations: state.declarations.map(seal), others: state.others.map(seal) };
  },
};

/** What is said of another name of a record is said of the record: by value, C would pass its members. */
function findNamed(declarations: readonly SpecDeclaration[], isSealed: (name: string) => boolean): ReadonlySet<string> {
  const sealed = declarations.filter((item) => item.kind === "typedef" && isSealed(item.name));
  const found = new Set<string>();
  if (sealed.length === 0) return found;
  const index = SpecIndex.of(declarations);
  for (const { name } of sealed) {
    const resolved = index.resolve({ kind: "reference", to: "typedef", name, qualifiers: [] });
    if (resolved.kind === "reference" && resolved.to !== "enum") found.add(resolved.name);
  }
  return found;
}
