/**
 * The set-up step that looks for compilers and headers, and installs what is missing where it may: as root on Debian.
 * The list itself is `debian-packages.mjs`.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCaptured, writeLog } from "../process/run-captured.mjs";
import { lastLines, StepFailure } from "../process/progress.mjs";
import { debianPackages } from "./debian-packages.mjs";

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
    ({ command, header }) =>
      (command !== undefined && !hasCommand(command, searchPath)) || (header !== undefined && absent.includes(header)),
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
  const proofs = missing.map(({ name, command, header }) => `  ${command ?? header} (Debian: ${name})`).join("\n");
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
  const isDebian = hasCommand("apt-get");
  const isRoot = process.getuid?.() === 0;
  if (!isDebian || !isRoot) throw new StepFailure(renderMissingPackages(missing, isDebian));
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
  const remaining = findMissingPackages(debianPackages);
  if (remaining.length > 0) throw new StepFailure(renderMissingPackages(remaining, true));
  return { summary: `installed ${names.join(" ")}` };
}
