/** The front end that `--backend` names. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DeclarationReader } from "@koine/bindgen/cached";
import type { Surroundings } from "../command-line/command.ts";

/** A front end besides Koine's own, none, or why it cannot be used. */
export type LoadedReader =
  | { readonly reader: DeclarationReader | undefined; readonly problem: undefined }
  | { readonly reader: undefined; readonly problem: string };

const libclangAdvice =
  "on Debian, apt-get install libclang1-19 brings it; on macOS, xcode-select --install; on Windows, the LLVM installer";

const clangPackage = "@yowasp/clang";

/** Loads a front end. */
export async function loadReader(backend: string | undefined, surroundings: Surroundings): Promise<LoadedReader> {
  if (backend === "libclang") return loadLibclangReader(surroundings);
  if (backend === "wasm-clang") return loadWasmReader(surroundings);
  return { reader: undefined, problem: undefined };
}

async function loadLibclangReader({ loadLibclang }: Surroundings): Promise<LoadedReader> {
  if (loadLibclang === undefined) return fail("libclang", "it needs the package koine, which has this command too");
  const { readDeclarationsWithLibclang, readClangVersion } = await loadLibclang();
  try {
    readClangVersion();
    return { reader: readDeclarationsWithLibclang, problem: undefined };
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "FFI_LIBRARY_NOT_FOUND";
    if (!isAbsent) throw error;
    return fail("libclang", `libclang was not found: ${libclangAdvice}`);
  }
}

/** The package is the user's: 100 MB that Koine does not install. It is looked for where the command runs. */
async function loadWasmReader(surroundings: Surroundings): Promise<LoadedReader> {
  const { workingDirectory, importModule = (url: string) => import(url) as Promise<unknown> } = surroundings;
  const path = resolvePackage(workingDirectory);
  if (path === undefined) {
    return fail("wasm-clang", `the package ${clangPackage} was not found: npm install --save-dev ${clangPackage}`);
  }
  const { loadWasmClang } = await import("@koine/bindgen/front-end");
  return { reader: await loadWasmClang(await importModule(pathToFileURL(path).href)), problem: undefined };
}

function resolvePackage(directory: string): string | undefined {
  try {
    return createRequire(join(directory, "package.json")).resolve(clangPackage);
  } catch {
    return undefined;
  }
}

function fail(backend: string, reason: string): LoadedReader {
  return { reader: undefined, problem: `--backend ${backend} cannot be used: ${reason}` };
}
