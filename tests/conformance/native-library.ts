/**
 * Compiles the C side of conformance tests with the real compiler. Libraries are kept in the system's folder for temporary
 * files under the hash of what they were made from, so that a run of many processes compiles each once.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const compilerOptions = ["-std=gnu17", "-shared", "-fPIC", "-pthread", "-Wall", "-Werror"];

/**
 * Compiles `tests/conformance/native/<name>.c`.
 *
 * @returns The path of the shared library.
 */
export function compileLibrary(name: string): string {
  const source = readFileSync(new URL(`../../conformance/native/${name}.c`, import.meta.url), "utf8");
  return compileSource(name, source, ["-O2"]);
}

/** Compiles C source to a shared library and gives its path. */
export function compileSource(name: string, source: string, options: readonly string[]): string {
  const key = createHash("sha256").update(JSON.stringify([compilerOptions, options, source])).digest("hex").slice(0, 16);
  const directory = join(tmpdir(), `koine-conformance-${process.getuid?.() ?? 0}`);
  const path = join(directory, `lib${name}-${key}.so`);
  if (existsSync(path)) return path;
  mkdirSync(directory, { recursive: true });
  const scratch = mkdtempSync(join(directory, "compile-"));
  try {
    const sourcePath = join(scratch, `${name}.c`);
    const made = join(scratch, `${name}.so`);
    writeFileSync(sourcePath, source);
    const run = spawnSync("gcc", [...compilerOptions, ...options, "-o", made, sourcePath], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(`gcc could not compile ${name}.c: ${run.error?.message ?? run.stderr}`);
    // Other processes may be making the same file: the last one wins, and each finds a whole library.
    renameSync(made, path);
  } finally {
    rmSync(scratch, { recursive: true });
  }
  return path;
}
