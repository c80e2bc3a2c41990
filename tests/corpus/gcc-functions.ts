/** The functions that gcc sees declared, with their files: what a binding must not lack. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";

/** A function by its name and the header that declares it, relative to its include directory. */
export interface SeenFunction {
  readonly name: string;
  readonly file: string;
}

/**
 * Lists all functions that some headers declare, static inline ones too.
 *
 * @see GCC manual, `-aux-info`
 */
export function listGccFunctions(headers: readonly string[], includeDirectories: readonly string[]): SeenFunction[] {
  const folder = mkdtempSync(join(tmpdir(), "koine-corpus-"));
  try {
    const file = join(folder, "functions");
    const flags = includeDirectories.map((directory) => `-I${directory}`);
    const source = headers.map((header) => `#include <${header}>\n`).join("");
    spawnSync("gcc", ["-std=gnu17", "-fsyntax-only", "-w", "-aux-info", file, ...flags, "-xc", "-"], { input: source });
    const roots = [...includeDirectories, ...systemDirectories()].map((root) => `${normalize(root)}/`);
    const longestFirst = roots.toSorted((left, right) => right.length - left.length);
    return readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line) => {
        // /* FILE:LINE:NC */ extern int name (int, char *);
        const found = /^\/\* (.+?):\d+:\w+ \*\/ (.*)$/.exec(line);
        const name = found === null ? undefined : declaredName(found[2] ?? "");
        if (found === null || name === undefined) return [];
        const path = normalize(found[1] ?? "");
        const root = longestFirst.find((directory) => path.startsWith(directory)) ?? "";
        return [{ name, file: path.slice(root.length) }];
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The name stands before the parameters, perhaps inside of another declarator: `int (*f (int)) (void)`. */
function declaredName(declaration: string): string | undefined {
  return /(\w+) \((?!\*)/.exec(declaration)?.[1];
}

function systemDirectories(): readonly string[] {
  const { stderr } = spawnSync("gcc", ["-E", "-v", "-xc", "/dev/null"], { encoding: "utf8" });
  const lines = stderr.split("\n");
  const start = lines.findIndex((line) => line.startsWith("#include <"));
  const end = lines.findIndex((line) => line.startsWith("End of search"));
  return lines.slice(start + 1, end).map((line) => line.trim());
}
