/**
 * GCC as the oracle of this package's tests: what it preprocesses, accepts and lays out is the truth.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireTarget } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";
import type { TranslationUnit } from "../declaration/model.ts";
import { findStandard } from "../standard/language-standard.ts";
import { parseTranslationUnit } from "../translation-unit.ts";
import { renderCheckProgram } from "../verify/render-check-program.ts";

export const linuxX64: Target = requireTarget("x86_64-unknown-linux-gnu");

const isGccX64 = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64-linux");
const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";

/** Why tests against GCC are skipped; where CI is set they run, and fail without it. */
export const skipWithoutGcc: string | false = isGccX64 || isCi ? false : "needs gcc for x86-64 Linux";

/** The include directories of the system's GCC, without those of its own headers. */
export function systemIncludeDirectories(): string[] {
  const { stderr } = spawnSync("gcc", ["-E", "-v", "-xc", "/dev/null"], { encoding: "utf8" });
  const lines = stderr.split("\n");
  const start = lines.findIndex((line) => line.startsWith("#include <"));
  const end = lines.findIndex((line) => line.startsWith("End of search"));
  return lines
    .slice(start + 1, end)
    .map((line) => line.trim())
    .filter((directory) => !directory.includes("/gcc/"));
}

export function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether GCC finds a header. */
export function hasHeader(name: string): boolean {
  return systemIncludeDirectories().some((directory) => readFile(`${directory}/${name}`) !== undefined);
}

/** Parses a header of the system. */
export function parseSystemHeader(name: string): TranslationUnit {
  return parseTranslationUnit({
    entry: name,
    readFile,
    systemIncludeDirectories: systemIncludeDirectories(),
    target: linuxX64,
  });
}

/** Parses a text as a header named `test.h` that may include the system's. */
export function parseText(text: string, target: Target = linuxX64, standard?: string): TranslationUnit {
  return parseTranslationUnit({
    entry: "test.h",
    readFile: (path) => (path === "test.h" ? text : readFile(path)),
    systemIncludeDirectories: systemIncludeDirectories(),
    target,
    standard: standard === undefined ? undefined : findStandard(standard),
  });
}

/** Lets GCC judge everything that was read; `text` is put in front of the assertions. */
export function assertLikeGcc(
  unit: TranslationUnit,
  options: { readonly includes?: readonly string[]; readonly text?: string; readonly flags?: readonly string[] },
): void {
  const program = renderCheckProgram(unit, { includes: options.includes ?? [] });
  const text = options.text === undefined ? "" : `${options.text}\n#line 1 "check.c"\n`;
  const flags = ["-std=gnu17", "-fsyntax-only", "-fwrapv", "-w", "-fmax-errors=0", ...(options.flags ?? [])];
  const run = spawnSync("gcc", [...flags, "-xc", "-"], {
    input: text + program.text,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const wrong = new Set<string>();
  for (const [, line, message] of run.stderr.matchAll(/^(?:check\.c|<stdin>):(\d+):\d+: error: (.*)$/gm)) {
    wrong.add(`${program.claims.get(Number(line)) ?? message}`);
  }
  assert.deepEqual([...wrong].slice(0, 10), [], `${wrong.size} of ${program.claims.size} claims are wrong`);
  assert.equal(run.status, 0, run.stderr.slice(0, 2000));
}

/** Compiles and runs a C program; gives what it prints. */
export function runProgram(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), "koine-cparser-"));
  try {
    const source = join(directory, "program.c");
    const program = join(directory, "program");
    writeFileSync(source, text);
    const compiled = spawnSync("gcc", ["-std=gnu17", "-w", "-o", program, source], { encoding: "utf8" });
    assert.equal(compiled.status, 0, compiled.stderr);
    return spawnSync(program, { encoding: "utf8" }).stdout;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
