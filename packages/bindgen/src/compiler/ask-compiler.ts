/**
 * What a compiler says of itself: the machine that it compiles for, and where it looks for headers. gcc and clang, and what
 * imitates them, say it when they are called with `-v`.
 */
import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { normalize } from "node:path";

/** What a compiler says of itself. */
export interface CompilerAnswer {
  /** A GNU triple; empty where it does not say. */
  readonly machine: string;
  /** Directories for `#include <…>` in their order, without those of the compiler's own headers. */
  readonly includeDirectories: readonly string[];
  /** Directories of the compiler's own headers. */
  readonly ownDirectories: readonly string[];
  /** Directories where it would look if they were there. */
  readonly missingDirectories: readonly string[];
}

/** A program that does not answer is none to wait for. */
const patienceMs = 20_000;

/**
 * Asks a compiler.
 *
 * @param words The program, and words that always follow it.
 * @param variables Its environment; those variables that add directories of the user's are left out.
 * @returns `null` if it does not answer as compilers do.
 */
export function askCompiler(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): CompilerAnswer | null {
  const [program = "cc", ...always] = words;
  const { CPATH: _cpath, C_INCLUDE_PATH: _cIncludePath, ...rest } = variables;
  const { status, stderr } = spawnSync(program, [...always, "-v", "-E", "-xc", "-"], {
    input: "",
    encoding: "utf8",
    // What is looked for is in English only.
    env: { ...rest, LC_ALL: "C" },
    timeout: patienceMs,
    stdio: ["pipe", "ignore", "pipe"],
  });
  return status === 0 ? parseCompilerAnswer(stderr) : null;
}

/** Reads what a compiler prints. */
export function parseCompilerAnswer(text: string): CompilerAnswer | null {
  const [, list] = /^#include <\.\.\.> search starts here:\r?\n([^]*?)^End of search list\./m.exec(text) ?? [];
  if (list === undefined) return null;
  const [, machine = ""] = /^Target: (\S+)/m.exec(text) ?? [];
  const directories = list
    .split("\n")
    .map((line) => line.trim())
    // Frameworks hold no headers directly.
    .filter((line) => line !== "" && !line.endsWith("(framework directory)"))
    .map(shortenPath);
  const missing = [...text.matchAll(/^ignoring nonexistent directory "(.*)"\r?$/gm)].map(([, path = ""]) => path);
  return {
    machine,
    includeDirectories: [...new Set(directories.filter((path) => !isOwnDirectory(path)))],
    ownDirectories: [...new Set(directories.filter((path) => isOwnDirectory(path) && !/-fixed[\\/]?$/.test(path)))],
    missingDirectories: [...new Set(missing)],
  };
}

/** Takes `lib/gcc/x/12/../../..` out of a path, unless a symbolic link gives it a meaning. */
function shortenPath(path: string): string {
  const short = normalize(path);
  try {
    return realpathSync(short) === realpathSync(path) ? short : path;
  } catch {
    // It is not there, under one name or under both.
    return path;
  }
}

/**
 * Tells whether a directory holds headers of a compiler. `@koine/cparser` has its own in place of most (`stddef.h`, and the `limits.h`
 * that gcc mends).
 */
export function isOwnDirectory(path: string): boolean {
  return /[\\/](gcc|gcc-cross|clang)[\\/].*[\\/]include(-fixed)?[\\/]?$/.test(path);
}
