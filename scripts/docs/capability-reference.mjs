/** Makes docs/reference/capabilities.md by asking the backend of every runtime that the tests run on. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../process/repository-root.mjs";
import { findRuntime, runtimes } from "../setup/required.mjs";

/** @typedef {Readonly<Record<string, boolean>>} Capabilities */

/**
 * @typedef {object} Answer
 * @property {string} title
 * @property {string} backend
 * @property {Capabilities} capabilities
 */

/** @returns {string | undefined} Undefined when a runtime is not installed or has no backend here. */
export function renderCapabilityReference() {
  /** @type {Answer[]} */
  const answers = [];
  for (const runtime of runtimes) {
    const executable = findRuntime(runtime);
    const answer = executable === undefined ? undefined : askRuntime(executable, runtime.kind);
    if (answer === undefined) return undefined;
    answers.push({ title: runtime.name, ...answer });
  }
  const names = readCapabilityNames();
  const header = ["capability", ...answers.map(({ title }) => title)];
  const rows = [...names].map(([name]) => [
    `[\`${name}\`](#${name.toLowerCase()})`,
    ...answers.map(({ capabilities }) => (capabilities[name] === true ? "yes" : "–")),
  ]);
  const backends = ["backend", ...answers.map(({ backend }) => backend)];
  return [
    "# Capabilities\n",
    "<!-- Made by scripts/docs.mjs from what each backend states. Do not edit. -->\n",
    "What the backend of each runtime can do, on Linux x64. `currentBackend().capabilities` has the same in a program. What is",
    "missing is refused with `FFI_UNSUPPORTED`, before anything is called.\n",
    ...[header, header.map(() => "---"), ...rows, backends].map((cells) => `| ${cells.join(" | ")} |`),
    "",
    ...[...names].map(([name, text]) => `## ${name}\n\n${text}\n`),
  ].join("\n");
}

/**
 * @param {string} executable
 * @param {"node" | "bun" | "deno"} kind
 * @returns {{ backend: string, capabilities: Capabilities } | undefined}
 */
function askRuntime(executable, kind) {
  const program = join(repositoryRoot, "scripts", "docs", "print-capabilities.mjs");
  const parameters = {
    node: [program],
    bun: [program],
    deno: ["run", "--allow-all", "--no-lock", "--quiet", program],
  };
  const env = { ...process.env, KOINE_ENGINE: "", NODE_TEST_CONTEXT: undefined };
  const { status, stdout } = spawnSync(executable, parameters[kind], { cwd: repositoryRoot, encoding: "utf8", env });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/**
 * Reads names and descriptions where they are written: in the interface that every backend answers.
 *
 * @returns {ReadonlyMap<string, string>}
 */
function readCapabilityNames() {
  const source = readFileSync(join(repositoryRoot, "packages", "koine", "src", "backend", "capabilities.ts"), "utf8");
  const members = source.matchAll(/\/\*\* ([^*]+) \*\/\n {2}readonly (\w+): boolean;/g);
  return new Map([...members].map(([, text = "", name = ""]) => [name, text]));
}
