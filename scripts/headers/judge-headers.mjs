/**
 * Judges headers in processes of bounded memory, each header in bounded time, and reports in the order of the headers. What a verdict
 * is stands in `tests/corpus/judge-header.ts`.
 */
import { fork } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { StepFailure } from "../process/progress.mjs";
import { repositoryRoot } from "../process/repository-root.mjs";

/** Time that one header may take, in milliseconds; gcc takes seconds for some. */
const patience = 120_000;
/** Memory that a process may use for its heap, in mebibytes. */
const heapSize = 1024;
/** So many problems of one header are told. */
const maximumProblems = 10;
/** So many headers between two lines that say how far it is. */
const interval = 500;

/**
 * @typedef {object} JudgeRequest
 * @property {string} triple
 * @property {string} command The compiler for it.
 * @property {readonly string[]} before Headers that are read before each.
 * @property {string} only What paths must contain.
 * @property {number} every Each so many-th header.
 * @property {number} offset How many are left out in front of the first.
 * @property {number} jobs How many processes.
 * @property {(line: string) => void} print Takes the report.
 */

/** @typedef {{ kind: "right" | "wrong" | "not-alone", problems: string[], functions: number, claims: number }} Verdict */

/**
 * @param {JudgeRequest} request
 * @returns {Promise<number>} The exit code: 1 if something is wrong.
 */
export async function judgeHeaders({ triple, command, before, only, every, offset, jobs, print }) {
  const module = join(repositoryRoot, "tests", "dist", "corpus", "installed-headers.js");
  const { findOracle, listInstalledHeaders } = await import(pathToFileURL(module).href);
  const oracle = findOracle(triple, command);
  if (oracle === undefined) throw new StepFailure(`${command} is not installed`);
  /** @type {{ path: string }[]} */
  const headers = listInstalledHeaders(oracle)
    .filter((/** @type {{ path: string }} */ { path }) => path.includes(only))
    .filter(
      (/** @type {unknown} */ _, /** @type {number} */ place) => place >= offset && (place - offset) % every === 0,
    );
  print(`${headers.length} headers for ${triple}`);
  const report = makeReport(headers, print);
  let next = 0;
  const take = () => (next < headers.length ? next++ : undefined);
  await Promise.all(Array.from({ length: jobs }, () => runJudge({ triple, command, before, headers, take, report })));
  return report.finish();
}

/**
 * Collects verdicts, and prints them in order.
 *
 * @param {readonly { path: string }[]} headers
 * @param {(line: string) => void} print
 */
function makeReport(headers, print) {
  /** @type {(Verdict | undefined)[]} */
  const verdicts = [];
  const counts = { right: 0, wrong: 0, "not-alone": 0, functions: 0, claims: 0 };
  let printed = 0;
  const describe = () =>
    `${counts.right} headers are right and ${counts.wrong} wrong; ${counts["not-alone"]} are not to be included alone. ` +
    `The compiler confirmed ${counts.claims} claims, and saw no more than these ${counts.functions} functions`;
  return {
    /**
     * @param {number} place
     * @param {Verdict} verdict
     */
    add(place, verdict) {
      verdicts[place] = verdict;
      for (let known = verdicts[printed]; known !== undefined; known = verdicts[++printed]) {
        counts[known.kind]++;
        counts.functions += known.functions;
        counts.claims += known.claims;
        if (known.kind === "wrong") {
          print(`✖ ${headers[printed]?.path ?? ""}`);
          for (const problem of known.problems.slice(0, maximumProblems)) print(`    ${problem}`);
          const more = known.problems.length - maximumProblems;
          if (more > 0) print(`    and ${more} more`);
        }
        if ((printed + 1) % interval === 0) print(`  ${describe()}`);
      }
    },
    finish() {
      print(describe());
      return counts.wrong === 0 ? 0 : 1;
    },
  };
}

/**
 * @typedef {object} Work
 * @property {string} triple
 * @property {string} command
 * @property {readonly string[]} before
 * @property {readonly object[]} headers
 * @property {() => number | undefined} take Gives the place of the next header.
 * @property {ReturnType<typeof makeReport>} report
 */

/**
 * @param {Work} work
 * @returns {Promise<void>}
 */
async function runJudge(work) {
  const script = fileURLToPath(new URL("judge.mjs", import.meta.url));
  const start = () =>
    fork(script, [work.triple, work.command, ...work.before], {
      execArgv: [`--max-old-space-size=${heapSize}`],
      stdio: "inherit",
    });
  let child = start();
  for (let place = work.take(); place !== undefined; place = work.take()) {
    // In turn: a process judges one header after the other.
    // oxlint-disable-next-line no-await-in-loop
    const verdict = await ask(child, work.headers[place] ?? {});
    work.report.add(place, verdict ?? failure);
    if (verdict === undefined) child = start();
  }
  child.disconnect();
}

/** @type {Verdict} */
const failure = {
  kind: "wrong",
  problems: [`took more than ${patience / 1000} s or ${heapSize} MiB`],
  functions: 0,
  claims: 0,
};

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {object} header
 * @returns {Promise<Verdict | undefined>} `undefined` if the process has ended, by itself or because it took too long.
 */
function ask(child, header) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    /** @param {Verdict | undefined} verdict */
    const settle = (verdict) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(verdict);
    };
    child.once("message", (message) => settle(/** @type {Verdict} */ (message)));
    child.once("exit", () => settle(undefined));
    child.send(header);
  });
}
