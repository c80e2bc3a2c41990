/**
 * Compiles the native side of conformance tests with real compilers. Libraries are kept in the system's folder for temporary
 * files under the hash of what they were made from, so that a run of many processes compiles each once.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "./fresh-bundle.ts";

const compilerOptions = ["-std=gnu17", "-shared", "-fPIC", "-pthread", "-Wall", "-Werror"];

/**
 * Compiles `tests/conformance/native/<name>.c`.
 *
 * @param options Further options of the compiler.
 * @returns The path of the shared library.
 */
export function compileLibrary(name: string, options: readonly string[] = []): string {
  const source = readFileSync(new URL(`../../conformance/native/${name}.c`, import.meta.url), "utf8");
  return compileSource(name, source, ["-O2", ...options]);
}

/** Compiles C source to a shared library that is kept, and gives its path. */
export function compileSource(name: string, source: string, options: readonly string[]): string {
  return keepLibrary(name, [compilerOptions, options, source], (scratch) =>
    compileInto(scratch, name, source, options),
  );
}

/**
 * Gives the path of a library that is kept; `make` makes it in a directory that is gone afterwards, unless the same was made before.
 *
 * @param ingredients All that the library depends on.
 */
export function keepLibrary(name: string, ingredients: unknown, make: (scratch: string) => string): string {
  const key = createHash("sha256").update(JSON.stringify(ingredients)).digest("hex").slice(0, 16);
  const directory = join(tmpdir(), `koine-conformance-${process.getuid?.() ?? 0}`);
  const path = join(directory, `lib${name}-${key}.so`);
  if (existsSync(path)) return path;
  mkdirSync(directory, { recursive: true });
  return inTemporaryDirectory((scratch) => {
    const made = make(scratch);
    // Other processes may be making the same file: the last one wins, and each finds a whole library.
    renameSync(made, path);
    return path;
  }, directory);
}

/** Compiles C source to a shared library in a directory of the caller's. */
export function compileInto(directory: string, name: string, source: string, options: readonly string[]): string {
  const sourcePath = join(directory, `${name}.c`);
  const path = join(directory, `lib${name}.so`);
  writeFileSync(sourcePath, source);
  const run = spawnSync("gcc", [...compilerOptions, ...options, "-o", path, sourcePath], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`gcc could not compile ${name}.c: ${run.error?.message ?? run.stderr}`);
  return path;
}

/** Compiles `tests/conformance/native/<name>.c` to a program in a directory of the caller's. */
export function compileProgram(directory: string, name: string, compiler: "gcc" | "musl-gcc" = "gcc"): string {
  const source = fileURLToPath(new URL(`../../conformance/native/${name}.c`, import.meta.url));
  const path = join(directory, name);
  const run = spawnSync(compiler, ["-std=gnu17", "-Wall", "-Werror", "-o", path, source], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${compiler} could not compile ${name}.c: ${run.error?.message ?? run.stderr}`);
  return path;
}

/** Gives `use` a directory that is gone afterwards. */
export function inTemporaryDirectory<TResult>(use: (directory: string) => TResult, parent: string = tmpdir()): TResult {
  const directory = mkdtempSync(join(parent, "koine-"));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
