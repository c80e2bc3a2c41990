/**
 * The set-up step that joins what users import to few files: Node takes most of a millisecond for each module that it loads. What is
 * bundled is what `tsc` wrote, and what becomes of it is said by the maps of exports and imports: an entry below `dist/bundle/` is made
 * from the module beside its types, and one that ends in `.cjs` is a script that holds all that it needs.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { repositoryRoot } from "../process/repository-root.mjs";
import { StepFailure } from "../process/progress.mjs";
import { compileEagerly, eagerFunctions } from "./eager-functions.mjs";
import { lateModules } from "./late-modules.mjs";
import { lateScripts } from "./late-scripts.mjs";

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} folder
 * @property {BundleEntry[]} entries
 */

/**
 * @typedef {object} BundleEntry
 * @property {string} specifier What users import.
 * @property {string} name Of the file in `dist/bundle/`, without extension.
 * @property {boolean} isScript Whether it becomes CommonJS in one file.
 * @property {boolean} isFunction Whether the script is the text of a function, which only a loader of ours can run.
 * @property {string} module What `tsc` wrote, relative to the package.
 */

const packagesFolder = join(repositoryRoot, "packages");
const bundleFolder = "./dist/bundle/";
/** The last file that is written: the time of the newest input. */
const markerName = ".made";

/** @returns {BundledPackage[]} The packages whose export maps lead to a bundle. */
export function listBundledPackages() {
  return readdirSync(packagesFolder).flatMap((directory) => {
    const folder = join(packagesFolder, directory);
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const entries = findEntries(manifest);
    return entries.length === 0 ? [] : [{ name: manifest.name, folder, entries }];
  });
}

/** @typedef {Readonly<Record<string, string | { types?: string, default?: string }>>} EntryMap */

/**
 * Reads a package's maps of what it exports, and of what only it imports.
 *
 * @param {{ name: string, exports?: EntryMap, imports?: EntryMap }} manifest
 * @returns {BundleEntry[]}
 */
export function findEntries({ name, exports = {}, imports = {} }) {
  const exported = new Set(Object.values(exports));
  return Object.entries({ ...exports, ...imports }).flatMap(([subpath, target]) => {
    if (typeof target === "string" || !target.default?.startsWith(bundleFolder)) return [];
    return {
      specifier: subpath.startsWith("#") ? subpath : posix.join(name, subpath),
      name: target.default.slice(bundleFolder.length).replace(/\.c?js$/, ""),
      isScript: target.default.endsWith(".cjs"),
      isFunction: target.default.endsWith(".cjs") && !exported.has(target.default),
      module: String(target.types).replace(/\.d\.ts$/, ".js"),
    };
  });
}

/**
 * Gives the name of a package whose bundle is older than what it is made from; `undefined` when there is none.
 *
 * @returns {string | undefined}
 */
export function findStaleBundle() {
  return listBundledPackages().find(({ folder }) => !isUpToDate(folder))?.name;
}

/** @param {string} folder */
function isUpToDate(folder) {
  const marker = join(folder, "dist", "bundle", markerName);
  return existsSync(marker) && Number(readFileSync(marker, "utf8")) === newestInputTime();
}

/** @param {BundledPackage} bundled */
function isCompiled({ folder, entries }) {
  return entries.every(({ module }) => existsSync(join(folder, module)));
}

/** When `tsc` last wrote something, or this program or an export map was changed, whichever was last. */
function newestInputTime() {
  const inputs = readdirSync(packagesFolder).flatMap((directory) => {
    const folder = join(packagesFolder, directory);
    const dist = join(folder, "dist");
    const built = existsSync(dist) ? readdirSync(dist).filter((name) => name.endsWith(".tsbuildinfo")) : [];
    return [join(folder, "package.json"), ...built.map((name) => join(dist, name))];
  });
  // Deno tells whole milliseconds.
  const programs = ["bundles.mjs", "late-modules.mjs", "late-scripts.mjs"].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  );
  return Math.max(...[...inputs, ...programs].map((path) => Math.floor(statSync(path).mtimeMs)));
}

/**
 * Makes the bundles match what `tsc` wrote.
 *
 * @param {import("../process/progress.mjs").Step} step
 * @returns {Promise<{ summary: string }>}
 * @throws {StepFailure} When something cannot be bundled.
 */
export async function ensureBundles(step) {
  const packages = listBundledPackages();
  const stale = packages.filter(({ folder }) => !isUpToDate(folder));
  if (stale.length === 0) return { summary: "up to date" };
  if (!stale.every(isCompiled)) return { summary: "nothing is compiled yet" };
  step.working(`joining the modules of ${stale.map(({ name }) => name).join(", ")}`);
  const names = [...packages.map(({ name }) => name), ...listPackagesWithForeignDependencies()];
  const made = newestInputTime();
  const modules = findModules(packages);
  await Promise.all(stale.map((bundled) => writeBundle(bundled, { names, modules, made })));
  return { summary: "made" };
}

/**
 * Finds what `tsc` wrote for everything that is bundled, by what is imported.
 *
 * @param {readonly BundledPackage[]} packages
 * @returns {Readonly<Record<string, string>>}
 */
function findModules(packages) {
  return Object.fromEntries(
    packages.flatMap(({ folder, entries }) =>
      entries.flatMap(({ specifier, module, isScript }) => (isScript ? [] : [[specifier, join(folder, module)]])),
    ),
  );
}

/**
 * Lists our packages that need packages of others: those find them from where they are installed. `koine` is bundled itself.
 *
 * @returns {string[]}
 */
function listPackagesWithForeignDependencies() {
  return readdirSync(packagesFolder).flatMap((directory) => {
    const manifest = JSON.parse(readFileSync(join(packagesFolder, directory, "package.json"), "utf8"));
    const dependencies = Object.keys(manifest.dependencies ?? {});
    return dependencies.every((name) => name === "koine" || name.startsWith("@koine/")) ? [] : [manifest.name];
  });
}

/**
 * @typedef {object} Surroundings
 * @property {readonly string[]} names Names of the packages that stay apart.
 * @property {Readonly<Record<string, string>>} modules What `tsc` wrote for all that is bundled.
 * @property {number} made The time of the newest input.
 */

/**
 * @param {BundledPackage} bundled
 * @param {Surroundings} surroundings
 */
async function writeBundle(bundled, { names, modules, made }) {
  const { name, folder, entries } = bundled;
  const scripts = entries.filter(({ isScript }) => isScript);
  const builds = [bundleModules(bundled, names), ...scripts.map((entry) => bundleScript(bundled, entry, modules))];
  const outputs = await Promise.all(builds).catch((/** @type {Error} */ error) => {
    throw new StepFailure(`bundling ${name} failed:\n${error.message}`);
  });
  for (const input of outputs.flatMap(({ metafile }) => Object.keys(metafile.inputs))) {
    if (input.includes("node_modules/")) throw new StepFailure(`${name} would contain ${input}, which is not Koine's.`);
  }
  const files = outputs.flatMap(({ outputFiles }) => outputFiles.map((file) => finishFile(name, file)));
  replaceFiles(join(folder, bundleFolder), files, made);
}

/**
 * Brings a file into the form that V8 reads best.
 *
 * @param {string} packageName
 * @param {{ path: string, text: string }} file
 */
function finishFile(packageName, { path, text }) {
  if (path.endsWith(".map")) return { path, contents: Buffer.from(text) };
  const ascii = toAscii(text);
  return { path, contents: Buffer.from(packageName === "koine" ? compileEagerly(ascii, eagerFunctions) : ascii) };
}

/**
 * Escapes what esbuild leaves as it is, which is in comments. One character that is not Latin-1, and V8 keeps the whole text in two bytes a
 * character.
 *
 * @param {string} text
 */
export function toAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What is the same for modules and scripts. */
const commonOptions = /** @type {const} */ ({
  outdir: bundleFolder,
  bundle: true,
  platform: "node",
  target: "es2022",
  sourcemap: true,
  write: false,
  metafile: true,
  logLevel: "silent",
});

/**
 * Joins the modules of a package. Packages that are bundled themselves stay apart: their classes are the same for all that import
 * them.
 *
 * @param {BundledPackage} bundled
 * @param {readonly string[]} names
 */
function bundleModules({ name, folder, entries }, names) {
  const modules = entries.filter(({ isScript }) => !isScript);
  return loadEsbuild().build({
    ...commonOptions,
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(modules.map((entry) => [entry.name, entry.module])),
    // Modules of a package that import it by its name mean what is being bundled.
    alias: Object.fromEntries(modules.map((entry) => [entry.specifier, join(folder, entry.module)])),
    external: names.filter((other) => other !== name),
    // Entry points share their modules, and so everything that there is once: classes, the backend, the ledger.
    splitting: true,
    chunkNames: "shared/koine-[hash]",
    format: "esm",
  });
}

/**
 * Joins all that a script needs, from what `tsc` wrote: bundles of others may not be made yet. By its own name it imports the modules,
 * which it can only do when it runs. Each run reads it all, so it has no blanks; names are left as they are, for those who read a stack.
 *
 * @param {BundledPackage} bundled
 * @param {BundleEntry} entry
 * @param {Readonly<Record<string, string>>} modules
 */
function bundleScript({ name, folder }, entry, modules) {
  return loadEsbuild().build({
    ...commonOptions,
    absWorkingDir: folder,
    entryPoints: { [entry.name]: entry.module },
    alias: Object.fromEntries(Object.entries(modules).filter(([specifier]) => !`${specifier}/`.startsWith(`${name}/`))),
    external: [name],
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    define: { "import.meta.url": "script.url", "import.meta.dirname": "__dirname" },
    plugins: [lateModules, lateScripts(folder, entry.name)],
    ...(entry.isFunction ? functionFrame : { banner: { js: scriptFacts } }),
  });
}

/** What a module knows of itself, for scripts. */
const scriptFacts = 'const script = { get url() { return require("node:url").pathToFileURL(__filename).href; } };';

/** What Node puts around a CommonJS module. A script that has it needs not be copied into it. */
const functionFrame = {
  banner: { js: `(function (module, exports, require, __filename) { "use strict"; ${scriptFacts}` },
  footer: { js: "})" },
};

/** @returns {typeof import("esbuild")} */
function loadEsbuild() {
  return createRequire(import.meta.url)("esbuild");
}

/**
 * Writes what changed, and removes what is not made any more.
 *
 * @param {string} folder
 * @param {readonly { path: string, contents: Uint8Array }[]} files
 * @param {number} made
 */
function replaceFiles(folder, files, made) {
  const wanted = new Set(files.map(({ path }) => relative(folder, path)));
  for (const { path, contents } of files) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, file);
    if (!wanted.has(file) && file !== markerName && !statSync(path).isDirectory()) rmSync(path);
  }
  writeFileSync(join(folder, markerName), String(made));
}
