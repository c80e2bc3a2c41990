/**
 * `npm test`: set-up, then every stage. `--only STAGE` and `--skip STAGE` choose, and may be repeated; paths limit the unit
 * tests. The last line is `tests: N passed, N failed` over all stages.
 */
import { parseArgs } from "node:util";
import { runStep, StepFailure } from "./process/progress.mjs";
import { ensureBundles } from "./setup/bundles.mjs";
import { runMain, setUpTestTools, setUpTools } from "./setup/set-up.mjs";
import { renderCounts, sumCounts } from "./testing/counts.mjs";
import { stages } from "./testing/stages.mjs";

/** @typedef {import("./testing/counts.mjs").Counts} Counts */

/**
 * @typedef {object} Choice
 * @property {(typeof stages)[number][]} chosen
 * @property {readonly string[]} paths
 */

/** @returns {Choice} */
function parseChoice() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: "string", multiple: true }, skip: { type: "string", multiple: true } },
  });
  for (const name of [...(values.only ?? []), ...(values.skip ?? [])]) {
    if (stages.some((stage) => stage.name === name)) continue;
    const table = stages.map((stage) => `  ${stage.name.padEnd(9)} ${stage.summary}`).join("\n");
    throw new StepFailure(`There is no stage "${name}". The stages:\n${table}`);
  }
  const isChosen = (/** @type {string} */ name) =>
    (values.only?.includes(name) ?? true) && !(values.skip?.includes(name) ?? false);
  return { chosen: stages.filter(({ name }) => isChosen(name)), paths: positionals };
}

/** @returns {Promise<number>} */
async function main() {
  const { chosen, paths } = parseChoice();
  await setUpTools();
  await setUpTestTools();
  // Where `tsc` was run by hand, the tests of `koine` would run on what was bundled before.
  if (!chosen.some(({ name }) => name === "types")) await runStep("bundles", ensureBundles);
  /** @type {Counts[]} */
  const all = [];
  for (const stage of chosen) {
    console.log(`\n${stage.name}: ${stage.summary} …`);
    const started = performance.now();
    const counts = await stage.run({ paths, isMatrixChosen: chosen.some(({ name }) => name === "matrix") });
    console.log(`${stage.name}: ${renderCounts(counts)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    all.push(counts);
    if (stage.isGate === true && counts.failed > 0) {
      console.log(`\nThe stages after ${stage.name} would test an old build, and were not run.`);
      break;
    }
  }
  const total = sumCounts(all);
  console.log(`\ntests: ${renderCounts(total)}`);
  return total.failed === 0 ? 0 : 1;
}

await runMain(main);
