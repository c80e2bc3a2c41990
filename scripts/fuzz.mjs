/**
 * `npm run fuzz`: compares random signatures and binds random headers until the time is over or one fails, with a fresh seed
 * each round.
 *
 *     npm run fuzz -- --minutes 10
 *     npm run fuzz -- --seed 42 --rounds 1
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { StepFailure } from "./process/progress.mjs";
import { repositoryRoot } from "./process/repository-root.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";

const signaturesPerRound = 1000;
const headersPerRound = 500;

await runMain(async () => {
  const { values } = parseArgs({
    options: { minutes: { type: "string" }, seed: { type: "string" }, rounds: { type: "string" } },
  });
  const rounds = parseNumber("--rounds", values.rounds) ?? Number.POSITIVE_INFINITY;
  const endsAt = Date.now() + (parseNumber("--minutes", values.minutes) ?? 1) * 60_000;
  const firstSeed = parseNumber("--seed", values.seed) ?? Math.trunc(Math.random() * 2 ** 31);
  await setUp();
  const { fuzz } = await importTest("conformance", "differential", "fuzz.js");
  const { fuzzHeaders } = await importTest("corpus", "fuzz-headers.js");
  for (let round = 0; round < rounds && (round === 0 || Date.now() < endsAt); round++) {
    if (!fuzz(firstSeed + round, signaturesPerRound, console.log)) return 1;
    const failure = fuzzHeaders(firstSeed + round, headersPerRound);
    console.log(
      `seed ${firstSeed + round}: ${headersPerRound} headers, ${failure === undefined ? "all bound" : "one failed"}`,
    );
    if (failure === undefined) continue;
    console.log(`${failure.problem}\nThe header was:\n${failure.text}`);
    return 1;
  }
  return 0;
});

/**
 * @param {...string} path
 * @returns {Promise<any>}
 */
function importTest(...path) {
  return import(pathToFileURL(join(repositoryRoot, "tests", "dist", ...path)).href);
}

/**
 * @param {string} option
 * @param {string | undefined} text
 * @returns {number | undefined}
 */
function parseNumber(option, text) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new StepFailure(`${option}: "${text}" is not a number`);
}
