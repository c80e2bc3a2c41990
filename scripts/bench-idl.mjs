/**
 * `npm run bench:idl`: what `koine validate` and `koine generate` cost: stages in a warm process, for the kitchen sink and for
 * documents of 500 and 5,000 functions, and whole processes beside Node's own start. Nothing is asserted.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "./process/repository-root.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";

/** @typedef {typeof import("../packages/idl/dist/index.js")} Idl */

const repetitions = 15;

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

/** @param {readonly number[]} times */
function median(times) {
  return times.toSorted((left, right) => left - right)[times.length >> 1] ?? Number.NaN;
}

/** @param {() => unknown} run */
function timeWarm(run) {
  for (let round = 0; round < 5; round++) run();
  return median(
    Array.from({ length: repetitions }, () => {
      const started = performance.now();
      run();
      return performance.now() - started;
    }),
  );
}

/** @param {readonly string[]} words */
function timeProcess(words) {
  return median(
    Array.from({ length: repetitions }, () => {
      const started = performance.now();
      const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
      return performance.now() - started;
    }),
  );
}

/**
 * @param {Idl} idl
 * @param {string} name
 * @param {string} text
 */
function measureStages(idl, name, text) {
  const { api } = idl.parseApi(text, `${name}.yml`);
  if (api === undefined) throw new Error(`${name} is not valid`);
  const plan = idl.planApi(api, idl.lowerAbi(api));
  const rows = {
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
  console.log(`\n${name}, ${text.length} characters`);
  for (const [row, run] of Object.entries(rows)) console.log(`  ${row.padEnd(20)}${timeWarm(run).toFixed(2)} ms`);
}

await runMain(async () => {
  await setUp();
  const idl = /** @type {Idl} */ (await import(new URL("../packages/idl/dist/index.js", import.meta.url).href));
  const documents = join(repositoryRoot, "tests", "languages", "documents");
  console.log(`Node ${process.version}, median of ${repetitions}`);
  measureStages(idl, "kitchen-sink", readFileSync(join(documents, "kitchen-sink.yml"), "utf8"));
  for (const count of [500, 5000]) measureStages(idl, `${count} functions`, renderDocument(count));

  const folder = mkdtempSync(join(tmpdir(), "koine-bench-idl-"));
  try {
    const command = join(repositoryRoot, "packages", "koine", "bin", "koine.js");
    const empty = join(folder, "empty.mjs");
    writeFileSync(empty, "");
    const large = join(folder, "large.yml");
    writeFileSync(large, renderDocument(500));
    const start = timeProcess([empty]);
    console.log(`\nprocesses\n  ${"node, empty module".padEnd(40)}${start.toFixed(0)} ms`);
    const runs = {
      "koine validate contacts.yml": [command, "validate", join(documents, "contacts.yml")],
      "koine generate, 500 functions, C": [command, "generate", large, "-t", "c", "-o", join(folder, "c"), "--force"],
      "koine generate, 500 functions, all": [command, "generate", large, "-o", join(folder, "all"), "--force"],
    };
    for (const [name, words] of Object.entries(runs)) {
      const time = timeProcess(words);
      console.log(`  ${name.padEnd(40)}${time.toFixed(0)} ms, ${(time / start).toFixed(2)} of node`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
});
