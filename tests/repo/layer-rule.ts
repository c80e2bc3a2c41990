/**
 * The layer rule: packages import downwards only, never across a layer, and only what they declare. Which runtime APIs a
 * file may use is `runtime-rule.ts`.
 */
import { isTestFile, parsePackageSource } from "./source-file.ts";
import type { PackageSource, SourceFile, Violation } from "./source-file.ts";
import { scanImports } from "./source-scanner.ts";

/** The packages by layer, the lowest first. A package imports only from layers before its own. */
export const layers: readonly (readonly string[])[] = [
  ["diagnostics"],
  ["ctypes"],
  ["cparser", "codegen", "registry", "engine", "native"],
  ["koine", "bindgen", "idl", "toolchain"],
  ["cli"],
];

/** Imports that break the rule on purpose: where, what, and why. */
const exceptions = [
  {
    from: /^packages\/koine\/src\/bin\//,
    to: "cli",
    reason: "the installed `koine` command is the command line package",
  },
  {
    from: /^packages\/koine\/src\/config\.ts$/,
    to: "cli",
    reason: "`koine/config` is what the installed command reads",
  },
];

/** A package's name and declared dependencies. */
export interface PackageManifest {
  /** The folder's name below `packages/`. */
  readonly packageName: string;
  readonly dependencies: readonly string[];
}

/** Reads the manifests among some files. */
export function parseManifests(files: readonly SourceFile[]): readonly PackageManifest[] {
  return files.flatMap((file) => {
    const packageName = /^packages\/([^/]+)\/package\.json$/.exec(file.path)?.[1];
    if (packageName === undefined) return [];
    const manifest = JSON.parse(file.text) as { dependencies?: Record<string, string> };
    return [{ packageName, dependencies: Object.keys(manifest.dependencies ?? {}) }];
  });
}

/** Checks the imports of all package sources. Tests may import any lower layer, declared or not. */
export function checkLayers(files: readonly SourceFile[], manifests: readonly PackageManifest[]): Violation[] {
  return files.flatMap((file) => {
    const source = parsePackageSource(file.path);
    if (source === undefined || !/\.(ts|mjs)$/.test(file.path)) return [];
    return scanImports(file.text).flatMap(({ specifier, line }) => {
      const problem = checkImport({ path: file.path, source, specifier }, manifests);
      return problem === undefined ? [] : [`${file.path}:${String(line)}: ${problem}`];
    });
  });
}

interface PackageImport {
  readonly path: string;
  readonly source: PackageSource;
  readonly specifier: string;
}

function checkImport(
  { path, source, specifier }: PackageImport,
  manifests: readonly PackageManifest[],
): string | undefined {
  if (specifier.startsWith(".")) return checkRelative(source, specifier);
  const target = /^(?:@koine\/([^/]+)|(koine))(?:\/|$)/.exec(specifier);
  if (target === null) return undefined;
  const targetPackage = target[1] ?? target[2] ?? "";
  if (targetPackage === source.packageName) return undefined;
  const name = target[1] === undefined ? "koine" : `@koine/${targetPackage}`;
  const declared = manifests.find((manifest) => manifest.packageName === source.packageName)?.dependencies ?? [];
  if (!isTestFile(path) && !declared.includes(name)) return `imports ${name}, which its package.json does not declare`;
  if (exceptions.some((exception) => exception.from.test(path) && exception.to === targetPackage)) return undefined;
  const own = layerOf(source.packageName);
  const other = layerOf(targetPackage);
  if (own === -1) return `package "${source.packageName}" has no layer; add it to the table`;
  if (other === -1) return `imports ${name}, which has no layer`;
  if (other === own) return `imports ${name} of its own layer`;
  if (other > own) return `imports ${name} of a higher layer`;
  return undefined;
}

function layerOf(packageName: string): number {
  return layers.findIndex((layer) => layer.includes(packageName));
}

function checkRelative(source: PackageSource, specifier: string): string | undefined {
  const depth = source.innerPath.split("/").length - 1;
  const climbs = specifier.split("/").filter((segment) => segment === "..").length;
  return climbs > depth ? `leaves its package with "${specifier}"` : undefined;
}
