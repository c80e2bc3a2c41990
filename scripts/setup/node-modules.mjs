/**
 * The set-up step that installs npm packages. npm writes what it has installed to `node_modules/.package-lock.json` as its
 * last act; comparing that with the lock file tells, without asking npm, whether there is anything to do.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../process/repository-root.mjs";
import { runCaptured, writeLog } from "../process/run-captured.mjs";
import { lastLines, StepFailure } from "../process/progress.mjs";

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 * @property {string} [resolved]
 */

/** @typedef {Record<string, LockEntry>} LockPackages */

/**
 * Compares what is installed with what the lock file asks for.
 *
 * @param {LockPackages} locked
 * @param {LockPackages} installed
 * @returns {string | undefined} The first difference in words; undefined when there is none.
 */
export function describeInstallDifference(locked, installed) {
  for (const [path, wanted] of Object.entries(locked)) {
    if (!path.includes("node_modules/")) continue;
    const found = installed[path];
    if (found === undefined) {
      if (wanted.optional === true) continue;
      return `${path} is not installed`;
    }
    if (found.version !== wanted.version || found.integrity !== wanted.integrity || found.link !== wanted.link) {
      return `${path} is not what the lock file asks for`;
    }
  }
  const surplus = Object.keys(installed).find((path) => path.includes("node_modules/") && locked[path] === undefined);
  return surplus === undefined ? undefined : `${surplus} is not in the lock file`;
}

/**
 * @param {string} file
 * @returns {LockPackages | undefined}
 */
function loadLock(file) {
  try {
    return JSON.parse(readFileSync(join(repositoryRoot, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Makes `node_modules` what the lock file asks for.
 *
 * @param {import("../process/progress.mjs").Step} step
 * @returns {Promise<{ summary: string }>}
 * @throws {StepFailure} When npm fails.
 */
export async function ensureNodeModules(step) {
  const locked = loadLock("package-lock.json");
  if (locked === undefined) throw new StepFailure("package-lock.json is missing or not JSON.");
  const installed = loadLock(join("node_modules", ".package-lock.json"));
  const difference = installed === undefined ? "nothing is installed" : describeInstallDifference(locked, installed);
  if (difference === undefined) return { summary: "as locked" };
  step.working(`npm ci, because ${difference}`);
  // Inside `npm test` the running npm names itself; otherwise the one on the path is used.
  const npm = process.env["npm_execpath"];
  const { exitCode, output } = npm?.endsWith(".js")
    ? await runCaptured(process.execPath, [npm, "ci"], { onLine: step.detail })
    : await runCaptured("npm", ["ci"], { onLine: step.detail });
  if (exitCode !== 0) {
    throw new StepFailure(`npm ci failed:\n${lastLines(output, 25)}\nAll of it: ${writeLog("npm-ci", output)}`);
  }
  return { summary: "installed" };
}
