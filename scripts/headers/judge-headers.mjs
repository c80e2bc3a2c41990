/**
 * Judges headers and C files in processes of bounded memory, each in bounded time. What a verdict is stands in
 * `tests/corpus/judge-header.ts`, what is printed in `judge-report.mjs`.
 */
import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { StepFailure } from "../process/progress.mjs";
import { repositoryRoot } from "../process/repository-root.mjs";
import { JudgeReport } from "./judge-report.mjs";

/** Time that one file may take, in milliseconds; gcc takes seconds for some. */
const patience = 120_000;
/** Memory that a process may use for its heap, in mebibytes. */
const heapSize = 1024;

/**
 * @typedef {object} JudgeSettings
 * @property {string} triple
 * @property {string} command The compiler for it.
 * @property {readonly string[]} before Headers that are read before each.
 * @property {readonly string[]} flags What the compiler is given for each file of a folder.
 * @property {boolean} readsTestFlags Whether flags stand in the files of a folder, as in GCC's own tests.
 */

/**
 * @typedef {object} JudgeRequest
 * @property {JudgeSettings} settings
 * @property {string | undefined} folder What to judge instead of installed headers: the C files and headers below it.
 * @property {string} only What paths must contain.
 * @property {number} every Each so many-th file.
 * @property {number} offset How many are left out in front of the first.
 * @property {number} jobs How many processes.
 * @property {(line: string) => void} print Takes the report.
 */

/** @typedef {import("./judge-report.mjs").Verdict} Verdict */

/**
 * @param {JudgeRequest} request
 * @returns {Promise<number>} The exit code: 1 if something is wrong.
 */
export async function judgeHeaders({ settings, folder, only, every, offset, jobs, print }) {
  const files = (await listFiles(settings, folder))
    .filter(({ path }) => path.includes(only))
    .filter((_, place) => place >= offset && (place - offset) % every === 0);
  print(`${files.length} ${folder === undefined ? "headers" : "files"} for ${settings.triple}`);
  const paths = files.map(({ path }) => path);
  const report = new JudgeReport({ paths, command: settings.command, tellsAll: folder !== undefined, print });
  let next = 0;
  const take = () => (next < files.length ? next++ : undefined);
  const messages = files.map(({ path, message }) => message ?? path);
  await Promise.all(Array.from({ length: jobs }, () => runJudge({ settings, messages, take, report })));
  return report.finish();
}

/**
 * @param {JudgeSettings} settings
 * @param {string | undefined} folder
 * @returns {Promise<readonly { path: string, message?: object }[]>}
 */
async function listFiles({ triple, command, before }, folder) {
  const { findOracle, listInstalledHeaders } = await importCorpus("installed-headers.js");
  const oracle = findOracle(triple, command, before);
  if (oracle === undefined) throw new StepFailure(`${command} is not installed`);
  if (folder === undefined)
    return listInstalledHeaders(oracle).map((/** @type {{ path: string }} */ header) => ({
      path: header.path,
      message: header,
    }));
  if (!existsSync(folder)) throw new StepFailure(`--files: there is no "${folder}"`);
  const { listFolderFiles } = await importCorpus("folder-files.js");
  return listFolderFiles(folder).map((/** @type {string} */ path) => ({ path }));
}

/** @param {string} name */
function importCorpus(name) {
  return import(pathToFileURL(join(repositoryRoot, "tests", "dist", "corpus", name)).href);
}

/**
 * @typedef {object} Work
 * @property {JudgeSettings} settings
 * @property {readonly (object | string)[]} messages What the process is sent for each file.
 * @property {() => number | undefined} take Gives the place of the next file.
 * @property {JudgeReport} report
 */

/**
 * @param {Work} work
 * @returns {Promise<void>}
 */
async function runJudge({ settings, messages, take, report }) {
  const script = fileURLToPath(new URL("judge.mjs", import.meta.url));
  const start = () =>
    fork(script, [JSON.stringify(settings)], { execArgv: [`--max-old-space-size=${heapSize}`], stdio: "inherit" });
  let child = start();
  for (let place = take(); place !== undefined; place = take()) {
    // In turn: a process judges one file after the other.
    // oxlint-disable-next-line no-await-in-loop
    const verdict = await ask(child, messages[place] ?? "");
    report.add(place, verdict ?? failure);
    if (verdict === undefined) child = start();
  }
  child.disconnect();
}

/** @type {Verdict} */
const failure = {
  kind: "differs",
  problems: [`took more than ${patience / 1000} s or ${heapSize} MiB`],
  functions: 0,
  claims: 0,
};

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {object | string} message
 * @returns {Promise<Verdict | undefined>} `undefined` if the process has ended, by itself or because it took too long.
 */
function ask(child, message) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    /** @param {Verdict | undefined} verdict */
    const settle = (verdict) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(verdict);
    };
    child.once("message", (answer) => settle(/** @type {Verdict} */ (answer)));
    child.once("exit", () => settle(undefined));
    child.send(message);
  });
}
