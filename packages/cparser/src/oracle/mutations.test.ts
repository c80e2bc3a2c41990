/** Declarations with mistakes: what GCC takes is taken, and whatever it is, the declarations behind it are read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { skipWithoutGcc } from "./gcc.case.ts";
import { judgeMutant } from "./judged-mutant.case.ts";
import { makeMutants } from "./mutated-declarations.case.ts";

const isCi = (process.env["CI"] ?? "") !== "";
const seed = Number(process.env["KOINE_SEED"] ?? (isCi ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)));
const count = Number(process.env["KOINE_MUTANTS"] ?? 120);

const title = `${count} declarations with mistakes (seed ${seed}; repeat with KOINE_SEED)`;
test(title, { skip: skipWithoutGcc, timeout: 600_000 }, (t) => {
  const numbers = { bothTake: 0, bothRefuse: 0, onlyKoineTakes: 0, departures: 0 };
  for (const mutant of makeMutants(seed, count)) {
    const { doesGccAccept, error, problem } = judgeMutant(mutant);
    assert.equal(problem, undefined, mutant.changed);
    if (doesGccAccept) numbers[error === undefined ? "bothTake" : "departures"]++;
    else numbers[error === undefined ? "onlyKoineTakes" : "bothRefuse"]++;
  }
  t.diagnostic(JSON.stringify(numbers));
  assert.ok(numbers.bothTake > count / 20 && numbers.bothRefuse > count / 3);
  assert.ok(numbers.onlyKoineTakes < count / 8, "too much is taken that GCC refuses");
});
