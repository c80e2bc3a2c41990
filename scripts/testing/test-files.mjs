/**
 * Which compiled test files exist. They are derived from the sources, so that a compiled file whose source is gone never
 * runs, and a test that is not compiled is noticed.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../process/repository-root.mjs";

const ignoredDirectories = new Set(["node_modules", "dist", "build", "goldens", ".koine", ".git"]);

/** Where tests live: a source directory and the directory that its compiled files go to, for each project. */
const roots = ["packages", "bench", "examples", "tests", "scripts"];

/**
 * @param {string} directory Relative to the repository.
 * @returns {string[]} Files below it, relative to the repository.
 */
function listFiles(directory) {
  if (!existsSync(join(repositoryRoot, directory))) return [];
  return readdirSync(join(repositoryRoot, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return ignoredDirectories.has(entry.name) ? [] : listFiles(path);
    return [path];
  });
}

/**
 * Gives the compiled file of a test source.
 *
 * @param {string} source Relative to the repository, with `/`.
 * @returns {string}
 */
export function toCompiledPath(source) {
  if (source.endsWith(".mjs")) return source;
  const compiled = source.replace(/\.ts$/, ".js");
  const project = compiled.match(/^(tests|bench|(?:packages|examples)\/[^/]+)\/(?:src\/)?(.*)$/);
  if (project === null) throw new Error(`no project compiles ${source}`);
  return `${project[1]}/dist/${project[2]}`;
}

/**
 * @typedef {object} TestFiles
 * @property {string[]} compiled Compiled files to run, relative to the repository.
 * @property {string[]} notCompiled Sources that have no compiled file.
 */

/**
 * Finds the tests below some directories.
 *
 * @param {readonly string[]} [directories] Relative to the repository; everything by default.
 * @param {(source: string) => boolean} [isWanted]
 * @returns {TestFiles}
 */
export function findTestFiles(directories = roots, isWanted = () => true) {
  const sources = directories.flatMap(listFiles).filter((path) => /\.test\.(ts|mjs)$/.test(path) && isWanted(path));
  /** @type {TestFiles} */
  const found = { compiled: [], notCompiled: [] };
  for (const source of sources.sort()) {
    const compiled = toCompiledPath(source);
    if (existsSync(join(repositoryRoot, compiled))) found.compiled.push(compiled);
    else found.notCompiled.push(source);
  }
  return found;
}
