/**
 * Keeps what the wanted headers declare; what they include is set aside, and so are the C library's own names in its
 * internal headers.
 */
import type { Pass } from "./pass.ts";

export const keepWantedFiles: Pass = {
  name: "keep-wanted-files",
  summary: "Keeps what the given headers declare, and sets aside what they include from elsewhere.",
  run: (state, { wantedFiles, internalFiles }) => {
    const isWanted = ({ file, name }: { readonly file: string; readonly name: string }): boolean =>
      wantedFiles.has(file) && !(internalFiles.has(file) && isReserved(name));
    return {
      declarations: state.declarations.filter(isWanted),
      others: [...state.others, ...state.declarations.filter((declaration) => !isWanted(declaration))],
      skipped: state.skipped.filter(isWanted),
    };
  },
};

/** @see C17 7.1.3 (reserved identifiers) */
function isReserved(name: string): boolean {
  return /^_[_A-Z]/.test(name);
}
