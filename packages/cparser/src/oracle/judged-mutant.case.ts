/** What GCC and Koine say of a declaration with a mistake, and whether they may differ there. */
import { spawnSync } from "node:child_process";
import { parseText } from "./gcc.case.ts";
import { makeMutants } from "./mutated-declarations.case.ts";
import type { Mutant } from "./mutated-declarations.case.ts";

/** Where GCC takes a text by its rules for C89 or by mistake, and newer compilers do not: `docs/adr/0040`. */
const departures: readonly { readonly ours: RegExp; readonly gcc: RegExp; readonly text: RegExp }[] = [
  { ours: /^unknown type name/, gcc: /type defaults to .int.|parameter names \(without types\)/, text: /^/ },
  { ours: /to close __attribute__|never closed|the end of the text/, gcc: /^/, text: /__attribute__/ },
  { ours: /words together are none/, gcc: /^/, text: /__builtin_va_list/ },
];

/** How a mutant is judged. */
export interface Verdict {
  readonly doesGccAccept: boolean;
  /** Our first error. */
  readonly error: string | undefined;
  /** What is wrong with our judgement. */
  readonly problem: string | undefined;
}

/** Asks both. */
export function judgeMutant({ before, changed }: Mutant): Verdict {
  const text = `${before}\n${changed}\nint behind;\nvoid further(int);\n`;
  const flags = ["-std=gnu17", "-fsyntax-only", "-fmax-errors=1", "-Wall", "-Wextra"];
  const { status, stderr } = spawnSync("gcc", [...flags, "-xc", "-"], { input: text, encoding: "utf8" });
  const { diagnostics, functions } = parseText(text);
  const error = diagnostics.find(({ severity }) => severity === "error")?.message;
  const verdict = { doesGccAccept: status === 0, error };
  if (!functions.some(({ name }) => name === "further")) return { ...verdict, problem: "the next function is lost" };
  if (status !== 0 || error === undefined) return { ...verdict, problem: undefined };
  const isDeparture = departures.some(
    (each) => each.ours.test(error) && each.gcc.test(stderr) && each.text.test(changed),
  );
  return { ...verdict, problem: isDeparture ? undefined : `GCC takes it: ${error}` };
}

/** Judges `count` mutants made from a seed; gives the first that is judged wrongly. */
export function findWrongVerdict(seed: number, count: number): { problem: string; changed: string } | undefined {
  for (const mutant of makeMutants(seed, count)) {
    const { problem } = judgeMutant(mutant);
    if (problem !== undefined) return { problem, changed: mutant.changed };
  }
  return undefined;
}
