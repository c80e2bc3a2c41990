/**
 * Runs a child process with its output kept out of the way: in memory and, on failure, in a log file.
 * What is shown of it is decided by the caller (`progress.mjs`).
 */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.mjs";

const logDirectory = join(repositoryRoot, ".koine", "logs");

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] Working directory; the repository by default.
 * @property {NodeJS.ProcessEnv} [env] Added to this process's environment.
 * @property {(line: string) => void} [onLine] Called with each complete line while the child runs.
 * @property {number} [timeoutMs] After this the child is killed and the result says so.
 */

/**
 * @typedef {object} RunResult
 * @property {number} exitCode 0 for success; 127 when the program could not be started, 124 after a timeout.
 * @property {string} output Standard output and standard error, in order of arrival.
 */

/**
 * Runs a program and collects what it prints. It never throws: a program that cannot start is exit code 127.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function runCaptured(command, parameters, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: options.cwd ?? repositoryRoot,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let isTimedOut = false;
    let unfinishedLine = "";
    /** @param {string} text */
    const take = (text) => {
      output += text;
      const lines = (unfinishedLine + text).split("\n");
      unfinishedLine = lines.pop() ?? "";
      if (options.onLine !== undefined) for (const line of lines) options.onLine(line);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            isTimedOut = true;
            child.kill("SIGKILL");
          }, options.timeoutMs);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ exitCode: 127, output: `${output}${error.message}\n` });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (isTimedOut) output += `\nkilled: not done after ${String(options.timeoutMs)} ms\n`;
      else if (signal !== null) output += `\nended by signal ${signal}\n`;
      resolve({ exitCode: isTimedOut ? 124 : (code ?? 1), output });
    });
  });
}

/**
 * Keeps the whole output of a failed step in a file.
 *
 * @param {string} name Step name, used as the file name.
 * @param {string} output
 * @returns {string} Path of the log file.
 */
export function writeLog(name, output) {
  mkdirSync(logDirectory, { recursive: true });
  const file = join(logDirectory, `${name.replaceAll(/[^a-z0-9.-]+/gi, "-")}.log`);
  writeFileSync(file, output);
  return file;
}
