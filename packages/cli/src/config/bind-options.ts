/** Bindings of a configuration as what `@koine/bindgen` takes: paths resolved, patterns as regular expressions. */
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { filterGroups, toExpression, toKnownTarget } from "@koine/bindgen/cached";
import type { BindingPaths, BindOptions, SpecLibraries } from "@koine/bindgen/cached";
import type { BindConfig, NameFilter, NamePattern } from "./config-model.ts";
import type { ConfiguredBinding } from "./load-config.ts";

/** Turns a binding of a configuration into options. Relative paths in it are relative to the configuration. */
export function toBindOptions({ config, text }: ConfiguredBinding): BindOptions {
  const directory = dirname(text.file);
  const { headers, targets, standard, includeDirectories, integers, functions = {}, types = {}, rename } = config;
  const macros = Object.entries(config.defines ?? {});
  return {
    headers,
    libraries: toLibraries(config.library),
    targets: targets?.map((name) => toKnownTarget(name) ?? name),
    standard,
    includeDirectories,
    systemIncludeDirectories: config.systemIncludeDirectories,
    sysroot: config.sysroot,
    embedDirectories: config.embedDirectories,
    preincludes: config.preincludes,
    defines: macros.flatMap(([name, value]) => {
      if (value === false) return [];
      return value === true ? name : `${name}=${String(value)}`;
    }),
    undefines: macros.flatMap(([name, value]) => (value === false ? name : [])),
    ...toFilter(config),
    choose: toFilters(config),
    integers,
    annotations: { functions, types },
    rename,
    configuration: text,
    wrapper: toWrapper(config, directory),
    workingDirectory: directory,
  };
}

/** Gives where the files of a binding go. */
export function toBindingPaths({ config, text }: ConfiguredBinding): BindingPaths {
  const at = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : resolve(dirname(text.file), path);
  return { module: at(config.module), spec: at(config.spec), wrapper: at(config.wrapper) };
}

/** Gives the path of the library that a wrapper is built to, as the module names it: beside the wrapper, without extension. */
export function wrapperFrom(module: string, wrapper: string): string {
  return placeFrom(module, wrapper).replace(/\.c$/, "");
}

/**
 * Gives the name of a library as the module names it: of a path, its place from the module.
 *
 * @param directory What paths are relative to.
 * @param paths Where the module goes, or the spec that it will be made of; what is printed stands in `directory`.
 */
export function libraryFrom(name: string, directory: string, paths: BindingPaths): string {
  const isPath = name.includes("/") || name.includes(sep);
  if (!isPath || isAbsolute(name)) return name;
  return placeFrom(paths.module ?? paths.spec ?? resolve(directory, "module.ts"), resolve(directory, name));
}

function placeFrom(module: string, file: string): string {
  const path = relative(dirname(module), file).split(sep).join("/");
  return path.startsWith("../") ? path : `./${path}`;
}

function toWrapper({ module = ".", wrapper }: BindConfig, directory: string): string | undefined {
  return wrapper === undefined ? undefined : wrapperFrom(resolve(directory, module), resolve(directory, wrapper));
}

function toLibraries(library: BindConfig["library"]): SpecLibraries | null | undefined {
  return typeof library === "string" ? [library] : library;
}

function toFilters({ choose = {} }: BindConfig): NonNullable<BindOptions["choose"]> {
  return Object.fromEntries(
    filterGroups.flatMap((group) => {
      const { [group]: filter } = choose;
      return filter === undefined ? [] : [[group, toFilter(filter)]];
    }),
  );
}

function toFilter({ include = [], exclude = [] }: NameFilter): {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
} {
  return { include: include.map(toSource), exclude: exclude.map(toSource) };
}

function toSource(pattern: NamePattern): string {
  return typeof pattern === "string" ? toExpression(pattern) : pattern.source;
}
