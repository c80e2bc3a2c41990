/**
 * Runs rounds of fuzzing in a process of their own, stops it when the time is over or somebody presses Ctrl-C, and says what was
 * checked until then. A round calls compilers and programs and waits for each, so that it could not stop by itself.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} RoundsRequest
 * @property {number} seed Of the first round; each further one has the next number.
 * @property {number | undefined} rounds How many; as many as there is time for, when absent.
 * @property {number | undefined} milliseconds How long; as long as the rounds take, when absent.
 * @property {string} folder For everything temporary.
 * @property {(line: string) => void} print Takes the report.
 */

/** @typedef {{ rounds: number, signatures: number, headers: number, declarations: number }} Checked */

/**
 * @param {RoundsRequest} request
 * @param {string} [script] What runs the rounds: it sends a {@link Checked} after each.
 * @returns {Promise<number>} The exit code: 1 if something failed.
 */
export function runRounds(request, script = fileURLToPath(new URL("rounds.mjs", import.meta.url))) {
  const { seed, rounds = Number.MAX_SAFE_INTEGER, milliseconds, folder, print } = request;
  const started = performance.now();
  /** @type {Checked} */
  const checked = { rounds: 0, signatures: 0, headers: 0, declarations: 0 };
  // A group of its own: Ctrl-C reaches this process alone, which then ends the compilers and programs as well.
  const child = spawn(process.execPath, [script, String(seed), String(rounds)], {
    detached: process.platform !== "win32",
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.on("message", (message) => {
    const round = /** @type {Checked} */ (message);
    checked.rounds += round.rounds;
    checked.signatures += round.signatures;
    checked.headers += round.headers;
    checked.declarations += round.declarations;
  });
  /** @type {string | undefined} */
  let reason;
  const stop = (/** @type {string} */ why) => {
    reason ??= why;
    endGroup(child);
  };
  const interrupt = () => stop("interrupted");
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  for (const signal of signals) process.on(signal, interrupt);
  const timer = milliseconds === undefined ? undefined : setTimeout(() => stop("time is over"), milliseconds);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, interrupt);
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      const last = checked.rounds === 0 ? "" : ` to ${seed + checked.rounds - 1}`;
      print(
        `${reason ?? (code === 0 ? "done" : "failed")} after ${seconds} s: ${checked.rounds} rounds, seeds ${seed}${last}, ` +
          `${checked.signatures} signatures, ${checked.headers} headers and ${checked.declarations} declarations are right`,
      );
      resolve(reason === undefined && code !== 0 ? 1 : 0);
    });
  });
}

/** @param {import("node:child_process").ChildProcess} child */
function endGroup({ pid }) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended by itself in the meantime.
  }
}
