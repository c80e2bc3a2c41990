/** Configurations from disk, checked: whatever is wrong is a diagnostic with its place. */
import { existsSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { checkShape, locateValue } from "@koine/bindgen/cached";
import type { ConfigurationText, ShapeProblem } from "@koine/bindgen/cached";
import type { Diagnostic } from "@koine/diagnostics";
import type { Surroundings } from "../command-line/command.ts";
import { checkBinding } from "./check-config.ts";
import type { BindConfig, KoineConfig } from "./config-model.ts";
import { configShape } from "./config-shape.ts";
import { canReadTypes, importConfig } from "./import-config.ts";
import { locateFailure } from "./locate-failure.ts";

/** What configurations are called, the first that is there. */
export const configNames: readonly string[] = ["ts", "mts", "mjs", "js", "json"].map(
  (extension) => `koine.config.${extension}`,
);

/** One binding of a configuration. */
export interface ConfiguredBinding {
  readonly config: BindConfig;
  /** The text it stands in, and the way to it. */
  readonly text: ConfigurationText;
}

/** A configuration, or what is wrong with it. */
export interface LoadedConfig {
  readonly bindings: readonly ConfiguredBinding[];
  readonly diagnostics: readonly Diagnostic[];
  /** Its text, by path, for reports. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Finds the configuration of a directory. */
export function findConfig(directory: string): string | undefined {
  return configNames.map((name) => join(directory, name)).find((path) => existsSync(path));
}

/** Loads a configuration. */
export async function loadConfig(
  path: string,
  { workingDirectory, importModule }: Pick<Surroundings, "workingDirectory" | "importModule">,
): Promise<LoadedConfig> {
  const file = resolve(workingDirectory, path);
  let text = "";
  let problems: readonly ShapeProblem[];
  let bindings: readonly ConfiguredBinding[];
  try {
    text = readFileSync(file, "utf8");
    const value = await importConfig(file, importModule);
    // What a getter throws is thrown by the configuration, too.
    problems = checkShape(value, configShape);
    bindings = listBindings(value, { file, text });
  } catch (error) {
    return fail(file, text, await describeFailure(error, { file, text }));
  }
  // What a binding of the wrong form says is not looked into.
  const isFit = ({ text: { path: way } }: ConfiguredBinding): boolean =>
    !problems.some((problem) => problem.path.length < way.length || way.every((step, at) => step === problem.path[at]));
  const diagnostics = [
    ...describeProblems(problems, { file, text, path: [] }),
    ...bindings.filter(isFit).flatMap((binding) => describeProblems(checkBinding(binding.config), binding.text)),
  ];
  if (diagnostics.length > 0) return fail(file, text, diagnostics);
  return { bindings, diagnostics, sources: new Map([[file, text]]) };
}

/** Gives each binding with its place; what has another form is checked before it is used. */
function listBindings(value: unknown, source: Omit<ConfigurationText, "path">): readonly ConfiguredBinding[] {
  const { bind = [] } = (value ?? {}) as KoineConfig;
  const list = isList(bind) ? bind : [bind];
  return list.map((config, place): ConfiguredBinding => {
    return { config, text: { ...source, path: isList(bind) ? ["bind", place] : ["bind"] } };
  });
}

function describeProblems(problems: readonly ShapeProblem[], where: ConfigurationText): readonly Diagnostic[] {
  return problems.map(({ path, message, help }) => {
    const way = [...where.path, ...path];
    const place = way.length === 0 ? "the default export" : way.join(".");
    const span = locateValue(where, path);
    return { code: "config/shape", severity: "error", message: `${place}: ${message}`, span, help };
  });
}

function isList(bind: BindConfig | readonly BindConfig[]): bind is readonly BindConfig[] {
  return Array.isArray(bind);
}

function fail(file: string, text: string, diagnostics: readonly Diagnostic[]): LoadedConfig {
  return { bindings: [], diagnostics, sources: new Map([[file, text]]) };
}

async function describeFailure(
  error: unknown,
  source: Pick<ConfigurationText, "file" | "text">,
): Promise<readonly Diagnostic[]> {
  const code = "config/unreadable";
  if (error instanceof SyntaxError && extname(source.file) === ".json") {
    const { describeSyntax } = await import("@koine/bindgen/front-end");
    return describeSyntax({ code, ...source });
  }
  if (error instanceof Error && "syscall" in error) {
    return [{ code, severity: "error", message: error.message, help: advise(error, source.file) }];
  }
  const { message, span } = locateFailure(error, source);
  return [{ code, severity: "error", message: `cannot be run: ${message}`, span, help: advise(error, source.file) }];
}

function advise(error: unknown, file: string): string | undefined {
  if (error instanceof SyntaxError && /\.[cm]?ts$/.test(file) && !canReadTypes()) {
    return "this Node reads no types: install esbuild, or write a configuration without types";
  }
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  // Deno says the same of what it cannot parse.
  if (code === "ERR_MODULE_NOT_FOUND" && !String(message).startsWith("SyntaxError"))
    return "what it imports must be installed where it is, koine too";
  if (code === "ERR_UNKNOWN_FILE_EXTENSION") {
    return /"\.[cm]?tsx?"/.test(String(error))
      ? "before Node 22.18, it cannot import other TypeScript files"
      : `a configuration is called ${configNames.join(", ")}, or has such an ending`;
  }
  return undefined;
}
