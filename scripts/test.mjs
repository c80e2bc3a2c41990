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
/** @typedef {import("./testing/stages.mjs").Stage} Stage */

/**
 * @typedef {object} Choice
 * @property {readonly Stage[]} chosen
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

/**
 * Puts stages that share the processors together.
 *
 * @param {readonly Stage[]} chosen
 * @returns {readonly (readonly Stage[])[]}
 */
function groupStages(chosen) {
  /** @type {Stage[][]} */
  const groups = [];
  for (const stage of chosen) {
    const last = groups.at(-1);
    if (stage.isShared === true && last?.[0]?.isShared === true) last.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

/**
 * @param {Stage} stage
 * @param {import("./testing/stages.mjs").Selection} selection
 * @returns {Promise<Counts>}
 */
async function runStage(stage, selection) {
  const started = performance.now();
  const counts = await stage.run(selection);
  console.log(`${stage.name}: ${renderCounts(counts)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return counts;
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
  for (const group of groupStages(chosen)) {
    console.log(`\n${group.map(({ name, summary }) => `${name}: ${summary} …`).join("\n")}`);
    const isMatrixChosen = chosen.some(({ name }) => name === "matrix");
    const counts = await Promise.all(group.map((stage) => runStage(stage, { paths, isMatrixChosen })));
    all.push(...counts);
    if (group.some(({ isGate }, index) => isGate === true && (counts[index]?.failed ?? 0) > 0)) {
      console.log(`\nThe stages after ${group[0]?.name ?? ""} would test an old build, and were not run.`);
      break;
    }
  }
  const total = sumCounts(all);
  console.log(`\ntests: ${renderCounts(total)}`);
  return total.failed === 0 ? 0 : 1;
}

await runMain(main);
