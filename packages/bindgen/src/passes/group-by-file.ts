/** Brings declarations in the order in which a spec lists them, so that a spec that was read gives the same module. */
import { declarationsByFile } from "../spec/declarations-by-file.ts";
import type { Pass } from "./pass.ts";

export const groupByFile: Pass = {
  name: "group-by-file",
  summary: "Brings the declarations of each file together, files in the order of their first declaration.",
  run: (state) => ({ ...state, declarations: [...declarationsByFile(state.declarations).values()].flat() }),
};
