/** What a process costs: processor time and time on the clock, as bash tells them. Which processes are compared is for the benchmarks to say. */
import { spawnSync } from "node:child_process";

/** @typedef {{ processorMs: number, clockMs: number }} Times */

/** Prints the seconds that a command spent in user mode and in the kernel, and those that went by. */
const timing = 'TIMEFORMAT="%3U %3S %3R"; time "$@" >/dev/null 2>/dev/null';

/**
 * Runs a command to its end.
 *
 * Certificates of the site are left out of it: with `NODE_EXTRA_CA_CERTS`, which some networks set for all programs, Node 20 reads a
 * few hundred of them before anything else, 30 ms of processor time that have nothing to do with what is measured.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} [env] Variables besides those of this process.
 * @returns {Times | undefined} Undefined if the process failed.
 */
export function timeProcess(command, parameters, env = {}) {
  const { status, stderr } = spawnSync("bash", ["-c", timing, "bash", command, ...parameters], {
    encoding: "utf8",
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, ...env },
  });
  if (status !== 0) return undefined;
  const [user = 0, kernel = 0, clock = 0] = stderr.trim().split(" ").map(Number);
  return { processorMs: 1000 * (user + kernel), clockMs: 1000 * clock };
}

/**
 * The median of each time by itself.
 *
 * @param {readonly (Times | undefined)[]} runs
 * @returns {Times | undefined} Undefined if one of the processes failed.
 */
export function medianTimes(runs) {
  const done = runs.filter((run) => run !== undefined);
  if (done.length < runs.length) return undefined;
  /** @param {keyof Times} kind */
  const middle = (kind) => done.map((run) => run[kind]).toSorted((left, right) => left - right)[done.length >> 1] ?? 0;
  return { processorMs: middle("processorMs"), clockMs: middle("clockMs") };
}
