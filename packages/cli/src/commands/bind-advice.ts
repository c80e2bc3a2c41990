/** What whoever called `koine bind` may have meant otherwise: a configuration that is not read, a library that will not be found. */
import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { locateValue } from "@koine/bindgen/cached";
import type { SpecLibraries } from "@koine/bindgen/cached";
import type { Diagnostic, Span } from "@koine/diagnostics";
import { findConfig } from "../config/load-config.ts";
import type { ConfiguredBinding } from "../config/load-config.ts";

/** Tells that there is a configuration in the directory, which is not read where headers are named and it is not. */
export function noteUnusedConfig(workingDirectory: string): readonly Diagnostic[] {
  const path = findConfig(workingDirectory);
  if (path === undefined) return [];
  const name = basename(path);
  return [
    {
      code: "config/unused",
      severity: "note",
      message: `${name} is not read, because headers are named`,
      help: `--config ${name} takes what it says of them; without headers, koine bind makes all its bindings`,
    },
  ];
}

/** The name of a library as it was given, without a path, and where. */
interface BareName {
  readonly name: string;
  readonly span?: Span;
}

/** Where names of libraries and headers were given. */
interface Place {
  /** What they are relative to. */
  readonly directory: string;
  readonly headers: readonly string[];
  /** How the file of a path is named there. */
  readonly spell: (path: string) => string;
}

/** Warns of libraries that are named as if they were the system's, although such a file stands in the project. */
export function warnOfNamedFiles(
  libraries: readonly string[],
  { directory, headers }: Omit<Place, "spell">,
): readonly Diagnostic[] {
  const place = { directory, headers, spell: (path: string) => `-l ${path}` };
  return libraries.flatMap((name) => warnOfNamedFile({ name }, place));
}

/** Warns of such libraries of a configuration. */
export function warnOfConfiguredFiles({ config, text }: ConfiguredBinding): readonly Diagnostic[] {
  const place = {
    directory: dirname(text.file),
    headers: config.headers,
    spell: (path: string) => JSON.stringify(path),
  };
  const span = locateValue(text, ["library"]);
  const { library } = config;
  const libraries = typeof library === "string" ? [library] : (library ?? []);
  return listNames(libraries).flatMap((name) => warnOfNamedFile({ name, span }, place));
}

function listNames(libraries: SpecLibraries): readonly string[] {
  const isText = (name: unknown): name is string => typeof name === "string";
  if ("framework" in libraries) return [];
  return Object.values(libraries).flat().filter(isText);
}

function warnOfNamedFile({ name, span }: BareName, { directory, headers, spell }: Place): readonly Diagnostic[] {
  if (/[/\\]/.test(name)) return [];
  const own = headers.map((header) => resolve(directory, header)).filter((path) => existsSync(path));
  const folders = [...new Set([directory, ...own.map((path) => dirname(path))])];
  const found = folders
    .flatMap((folder) => fileNames(name).map((file) => join(folder, file)))
    .find((path) => existsSync(path));
  if (found === undefined) return [];
  const inside = relative(directory, found).split(sep).join("/");
  const path = inside.startsWith("../") ? inside : `./${inside}`;
  return [
    {
      code: "bindgen/library-name",
      severity: "warning",
      message: `library ${name} is looked for where the system has libraries, and not where ${path} is: only a name with a slash is a path`,
      help: `${spell(path)} names the file`,
      ...(span === undefined ? {} : { span }),
    },
  ];
}

/** The files that a bare name may stand for, on any platform. */
function fileNames(name: string): readonly string[] {
  if (/\.(?:so|dylib|dll)(?:\.|$)/.test(name)) return [name];
  return [`lib${name}.so`, `lib${name}.dylib`, `${name}.dylib`, `${name}.dll`, `lib${name}.dll`];
}
