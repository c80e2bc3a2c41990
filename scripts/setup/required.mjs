/**
 * What the tests must find. Something missing is skipped with a reason on a developer's machine, and a failure where the
 * environment says `CI=true`: a gate that silently tests less is worse than none.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../process/repository-root.mjs";

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {"node" | "bun" | "deno"} kind
 * @property {string} executable Path inside `node_modules`.
 * @property {boolean} required
 */

/** @type {readonly Runtime[]} */
export const runtimes = [
  { name: "Node 20", kind: "node", executable: "node-20/bin/node", required: true },
  { name: "Node 22", kind: "node", executable: "node-22/bin/node", required: true },
  { name: "Node 24", kind: "node", executable: "node-24/bin/node", required: true },
  { name: "Node 26", kind: "node", executable: "node-26/bin/node", required: true },
  { name: "Bun", kind: "bun", executable: "bun/bin/bun.exe", required: true },
  { name: "Deno", kind: "deno", executable: "deno/deno", required: true },
];

/**
 * Gives the path of a runtime's executable when it is installed.
 *
 * @param {Runtime} runtime
 * @returns {string | undefined}
 */
export function findRuntime(runtime) {
  const path = join(repositoryRoot, "node_modules", runtime.executable);
  return existsSync(path) ? path : undefined;
}

/** The Node that unit tests run on: the oldest one supported, so that the result does not depend on who started it. */
export function oldestNodeExecutable() {
  const oldest = runtimes.find((runtime) => runtime.kind === "node");
  return (oldest && findRuntime(oldest)) ?? process.execPath;
}

/** Whether something missing is a failure. */
export const isStrict = process.env["CI"] === "true" || process.env["CI"] === "1";
