/** Brings declarations in the order in which a spec lists them, so that a spec that was read gives the same module. */
import type { SpecDeclaration } from "../spec/model.ts";
import type { Pass } from "./pass.ts";

export const groupByFile: Pass = {
  name: "group-by-file",
  summary: "Brings the declarations of each file together, files in the order of their first declaration.",
  run: (state) => {
    const groups = new Map<string, SpecDeclaration[]>();
    for (const declaration of state.declarations) {
      const group = groups.get(declaration.file);
      if (group === undefined) groups.set(declaration.file, [declaration]);
      else group.push(declaration);
    }
    return { ...state, declarations: [...groups.values()].flat() };
  },
};
