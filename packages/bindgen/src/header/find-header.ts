/** Finds the headers that a user names: by path, or by the name that `#include` would use. */
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { findNearestNames } from "@koine/diagnostics";
import type { Diagnostic } from "@koine/diagnostics";
import { adviseOnHeader } from "./advise-on-header.ts";
import { findBuiltInPath } from "./built-in-headers.ts";
import type { HeaderFiles } from "./header-files.ts";

/** Where headers are looked for. */
export interface HeaderSearch {
  readonly files: HeaderFiles;
  /** What relative paths are relative to. */
  readonly workingDirectory: string;
  /** `-I` directories, absolute. */
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
  /** How many of them come before the headers that compilers bring. */
  readonly directoriesBeforeBuiltIns: number;
  /** Whether the headers that compilers bring are Koine's own; other front ends have theirs. */
  readonly hasBuiltIns: boolean;
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
  const find = (directories: readonly string[]): string | undefined =>
    directories.map((directory) => join(directory, name)).find((path) => files.readFile(path) !== undefined);
  const directories = isAbsolute(name) ? [] : [...includeDirectories, ...systemIncludeDirectories];
  // In the order of `#include <…>`.
  const path =
    find(directories.slice(0, includeDirectories.length + search.directoriesBeforeBuiltIns)) ??
    (search.hasBuiltIns ? findBuiltInPath(name) : undefined) ??
    find(directories);
  if (path !== undefined) return { path, diagnostic: null };
  const tried = [direct, ...directories.map((directory) => join(directory, name))];
  const unreadable = tried.find((place) => files.problemOf(place) !== undefined);
  const diagnostic =
    unreadable === undefined ? describeMissing(name, tried, search) : describeUnreadable(unreadable, files);
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

function describeMissing(name: string, tried: readonly string[], search: HeaderSearch): Diagnostic {
  const { files, workingDirectory: directory } = search;
  const link = tried.find((path) => files.danglingTarget(path) !== undefined);
  if (link !== undefined) {
    return {
      code: "bindgen/header-not-found",
      severity: "error",
      message: `header ${name} was not found: ${link} is a link to ${files.danglingTarget(link) ?? ""}, which is not there`,
      help: "let it lead to a header, or name another one",
    };
  }
  const candidates = new Set(
    tried.flatMap((path) => [...files.list(dirname(path))]).filter((file) => file.endsWith(".h")),
  );
  const [nearest] = findNearestNames(basename(name), candidates);
  const known = adviseOnHeader(name, { ...search, directory });
  const advice = known?.text ?? (nearest === undefined ? "install the package that has it" : `there is ${nearest}`);
  const other = known?.flags === undefined ? "; or add its directory with -I" : "";
  return {
    code: "bindgen/header-not-found",
    severity: "error",
    message: `header ${name} was not found`,
    help: `${advice}${other} (tried ${tried.join(", ")})`,
  };
}
