/** Makes records opaque that annotations call so, and handles, before their members are looked at. */
import { toOpaque } from "../spec/opaque.ts";
import { isRecord } from "../spec/spec-index.ts";
import type { SpecDeclaration } from "../spec/model.ts";
import type { Pass } from "./pass.ts";

export const sealTypes: Pass = {
  name: "seal-types",
  summary: "Makes records opaque whose members are nobody's business.",
  run: (state, { isSealed }) => {
    const seal = (declaration: SpecDeclaration): SpecDeclaration =>
      isRecord(declaration) && isSealed(declaration.name) ? toOpaque(declaration) : declaration;
    return { ...state, declarations: state.declarations.map(seal), others: state.others.map(seal) };
  },
};
