/** Makes records opaque that annotations call so, and handles, before their members are looked at. */
import type { SpecDeclaration } from "../spec/model.ts";
import type { Pass } from "./pass.ts";

export const sealTypes: Pass = {
  name: "seal-types",
  summary: "Makes records opaque whose members are nobody's business.",
  run: (state, { isSealed }) => {
    const seal = (declaration: SpecDeclaration): SpecDeclaration => {
      if ((declaration.kind !== "struct" && declaration.kind !== "union") || !isSealed(declaration.name)) {
        return declaration;
      }
      const { name, file, kind, isAnonymous } = declaration;
      return { kind: "opaque", name, file, of: kind, isAnonymous };
    };
    return { ...state, declarations: state.declarations.map(seal), others: state.others.map(seal) };
  },
};
