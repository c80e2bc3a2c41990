/**
 * `npm run bench:bind`: how long `koine bind` takes as a whole process, beside rust-bindgen and gcc's parser, on the header sets
 * of the corpus. Nothing is asserted. rust-bindgen is Debian's `bindgen`; its versions up to 0.60 need libclang 14
 * (`libclang1-14 libclang-common-14-dev`), which is used if it is there.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "./process/repository-root.mjs";
import { hasCommand } from "./setup/system-packages.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";

/** @typedef {{ name: string, headers: readonly string[] }} HeaderSet */

/**
 * @typedef {object} Corpus
 * @property {readonly HeaderSet[]} headerSets
 * @property {(set: HeaderSet) => readonly string[]} findIncludeDirectories
 * @property {(set: HeaderSet) => readonly string[]} findMissingHeaders
 */

const repetitions = 5;
const oldLibclang = "/usr/lib/llvm-14/lib";
const folder = mkdtempSync(join(tmpdir(), "koine-bench-bind-"));

/**
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {number | undefined} Milliseconds; undefined if the process failed.
 */
function time(command, parameters, env = {}) {
  const started = performance.now();
  const { status } = spawnSync(command, parameters, { stdio: "ignore", env: { ...process.env, ...env } });
  return status === 0 ? performance.now() - started : undefined;
}

/**
 * The commands that are compared, for one header set.
 *
 * @param {HeaderSet} set
 * @param {readonly string[]} directories
 * @returns {Record<string, () => number | undefined>}
 */
function planRuns(set, directories) {
  const flags = directories.map((directory) => `-I${directory}`);
  const source = join(folder, "all.h");
  const koine = join(repositoryRoot, "packages", "koine", "bin", "koine.js");
  const bind = [koine, "bind", ...set.headers, "-l", set.name, "-o", join(folder, "out.ts")];
  const libclang = existsSync(oldLibclang) ? { LIBCLANG_PATH: oldLibclang } : {};
  return {
    koine: () => time(process.execPath, [...bind, ...directories.flatMap((directory) => ["-I", directory])]),
    "rust-bindgen": () =>
      time(
        "bindgen",
        ["--no-layout-tests", "--no-rustfmt-bindings", "-o", join(folder, "out.rs"), source, "--", ...flags],
        libclang,
      ),
    "gcc -fsyntax-only": () => time("gcc", ["-fsyntax-only", "-w", ...flags, "-xc", source]),
  };
}

/** @param {readonly (number | undefined)[]} times */
function median(times) {
  const sorted = times.filter((value) => value !== undefined).toSorted((left, right) => left - right);
  return sorted.length < times.length ? undefined : sorted[sorted.length >> 1];
}

await runMain(async () => {
  await setUp();
  // Built by now, but not when this file is checked.
  const compiled = new URL("../tests/dist/corpus/header-set.js", import.meta.url).href;
  const { findIncludeDirectories, findMissingHeaders, headerSets } = /** @type {Corpus} */ (await import(compiled));
  if (!hasCommand("bindgen"))
    console.log("rust-bindgen is not installed (Debian: bindgen libclang1-14 libclang-common-14-dev)");
  console.log(
    `milliseconds per process, median of ${repetitions}, runs interleaved; ratios are koine / rust-bindgen\n`,
  );
  let level = 0;
  let compared = 0;
  for (const set of headerSets) {
    if (findMissingHeaders(set).length > 0) {
      console.log(`${set.name.padEnd(10)} is not installed`);
      continue;
    }
    writeFileSync(join(folder, "all.h"), set.headers.map((header) => `#include <${header}>\n`).join(""));
    const runs = planRuns(set, findIncludeDirectories(set));
    /** @type {Record<string, (number | undefined)[]>} */
    const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const [name, run] of Object.entries(runs)) times[name]?.push(run());
    }
    const medians = Object.entries(times).map(([name, values]) => /** @type {const} */ ([name, median(values)]));
    const cells = medians.map(([name, value]) => `${name} ${value === undefined ? "failed" : value.toFixed(0)}`);
    const { koine, "rust-bindgen": bindgen } = Object.fromEntries(medians);
    const ratio = koine === undefined || bindgen === undefined ? undefined : koine / bindgen;
    if (ratio !== undefined) compared++;
    if (ratio !== undefined && ratio <= 1) level++;
    console.log(
      `${set.name.padEnd(10)} ${cells.join("  ").padEnd(60)} ${ratio === undefined ? "" : `${ratio.toFixed(2)}x`}`,
    );
  }
  console.log(`\n${level} of ${compared} header sets take koine no longer than rust-bindgen`);
  rmSync(folder, { recursive: true });
  return 0;
});
