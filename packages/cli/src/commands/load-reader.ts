/** The front end that `--backend` names. */
import type { DeclarationReader } from "@koine/bindgen/cached";
import type { Surroundings } from "../command-line/command.ts";

/** A front end besides Koine's own, none, or why it cannot be used. */
export type LoadedReader =
  | { readonly reader: DeclarationReader | undefined; readonly problem: undefined }
  | { readonly reader: undefined; readonly problem: string };

const advice =
  "on Debian, apt-get install libclang1-19 brings it; on macOS, xcode-select --install; on Windows, the LLVM installer";

/** Loads a front end. */
export async function loadReader(backend: string | undefined, { loadLibclang }: Surroundings): Promise<LoadedReader> {
  if (backend !== "libclang") return { reader: undefined, problem: undefined };
  if (loadLibclang === undefined) return fail("it needs the package koine, which has this command too");
  const { readDeclarationsWithLibclang, readClangVersion } = await loadLibclang();
  try {
    readClangVersion();
    return { reader: readDeclarationsWithLibclang, problem: undefined };
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "FFI_LIBRARY_NOT_FOUND";
    if (!isAbsent) throw error;
    return fail(`libclang was not found: ${advice}`);
  }
}

function fail(reason: string): LoadedReader {
  return { reader: undefined, problem: `--backend libclang cannot be used: ${reason}` };
}
