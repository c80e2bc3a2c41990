/** Keeps what the wanted headers declare; what they include is set aside. */
import type { Pass } from "./pass.ts";

export const keepWantedFiles: Pass = {
  name: "keep-wanted-files",
  summary: "Keeps what the given headers declare, and sets aside what they include from elsewhere.",
  run: (state, { wantedFiles }) => {
    const isWanted = ({ file }: { readonly file: string }): boolean => wantedFiles.has(file);
    return {
      declarations: state.declarations.filter(isWanted),
      others: [...state.others, ...state.declarations.filter((declaration) => !isWanted(declaration))],
      skipped: state.skipped.filter(isWanted),
    };
  },
};
