/** The macros that gcc sees defined at the end of some headers, and which of them are constants to it. */
import { spawnSync } from "node:child_process";
import { makeHeaderNames } from "./header-names.ts";

/** A macro without parameters, and the header that defines it. */
export interface SeenMacro {
  readonly name: string;
  readonly file: string;
}

/** Headers, and where they include others from. */
export interface HeaderPlace {
  readonly headers: readonly string[];
  readonly includeDirectories: readonly string[];
}

function runGcc(text: string, { headers, includeDirectories }: HeaderPlace, flags: readonly string[]): string {
  const source = headers.map((header) => `#include <${header}>\n`).join("");
  const directories = includeDirectories.map((directory) => `-I${directory}`);
  const words = ["-std=gnu17", "-w", "-fmax-errors=0", ...flags, ...directories, "-xc", "-"];
  const run = spawnSync("gcc", words, {
    input: `${source}#line 1 "asked.c"\n${text}`,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return run.stdout + run.stderr;
}

/** Lists the macros without parameters that expand to something. */
export function listGccMacros(place: HeaderPlace): readonly SeenMacro[] {
  const nameOf = makeHeaderNames(place.includeDirectories);
  const macros = new Map<string, SeenMacro>();
  let file = "";
  for (const line of runGcc("", place, ["-E", "-dD"]).split("\n")) {
    const marker = /^# \d+ "(.*?)"/.exec(line);
    if (marker !== null) file = nameOf(marker[1] ?? "");
    const removed = /^#undef (\w+)/.exec(line);
    if (removed !== null) macros.delete(removed[1] ?? "");
    const [, name, rest = ""] = /^#define ([\w$]+)(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (rest.startsWith("(") || rest.trim() === "") macros.delete(name);
    else macros.set(name, { name, file });
  }
  return [...macros.values()];
}

/**
 * Finds out which macros can initialize a static object, each in a function of its own, because gcc complains once per function about
 * a name that is not declared.
 */
export function findGccConstants(names: readonly string[], place: HeaderPlace): readonly string[] {
  const lines = names.map((name, index) => `void asked_${index}(void) { static const __auto_type value = (${name}); }`);
  const complaints = runGcc(`${lines.join("\n")}\n`, place, ["-fsyntax-only"]);
  const refused = new Set([...complaints.matchAll(/^asked\.c:(\d+):/gm)].map(([, line]) => Number(line) - 1));
  return names.filter((_, index) => !refused.has(index));
}
