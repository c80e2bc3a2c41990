/**
 * What the outcome of a test file can depend on, found from what it imports, directly and through others: the engine that makes
 * calls, only the runtime, or neither. The matrix asks, so that no list of files has to be kept. Running them is
 * `runtime-matrix.mjs`.
 */
import { repositoryRoot } from "../process/repository-root.mjs";

/**
 * `engine`: it reaches native code, or might through a process that it starts. `runtime`: it reaches the library that runs in
 * programs, but no native code, so that `KOINE_ENGINE` says nothing to it. `neither`: what it imports runs the same anywhere, as the
 * tests of other packages do.
 *
 * @typedef {"engine" | "runtime" | "neither"} Reach
 */

/** Compiled files through which native code is reached: the addon, the backends of runtimes, and bundles that hold both. */
const native = /^packages\/(?:native|koine\/dist\/(?:backends\/(?!fake\/|cases\/)|bundle\/))/;
/** The library that runs in programs. */
const library = /^packages\/koine\//;
/** Compiled files of packages; everything else is tested as a whole, on each engine. */
const packages = /^packages\//;
/** How a test names the runtime that it runs on, to start it again. */
const ownRuntime = /\bprocess\.execPath\b/;

/**
 * Tells what the outcomes of test files can depend on.
 *
 * @param {readonly string[]} files Compiled tests, relative to `folder`.
 * @param {(path: string) => string} readText Reads a compiled file, whose path is relative to `folder`.
 * @param {string} [folder] The repository by default.
 * @returns {Promise<ReadonlyMap<string, Reach>>}
 */
export async function findReach(files, readText, folder = repositoryRoot) {
  const asked = files.filter((file) => packages.test(file));
  const imports = await readImports(asked, folder);
  return new Map(
    files.map((file) => [file, packages.test(file) ? judge(withImports(file, imports), readText) : "engine"]),
  );
}

/**
 * @param {readonly string[]} reached
 * @param {(path: string) => string} readText
 * @returns {Reach}
 */
function judge(reached, readText) {
  if (reached.some((path) => native.test(path))) return "engine";
  if (reached.some((path) => packages.test(path) && ownRuntime.test(readText(path)))) return "engine";
  return reached.some((path) => library.test(path)) ? "runtime" : "neither";
}

/**
 * Reads the imports of files and of all that they import; esbuild resolves them as runtimes do.
 *
 * @param {readonly string[]} files
 * @param {string} folder
 * @returns {Promise<ReadonlyMap<string, readonly string[]>>}
 */
async function readImports(files, folder) {
  if (files.length === 0) return new Map();
  // Not at the top: `npm test` loads this file before it has installed anything.
  const { build } = await import("esbuild");
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: [...files],
    bundle: true,
    write: false,
    metafile: true,
    outdir: "never-written",
    platform: "node",
    format: "esm",
    external: ["*.node"],
    logLevel: "error",
  });
  return new Map(Object.entries(metafile.inputs).map(([path, input]) => [path, input.imports.map((one) => one.path)]));
}

/**
 * @param {string} file
 * @param {ReadonlyMap<string, readonly string[]>} imports
 * @returns {readonly string[]} The file and all that it reaches.
 */
function withImports(file, imports) {
  const reached = new Set([file]);
  // A set that grows is walked to its end.
  for (const path of reached) for (const imported of imports.get(path) ?? []) reached.add(imported);
  return [...reached];
}
