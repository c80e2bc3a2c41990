/** The process in which rounds of fuzzing run: `node rounds.mjs SEED ROUNDS`. It is started, and stopped, by `run-rounds.mjs`. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../process/repository-root.mjs";

const signaturesPerRound = 100;
const headersPerRound = 100;

const [firstSeed = 0, rounds = 1] = process.argv.slice(2).map(Number);
const { fuzz } = await importTest("conformance", "differential", "fuzz.js");
const { fuzzHeaders } = await importTest("corpus", "fuzz-headers.js");
for (let round = 0; round < rounds && process.exitCode === undefined; round++) {
  // In turn: a round after the other.
  // oxlint-disable-next-line no-await-in-loop
  await runRound(firstSeed + round);
}
// The channel to the process that started this one would keep it alive.
process.disconnect?.();

/** @param {number} seed */
async function runRound(seed) {
  if (!fuzz(seed, signaturesPerRound, console.log)) {
    process.exitCode = 1;
    return;
  }
  const failure = fuzzHeaders(seed, headersPerRound);
  console.log(`seed ${seed}: ${headersPerRound} headers, ${failure === undefined ? "all bound" : "one failed"}`);
  if (failure !== undefined) {
    console.log(`${failure.problem}\nThe header was:\n${failure.text}`);
    process.exitCode = 1;
    return;
  }
  const message = { rounds: 1, signatures: signaturesPerRound, headers: headersPerRound };
  await new Promise((resolve) => process.send?.(message, resolve) ?? resolve(undefined));
}

/**
 * @param {string[]} path
 * @returns {Promise<any>}
 */
function importTest(...path) {
  return import(pathToFileURL(join(repositoryRoot, "tests", "dist", ...path)).href);
}
