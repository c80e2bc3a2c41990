/**
 * The set-up step that builds the addon with node-gyp against headers that are already on this machine. One binary serves
 * every runtime, so which Node's headers they are does not matter.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installedProgram, repositoryRoot } from "../process/repository-root.mjs";
import { runCaptured, writeLog } from "../process/run-captured.mjs";
import { lastLines, StepFailure } from "../process/progress.mjs";

const packageDirectory = join(repositoryRoot, "packages", "native");
const sourcePattern = /\.(c|cc|cpp|h|hpp|S|asm)$/;
const ignoredDirectories = new Set(["build", "dist", "node_modules"]);

/**
 * Fingerprints what the addon is built from.
 *
 * @param {string} directory The package's directory.
 * @returns {string} A hash of `binding.gyp`, the sources and the platform.
 */
export function fingerprintAddon(directory) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const file of ["binding.gyp", ...listSources(directory, "")]) {
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(directory, file)))
      .update("\n");
  }
  return hash.digest("hex");
}

/**
 * @param {string} directory
 * @param {string} prefix
 * @returns {string[]}
 */
function listSources(directory, prefix) {
  return readdirSync(join(directory, prefix), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(prefix, entry.name);
      if (entry.isDirectory()) return ignoredDirectories.has(entry.name) ? [] : listSources(directory, path);
      return sourcePattern.test(entry.name) ? [path] : [];
    })
    .sort();
}

/** @returns {string} A Node prefix that has `include/node/node_api.h`. */
function findNodePrefix() {
  const candidates = [
    dirname(dirname(process.execPath)),
    ...[26, 24, 22, 20].map((major) => join(repositoryRoot, "node_modules", `node-${major}`)),
  ];
  const prefix = candidates.find((candidate) => existsSync(join(candidate, "include", "node", "node_api.h")));
  if (prefix === undefined)
    throw new StepFailure(`No Node headers (include/node/node_api.h) in:\n${candidates.join("\n")}`);
  return prefix;
}

/**
 * Makes `build/Release/koine.node` match its sources.
 *
 * @param {import("../process/progress.mjs").Step} step
 * @returns {Promise<{ summary: string }>}
 * @throws {StepFailure} When the compiler refuses.
 */
export async function ensureNativeAddon(step) {
  if (!existsSync(join(packageDirectory, "binding.gyp"))) {
    step.working("skipped");
    return { summary: "nothing to build: packages/native has no binding.gyp yet" };
  }
  const fingerprint = fingerprintAddon(packageDirectory);
  const output = join(packageDirectory, "build", "Release", "koine.node");
  const marker = join(packageDirectory, "build", "Release", ".fingerprint");
  if (existsSync(output) && existsSync(marker) && readFileSync(marker, "utf8") === fingerprint) {
    return { summary: "up to date" };
  }
  const prefix = findNodePrefix();
  step.working("building with node-gyp");
  const result = await runCaptured(
    process.execPath,
    [installedProgram("node-gyp", "bin/node-gyp.js"), "rebuild", `--nodedir=${prefix}`],
    { cwd: packageDirectory, onLine: step.detail },
  );
  if (result.exitCode !== 0 || !existsSync(output)) {
    const log = writeLog("node-gyp", result.output);
    throw new StepFailure(`node-gyp failed:\n${lastLines(result.output, 40)}\nAll of it: ${log}`);
  }
  writeFileSync(marker, fingerprint);
  return { summary: "built" };
}
