/** The files of a binding on disk: written all or none, or compared with what is there. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { checkOutputFiles, writeOutputFiles } from "@koine/codegen";
import type { OutputDifference, OutputFile } from "@koine/codegen";
import type { BindOutput } from "./bind-result.ts";
import type { OutputText } from "./cache/wanted-texts.ts";
import { isModulePart, renderPartIndex } from "./typescript/module-parts.ts";

/** Where the files of a binding go; what has no path is not written. */
export interface BindingPaths {
  /** A module in parts has a folder of the same name beside this file. */
  readonly module?: string | undefined;
  readonly spec?: string | undefined;
  /** The C file that gives symbols to inline functions. */
  readonly wrapper?: string | undefined;
  /** Whether a large module is one file all the same; `false` when absent. */
  readonly isWhole?: boolean | undefined;
}

/** How the files on disk depart from a binding; `stale` is a part of a module that has no such part any more. */
export type BindingDifference = OutputDifference | { readonly path: string; readonly kind: "stale" };

/** A file that is none of ours lies where a part of a module would go. */
export class PartConflict extends Error {
  override readonly name = "PartConflict";
}

/**
 * Writes the files of a binding, all or none; then removes parts that the module has no more.
 *
 * @returns The paths of those that changed.
 * @throws {PartConflict} Nothing was written.
 */
export function writeBinding(result: BindOutput, paths: BindingPaths): readonly string[] {
  const files = filesOf(result, paths);
  assertPartsAreOurs(files, paths);
  const changed = writeOutputFiles(files);
  const stale = findStaleParts(files, paths);
  for (const path of stale) rmSync(path, { force: true });
  return [...changed, ...stale];
}

/** Lists the texts that are read of a binding to write or to compare its files. */
export function listWrittenTexts({ module, spec, isWhole }: BindingPaths): readonly OutputText[] {
  const hasParts = module !== undefined && folderOf(module) !== undefined && isWhole !== true;
  return [
    ...(module === undefined ? [] : ([hasParts ? "parts" : "module"] as const)),
    ...(spec === undefined ? [] : ["spec" as const]),
  ];
}

/** Tells how the files on disk depart from the binding. */
export function checkBinding(result: BindOutput, paths: BindingPaths): readonly BindingDifference[] {
  const files = filesOf(result, paths);
  const stale = findStaleParts(files, paths).map((path) => ({ path, kind: "stale" as const }));
  return [...checkOutputFiles(files), ...stale];
}

function filesOf(result: BindOutput, { module, spec, wrapper, isWhole }: BindingPaths): readonly OutputFile[] {
  return [
    ...(module === undefined ? [] : moduleFiles(result, module, isWhole)),
    ...(spec === undefined || result.specText === null ? [] : [{ path: spec, text: result.specText }]),
    ...(wrapper === undefined || result.wrapper === null ? [] : [{ path: wrapper, text: result.wrapper }]),
  ];
}

function moduleFiles(result: BindOutput, module: string, isWhole: boolean = false): readonly OutputFile[] {
  const folder = folderOf(module);
  // The module as one file is rendered where it is written, which takes as long as its parts.
  if (folder === undefined || isWhole || result.parts.length === 0) {
    return result.module === null ? [] : [{ path: module, text: result.module }];
  }
  return [
    ...result.parts.map(({ name, text }) => ({ path: join(folder, `${name}.ts`), text })),
    { path: module, text: renderPartIndex(result.parts, basename(folder)) },
  ];
}

/** Where the parts of a module lie; `undefined` for what is no file of TypeScript, such as a device. */
function folderOf(module: string): string | undefined {
  if (extname(module) !== ".ts") return undefined;
  // Parts are imported by URLs, to which these are more than names.
  return join(dirname(module), basename(module, ".ts").replaceAll(/[%#?]/g, "_"));
}

/** Nobody named the files of the folder: what somebody has written there is not replaced. */
function assertPartsAreOurs(files: readonly OutputFile[], { module }: BindingPaths): void {
  const folder = module === undefined ? undefined : folderOf(module);
  for (const { path, text } of files) {
    const isPart = folder !== undefined && dirname(path) === folder && isModulePart(text);
    if (!isPart || !existsSync(path) || isModulePart(readFileSync(path, "utf8"))) continue;
    throw new PartConflict(
      `${path} was not generated, and a part of the module would replace it: move it, or give the module another name`,
    );
  }
}

/** Other files of the folder are not ours. */
function findStaleParts(files: readonly OutputFile[], { module }: BindingPaths): readonly string[] {
  const folder = module === undefined ? undefined : folderOf(module);
  if (files.length === 0 || folder === undefined) return [];
  const written = new Set(files.map(({ path }) => path));
  const paths = listFiles(folder).map((name) => join(folder, name));
  return paths.filter((path) => path.endsWith(".ts") && !written.has(path) && isModulePart(readFileSync(path, "utf8")));
}

function listFiles(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    // Most modules have no folder of their name.
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    throw error;
  }
}
