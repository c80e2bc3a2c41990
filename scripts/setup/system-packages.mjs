/**
 * The set-up step that looks for compilers and headers, and installs what is missing where it may: as root on Debian.
 * The list itself is `debian-packages.mjs`.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCaptured, writeLog } from "../process/run-captured.mjs";
import { lastLines, StepFailure } from "../process/progress.mjs";
import { debianPackages, testPackages } from "./debian-packages.mjs";

/** @typedef {import("./debian-packages.mjs").SystemPackage} SystemPackage */

/**
 * Tells whether a program is on the path.
 *
 * @param {string} command
 * @param {string} [searchPath] Directories as in `PATH`.
 * @returns {boolean}
 */
export function hasCommand(command, searchPath = process.env["PATH"] ?? "") {
  return searchPath.split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Finds the packages whose proof is absent. The compiler is asked about headers; where there is none yet, the places
 * where Debian puts them are looked at.
 *
 * @param {readonly SystemPackage[]} packages
 * @param {string} [searchPath] Directories as in `PATH`.
 * @returns {SystemPackage[]}
 */
export function findMissingPackages(packages, searchPath = process.env["PATH"] ?? "") {
  const headers = packages.flatMap((entry) => (entry.header === undefined ? [] : [entry.header]));
  const absent = hasCommand("gcc", searchPath)
    ? askCompilerForAbsentHeaders(headers, searchPath)
    : headers.filter((header) => !debianIncludeDirectories().some((directory) => existsSync(join(directory, header))));
  return packages.filter(
    ({ command, header, file }) =>
      (command !== undefined && !hasCommand(command, searchPath)) ||
      (header !== undefined && absent.includes(header)) ||
      (file !== undefined && !existsSync(file)),
  );
}

/**
 * @param {readonly string[]} headers
 * @param {string} searchPath
 * @returns {string[]}
 */
function askCompilerForAbsentHeaders(headers, searchPath) {
  const source = headers.map((header) => `#if !__has_include(<${header}>)\nabsent ${header}\n#endif\n`).join("");
  const { stdout } = spawnSync("gcc", ["-E", "-P", "-x", "c", "-"], {
    input: source,
    encoding: "utf8",
    env: { ...process.env, PATH: searchPath },
  });
  return [...stdout.matchAll(/^absent (\S+)$/gm)].map((match) => match[1] ?? "");
}

/** @returns {string[]} */
function debianIncludeDirectories() {
  if (!existsSync("/usr/include")) return [];
  const multiarch = readdirSync("/usr/include").filter((name) => /-linux-/.test(name));
  return ["/usr/local/include", "/usr/include", ...multiarch.map((name) => join("/usr/include", name))];
}

/**
 * Says what to do about missing packages on a machine where they may not be installed from here.
 *
 * @param {readonly SystemPackage[]} missing
 * @param {boolean} isDebian
 * @returns {string}
 */
export function renderMissingPackages(missing, isDebian) {
  const names = missing.map((entry) => entry.name).join(" ");
  const proofs = missing
    .map(({ name, command, header, file }) => `  ${command ?? header ?? file} (Debian: ${name})`)
    .join("\n");
  if (isDebian) return `These packages are missing: ${names}\nInstall them with:\n  sudo apt-get install -y ${names}`;
  return `These programs and headers are missing:\n${proofs}\nInstall them with this system's package manager.`;
}

/**
 * Makes sure that all packages are there.
 *
 * @param {import("../process/progress.mjs").Step} step
 * @returns {Promise<{ summary: string }>}
 * @throws {StepFailure} When something is missing and cannot be installed from here.
 */
export async function ensureSystemPackages(step) {
  const missing = findMissingPackages(debianPackages);
  if (missing.length === 0) return { summary: "all there" };
  if (!mayInstall()) throw new StepFailure(renderMissingPackages(missing, hasCommand("apt-get")));
  return installPackages(step, missing);
}

/**
 * Makes sure that what only tests use is there. Where it may not be installed, tests are skipped; under CI that is a
 * failure.
 *
 * @param {import("../process/progress.mjs").Step} step
 * @returns {Promise<{ summary: string }>}
 * @throws {StepFailure} When something is missing under CI, or its installation fails.
 */
export async function ensureTestPackages(step) {
  const missing = findMissingPackages(testPackages);
  if (missing.length === 0) return { summary: "all there" };
  if (mayInstall()) return installPackages(step, missing);
  const advice = renderMissingPackages(missing, hasCommand("apt-get"));
  if ((process.env["CI"] ?? "") !== "") throw new StepFailure(advice);
  return { summary: `tests that need them are skipped. ${advice}` };
}

/** @returns {boolean} Whether packages can be installed from here: as root on Debian. */
function mayInstall() {
  return hasCommand("apt-get") && process.getuid?.() === 0;
}

/**
 * @param {import("../process/progress.mjs").Step} step
 * @param {readonly SystemPackage[]} missing
 * @returns {Promise<{ summary: string }>}
 */
async function installPackages(step, missing) {
  const names = missing.map((entry) => entry.name);
  step.working(`installing ${names.join(" ")}`);
  for (const parameters of [["update"], ["install", "-y", "--no-install-recommends", ...names]]) {
    const { exitCode, output } = await runCaptured("apt-get", parameters, {
      env: { DEBIAN_FRONTEND: "noninteractive" },
      onLine: step.detail,
    });
    if (exitCode !== 0) {
      const log = writeLog("apt-get", output);
      throw new StepFailure(
        `${renderMissingPackages(missing, true)}\n\nThe last lines of apt-get ${parameters[0]}:\n${lastLines(output, 15)}\nAll of it: ${log}`,
      );
    }
  }
  const remaining = findMissingPackages(missing);
  if (remaining.length > 0) throw new StepFailure(renderMissingPackages(remaining, true));
  return { summary: `installed ${names.join(" ")}` };
}
