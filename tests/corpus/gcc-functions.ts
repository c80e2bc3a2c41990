/** The functions that gcc sees declared, with their files: what a binding must not lack. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeHeaderNames } from "./header-names.ts";

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
    const nameOf = makeHeaderNames(includeDirectories);
    return readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line) => {
        // /* FILE:LINE:NC */ extern int name (int, char *);
        const found = /^\/\* (.+?):\d+:\w+ \*\/ (.*)$/.exec(line);
        const name = found === null ? undefined : declaredName(found[2] ?? "");
        if (found === null || name === undefined) return [];
        return [{ name, file: nameOf(found[1] ?? "") }];
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The name stands before the parameters, perhaps inside of another declarator: `int (*f (int)) (void)`. */
function declaredName(declaration: string): string | undefined {
  return /(\w+) \((?!\*)/.exec(declaration)?.[1];
}
