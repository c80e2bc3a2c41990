/**
 * `npm run bench:idl`: what `koine validate` and `koine generate` cost: stages in a warm process, for the kitchen sink and for
 * documents of 500 and 5,000 functions, whole processes beside Node's own start, and `koine watch` from a change to the files. At
 * the end are the limits that the project set itself, and whether they are reached. Nothing is asserted.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { repositoryRoot } from "./process/repository-root.mjs";
import { timeProcess } from "./process/time-process.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";

/** @typedef {typeof import("../packages/idl/dist/index.js")} Idl */
/** @typedef {import("../bench/dist/report/targets.js").TargetCheck} TargetCheck */
/** @typedef {import("./process/time-process.mjs").Times} Times */
/** @typedef {Readonly<Record<string, number>>} Stages Milliseconds by stage. */

const repetitions = 15;
/** Of the stages in a warm process, whose best counts. */
const rounds = 7;
const startRun = "node -e 0";
const validateRun = "koine validate contacts.yml";
const command = join(repositoryRoot, "packages", "koine", "bin", "koine.js");

/**
 * A document of `count` functions in modules of 50, with the types that functions have in practice.
 *
 * @param {number} count
 */
function renderDocument(count) {
  const modules = Array.from({ length: count / 50 }, (_, module) => {
    const functions = Array.from({ length: 50 }, (_unused, index) => {
      const parameters = `[{ name: id, type: u64 }, { name: name, type: string }, { name: item, type: "Item${module}?" }]`;
      const result = ["i32", `"[Item${module}]"`, '"string?"', `Item${module}`, '"{string:i32}"'][index % 5] ?? "i32";
      return `      - { name: do_${index}, doc: Does number ${index}., params: ${parameters}, return: ${result} }\n`;
    });
    return `  - name: part_${module}
    structs:
      - name: Item${module}
        fields: [{ name: id, type: u64 }, { name: label, type: string }, { name: weight, type: "f64?" }]
    functions:
${functions.join("")}`;
  });
  return `version: "1.0.0"\nmodules:\n${modules.join("")}`;
}

/**
 * The processor time of each run, in turns, so that other work on the machine meets all of them; the best of them, because whatever
 * else happens only adds.
 *
 * @param {Readonly<Record<string, () => unknown>>} runs
 * @returns {Stages}
 */
function timeWarm(runs) {
  const times = Object.entries(runs).map(([name, run]) => ({ name, run, best: Number.POSITIVE_INFINITY }));
  for (let round = -3; round < rounds; round++) {
    for (const one of times) {
      const before = process.cpuUsage();
      one.run();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) one.best = Math.min(one.best, (user + system) / 1000);
    }
  }
  return Object.fromEntries(times.map(({ name, best }) => [name, best]));
}

/**
 * The best times of processes, in turns, so that other work on the machine meets all of them.
 *
 * @param {Readonly<Record<string, readonly string[]>>} runs
 * @returns {Readonly<Record<string, Times>>}
 */
function timeProcesses(runs) {
  /** @type {Record<string, (Times | undefined)[]>} */
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const [name, words] of Object.entries(runs)) times[name]?.push(timeProcess(process.execPath, words));
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, values]) => {
      const complete = values.filter((value) => value !== undefined);
      if (complete.length < values.length) throw new Error(`${name} failed`);
      const best = (/** @type {keyof Times} */ kind) => Math.min(...complete.map((value) => value[kind]));
      return [name, { processorMs: best("processorMs"), clockMs: best("clockMs") }];
    }),
  );
}

/**
 * From the change of a document until the command says that everything is written.
 *
 * @param {string} folder
 * @param {string} text It has documentation, which changes every time.
 */
async function timeWatch(folder, text) {
  const file = join(folder, "watched.yml");
  writeFileSync(file, text);
  const child = spawn(process.execPath, [command, "watch", file, "-o", join(folder, "watched"), "--force"]);
  child.stderr.setEncoding("utf8");
  /** Waits for the line that ends a run. */
  const untilWritten = async () => {
    for (let said = ""; !said.includes("; watching ");) said += String(await once(child.stderr, "data"));
    return performance.now();
  };
  const times = [];
  try {
    await untilWritten();
    for (let round = 0; round < repetitions; round++) {
      await sleep(50);
      const started = performance.now();
      writeFileSync(file, text.replaceAll(/doc: (?=[A-Z])/g, `doc: Round ${round} of `));
      times.push((await untilWritten()) - started);
    }
  } finally {
    child.kill();
    await once(child, "exit");
  }
  return Math.min(...times);
}

/**
 * Measures the stages of documents.
 *
 * @param {Idl} idl
 * @param {Readonly<Record<string, string>>} documents Their texts, by name.
 * @returns {Readonly<Record<string, Stages>>}
 */
function measureStages(idl, documents) {
  const runs = Object.entries(documents).flatMap(([name, text]) =>
    Object.entries(listStages(idl, name, text)).map(([stage, run]) => /** @type {const} */ ([name, stage, run])),
  );
  const times = timeWarm(Object.fromEntries(runs.map(([name, stage, run]) => [`${name}: ${stage}`, run])));
  return Object.fromEntries(
    Object.entries(documents).map(([name, text]) => {
      const own = runs.filter(([document]) => document === name);
      const stages = own.map(([, stage]) => /** @type {const} */ ([stage, times[`${name}: ${stage}`] ?? Number.NaN]));
      console.log(`\n${name}, ${text.length} characters`);
      for (const [stage, time] of stages) console.log(`  ${stage.padEnd(20)}${time.toFixed(2)} ms`);
      return [name, Object.fromEntries(stages)];
    }),
  );
}

/**
 * @param {Idl} idl
 * @param {string} name
 * @param {string} text
 * @returns {Readonly<Record<string, () => unknown>>}
 */
function listStages(idl, name, text) {
  const { api } = idl.parseApi(text, `${name}.yml`);
  if (api === undefined) throw new Error(`${name} is not valid`);
  const plan = idl.planApi(api, idl.lowerAbi(api));
  return {
    "parse and validate": () => idl.parseApi(text, `${name}.yml`),
    "lower and plan": () => idl.planApi(api, idl.lowerAbi(api)),
    ...Object.fromEntries(
      idl.targets.map((target) => [
        `render ${target.name}`,
        () => target.render(plan, api.generators[target.name] ?? {}),
      ]),
    ),
    "all targets": () => idl.renderTargets(api),
  };
}

/**
 * Compares what was measured with the limits.
 *
 * @param {{ stages: Readonly<Record<string, Stages>>, processes: Readonly<Record<string, Times>>, watchMs: number }} measured
 * @returns {TargetCheck[]}
 */
function checkLimits({ stages: measured, processes, watchMs }) {
  const { "500 functions": small, "2500 functions": middle, "5000 functions": large } = measured;
  const check = { node: process.versions.node, isMinimum: false };
  const stages = ["parse and validate", "lower and plan", "render c", "all targets"];
  const { validate, start } = { validate: processes[validateRun], start: processes[startRun] };
  /**
   * @param {number | undefined} dividend
   * @param {number | undefined} divisor
   */
  const ratio = (dividend, divisor) =>
    dividend === undefined || divisor === undefined ? undefined : dividend / divisor;
  return [
    .../** @type {const} */ (["processorMs", "clockMs"]).map((kind) => ({
      ...check,
      target: "validate in at most 1.5x node -e 0",
      row: kind === "clockMs" ? "clock" : "processor",
      value: ratio(validate?.[kind], start?.[kind]),
      limit: 1.5,
      unit: /** @type {const} */ ("x"),
    })),
    {
      ...check,
      target: "C header of 500 functions in at most 10 ms, warm",
      row: "render c",
      value: small?.["render c"],
      limit: 10,
      unit: "ms",
    },
    // What 500 functions leave behind fits where V8 collects it for nothing; beyond, growth is that of the work.
    ...stages.map((row) => ({
      ...check,
      target: "5,000 functions in at most 2.4x the time of 2,500",
      row,
      value: ratio(large?.[row], middle?.[row]),
      limit: 2.4,
      unit: /** @type {const} */ ("x"),
    })),
    ...stages.map((row) => ({
      ...check,
      target: "5,000 functions in at most 12x the time of 500",
      row,
      value: ratio(large?.[row], small?.[row]),
      limit: 12,
      unit: /** @type {const} */ ("x"),
    })),
    { ...check, target: "watch in less than 100 ms", row: "all targets", value: watchMs, limit: 100, unit: "ms" },
  ];
}

await runMain(async () => {
  await setUp();
  const idl = /** @type {Idl} */ (await import(new URL("../packages/idl/dist/index.js", import.meta.url).href));
  const documents = join(repositoryRoot, "tests", "languages", "documents");
  // Built by now, but not when this file is checked.
  const report = new URL("../bench/dist/report/targets.js", import.meta.url).href;
  const { renderTargets } = /** @type {typeof import("../bench/dist/report/targets.js")} */ (await import(report));
  const kitchenSink = readFileSync(join(documents, "kitchen-sink.yml"), "utf8");
  console.log(`Node ${process.version}; stages in a warm process, processor time, best of ${rounds}`);
  const stages = measureStages(idl, {
    "kitchen-sink": kitchenSink,
    "500 functions": renderDocument(500),
    "2500 functions": renderDocument(2500),
    "5000 functions": renderDocument(5000),
  });

  const folder = mkdtempSync(join(tmpdir(), "koine-bench-idl-"));
  try {
    const file = join(folder, "large.yml");
    writeFileSync(file, renderDocument(500));
    const processes = timeProcesses({
      [startRun]: ["-e", "0"],
      [validateRun]: [command, "validate", join(documents, "contacts.yml")],
      "koine generate, 500 functions, C": [command, "generate", file, "-t", "c", "-o", join(folder, "c"), "--force"],
      "koine generate, 500 functions, all": [command, "generate", file, "-o", join(folder, "all"), "--force"],
    });
    console.log(`\nprocesses, processor and clock, best of ${repetitions}`);
    for (const [name, { processorMs, clockMs }] of Object.entries(processes)) {
      console.log(`  ${name.padEnd(40)}${processorMs.toFixed(0)} ms, ${clockMs.toFixed(0)} ms`);
    }
    const watched = {
      "kitchen-sink": await timeWatch(folder, kitchenSink),
      "500 functions": await timeWatch(folder, renderDocument(500)),
    };
    console.log(`\nkoine watch, all targets, from the change to the files, best of ${repetitions}`);
    for (const [name, time] of Object.entries(watched)) console.log(`  ${name.padEnd(40)}${time.toFixed(0)} ms`);
    console.log(`\n${renderTargets(checkLimits({ stages, processes, watchMs: watched["kitchen-sink"] }))}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
});
