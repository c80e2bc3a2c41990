/** Finds the headers that a user names: by path, or by the name that `#include` would use. */
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { findNearestNames } from "@koine/diagnostics";
import type { Diagnostic } from "@koine/diagnostics";
import type { HeaderFiles } from "./header-files.ts";
import { findHeaderPackage } from "./header-packages.ts";

/** Where headers are looked for. */
export interface HeaderSearch {
  readonly files: HeaderFiles;
  /** What relative paths are relative to. */
  readonly workingDirectory: string;
  /** `-I` directories, absolute. */
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
}

/** A header that was found, or why not. */
export type FoundHeader =
  | { readonly path: string; readonly diagnostic: null }
  | { readonly path: null; readonly diagnostic: Diagnostic };

/** Finds a header. */
export function findHeader(name: string, search: HeaderSearch): FoundHeader {
  const { files, workingDirectory, includeDirectories, systemIncludeDirectories } = search;
  const direct = resolve(workingDirectory, name);
  if (files.readFile(direct) !== undefined) return { path: direct, diagnostic: null };
  const directories = isAbsolute(name) ? [] : [...includeDirectories, ...systemIncludeDirectories];
  for (const directory of directories) {
    const path = join(directory, name);
    if (files.readFile(path) !== undefined) return { path, diagnostic: null };
  }
  const tried = [direct, ...directories.map((directory) => join(directory, name))];
  const unreadable = tried.find((path) => files.problemOf(path) !== undefined);
  const diagnostic =
    unreadable === undefined ? describeMissing(name, tried, files) : describeUnreadable(unreadable, files);
  return { path: null, diagnostic };
}

function describeUnreadable(path: string, files: HeaderFiles): Diagnostic {
  return {
    code: "bindgen/header-unreadable",
    severity: "error",
    message: `header ${path} cannot be read: ${files.problemOf(path) ?? ""}`,
    help: "name a file that can be read",
  };
}

function describeMissing(name: string, tried: readonly string[], files: HeaderFiles): Diagnostic {
  const candidates = new Set(
    tried.flatMap((path) => [...files.list(dirname(path))]).filter((file) => file.endsWith(".h")),
  );
  const [nearest] = findNearestNames(basename(name), candidates);
  const advice = adviseOnPackage(name) ?? (nearest === undefined ? undefined : `there is ${nearest}`);
  return {
    code: "bindgen/header-not-found",
    severity: "error",
    message: `header ${name} was not found`,
    help: `${advice ?? "install the package that has it"}; or add its directory with -I (tried ${tried.join(", ")})`,
  };
}

/** Names the package that has a header, if it is a well-known one. */
export function adviseOnPackage(header: string): string | undefined {
  const name = findHeaderPackage(header);
  return name === undefined ? undefined : `on Debian, apt-get install ${name} brings it`;
}
