/**
 * The rule that keeps the library portable: in the packages that run in a user's program, only `koine`'s backends may touch
 * a runtime's own API. Tools (bindgen, cli and their like) run on Node and may use it.
 */
import { isTestFile, parsePackageSource } from "./source-file.ts";
import type { SourceFile, Violation } from "./source-file.ts";
import { lineAt, scanImports, scanSource } from "./source-scanner.ts";

const portablePackages = new Set(["koine", "engine", "ctypes", "cparser", "diagnostics", "codegen"]);

/** Places that may use a runtime's API, each with its reason. */
const permitted = [
  { path: /^packages\/koine\/src\/backends\/[^/]+\//, reason: "a backend is the adapter to a runtime" },
  { path: /^packages\/koine\/src\/bin\//, reason: "the command runs on Node" },
  { path: /^packages\/codegen\/src\/(output|golden)\//, reason: "writes files for tools and reads goldens for tests" },
];

/** Checks that no portable source imports a runtime's module or names its global object. */
export function checkRuntimeApis(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const source = parsePackageSource(file.path);
    if (source === undefined || !portablePackages.has(source.packageName) || !file.path.endsWith(".ts")) return [];
    if (isTestFile(file.path) || permitted.some(({ path }) => path.test(file.path))) return [];
    return [...findRuntimeModules(file), ...findRuntimeGlobals(file)];
  });
}

function findRuntimeModules(file: SourceFile): Violation[] {
  return scanImports(file.text)
    .filter(({ specifier }) => /^(node|bun|deno):/.test(specifier) || specifier === "bun")
    .map(({ specifier, line }) => `${file.path}:${String(line)}: imports "${specifier}" outside a backend`);
}

function findRuntimeGlobals(file: SourceFile): Violation[] {
  const { code } = scanSource(file.text);
  // Neither a member (`a.process`) nor a property name (`process:`, `process?:`) is the global.
  const uses = [...code.matchAll(/(?:(?<![.\w$#])|(?<=globalThis\.))(process|Bun|Deno|Buffer)\b(?!\s*\??\s*:)/g)];
  return uses.map((use) => `${file.path}:${String(lineAt(code, use.index))}: names the global "${use[1] ?? ""}"`);
}
