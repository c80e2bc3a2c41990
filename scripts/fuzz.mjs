/**
 * `npm run fuzz`: compares random signatures and binds random headers until the time is over, somebody presses Ctrl-C or one
 * fails, with a fresh seed each round.
 *
 *     npm run fuzz -- --minutes 10
 *     npm run fuzz -- --seed 42 --rounds 1
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runRounds } from "./fuzz/run-rounds.mjs";
import { StepFailure } from "./process/progress.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";

await runMain(async () => {
  const { values } = parseArgs({
    options: { minutes: { type: "string" }, seed: { type: "string" }, rounds: { type: "string" } },
  });
  const minutes = parseNumber("--minutes", values.minutes) ?? 1;
  const seed = parseNumber("--seed", values.seed) ?? Math.trunc(Math.random() * 2 ** 31);
  const rounds = parseNumber("--rounds", values.rounds);
  await setUp();
  // What is stopped cannot tidy up behind itself.
  const folder = mkdtempSync(join(tmpdir(), "koine-fuzz-"));
  try {
    // A round that was asked for by its number is finished.
    const milliseconds = rounds === undefined ? minutes * 60_000 : undefined;
    return await runRounds({ seed, rounds, milliseconds, folder, print: console.log });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

/**
 * @param {string} option
 * @param {string | undefined} text
 * @returns {number | undefined}
 */
function parseNumber(option, text) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new StepFailure(`${option}: "${text}" is not a number`);
}
