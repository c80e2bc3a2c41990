/** The process in which rounds of fuzzing run: `node rounds.mjs SEED ROUNDS`. It is started, and stopped, by `run-rounds.mjs`. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../process/repository-root.mjs";

const signaturesPerRound = 100;
const headersPerRound = 100;
const declarationsPerRound = 50;
const editsPerRound = 10;
const probesPerRound = 6;

const [firstSeed = 0, rounds = 1] = process.argv.slice(2).map(Number);
const { fuzz } = await importTest("conformance", "differential", "fuzz.js");
const { fuzzHeaders } = await importTest("corpus", "fuzz-headers.js");
const { probeHeaders } = await importTest("corpus", "probed-headers.js");
const { editHeaders } = await importTest("corpus", "edited-headers.js");
const oracle = join(repositoryRoot, "packages", "cparser", "dist", "oracle");
const { findWrongVerdict } = await import(pathToFileURL(join(oracle, "judged-mutant.case.js")).href);
const { skipWithoutGcc } = await import(pathToFileURL(join(oracle, "gcc.case.js")).href);
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
    console.log(`${failure.problem}\nWith ${JSON.stringify(failure.options)} the header was:\n${failure.text}`);
    process.exitCode = 1;
    return;
  }
  const declarations = skipWithoutGcc === false ? declarationsPerRound : 0;
  const wrong = declarations === 0 ? undefined : findWrongVerdict(seed, declarations);
  console.log(
    `seed ${seed}: ${declarations} declarations with mistakes, ${wrong === undefined ? "judged as gcc does" : "one wrong"}`,
  );
  if (wrong !== undefined) {
    console.log(`${wrong.problem}\nThe declaration was:\n${wrong.changed}`);
    process.exitCode = 1;
    return;
  }
  const contradicted = probeHeaders(seed, probesPerRound);
  console.log(
    `seed ${seed}: ${probesPerRound} headers with --probe, ${contradicted === undefined ? "all confirmed" : "one is not"}`,
  );
  if (contradicted !== undefined) {
    console.log(`${contradicted.problem}\nThe header was:\n${contradicted.text}`);
    process.exitCode = 1;
    return;
  }
  try {
    const { asked } = await editHeaders(seed, editsPerRound);
    console.log(`seed ${seed}: ${asked} answers of the cache after edits, all right`);
  } catch (error) {
    console.log(
      `seed ${seed}: an answer of the cache is wrong\n${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
    return;
  }
  const message = { rounds: 1, signatures: signaturesPerRound, headers: headersPerRound, declarations };
  await new Promise((resolve) => process.send?.(message, resolve) ?? resolve(undefined));
}

/**
 * @param {string[]} path
 * @returns {Promise<any>}
 */
function importTest(...path) {
  return import(pathToFileURL(join(repositoryRoot, "tests", "dist", ...path)).href);
}
