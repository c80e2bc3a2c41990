/** Declarations with mistakes: what GCC takes is taken, and whatever it is, the declarations behind it are read. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { parseText, skipWithoutGcc } from "./gcc.case.ts";
import { makeMutants } from "./mutated-declarations.case.ts";
import type { Mutant } from "./mutated-declarations.case.ts";

const isCi = (process.env["CI"] ?? "") !== "";
const seed = Number(process.env["KOINE_SEED"] ?? (isCi ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)));
const count = Number(process.env["KOINE_MUTANTS"] ?? 120);

/** Where GCC takes a text by its rules for C89 or by mistake, and newer compilers do not: `docs/adr/0040`. */
const departures: readonly { readonly ours: RegExp; readonly gcc: RegExp; readonly text: RegExp }[] = [
  { ours: /^unknown type name/, gcc: /type defaults to .int.|parameter names \(without types\)/, text: /^/ },
  { ours: /to close __attribute__|never closed/, gcc: /^/, text: /__attribute__/ },
  { ours: /words together are none/, gcc: /^/, text: /__builtin_va_list/ },
];

interface Verdict {
  readonly doesGccAccept: boolean;
  /** Our first error. */
  readonly error: string | undefined;
  readonly problem: string | undefined;
}

function judge({ before, changed }: Mutant): Verdict {
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

const title = `${count} declarations with mistakes (seed ${seed}; repeat with KOINE_SEED)`;
test(title, { skip: skipWithoutGcc, timeout: 600_000 }, (t) => {
  const numbers = { bothTake: 0, bothRefuse: 0, onlyKoineTakes: 0, departures: 0 };
  for (const mutant of makeMutants(seed, count)) {
    const { doesGccAccept, error, problem } = judge(mutant);
    assert.equal(problem, undefined, mutant.changed);
    if (doesGccAccept) numbers[error === undefined ? "bothTake" : "departures"]++;
    else numbers[error === undefined ? "onlyKoineTakes" : "bothRefuse"]++;
  }
  t.diagnostic(JSON.stringify(numbers));
  assert.ok(numbers.bothTake > count / 20 && numbers.bothRefuse > count / 3);
  assert.ok(numbers.onlyKoineTakes < count / 8, "too much is taken that GCC refuses");
});
