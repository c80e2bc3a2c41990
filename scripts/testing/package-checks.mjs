/**
 * The stage that packs every public package as it would be published, and lets publint and "are the types wrong" look at
 * the archives.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedProgram, repositoryRoot } from "../process/repository-root.mjs";
import { lastLines } from "../process/progress.mjs";
import { runCaptured } from "../process/run-captured.mjs";
import { countCheck, sumCounts } from "./counts.mjs";
import { whenFree } from "./processor-pool.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */

/**
 * @typedef {object} PublicPackage
 * @property {string} name
 * @property {string[]} untypedEntries Entry points without types: addons, and scripts that only programs of ours load.
 */

/** @returns {PublicPackage[]} What is published. */
function listPublicPackages() {
  return readdirSync(join(repositoryRoot, "packages"))
    .map((folder) => JSON.parse(readFileSync(join(repositoryRoot, "packages", folder, "package.json"), "utf8")))
    .filter((manifest) => manifest.private !== true)
    .map((manifest) => ({
      name: String(manifest.name),
      untypedEntries: Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) =>
        /\.(?:node|cjs)$/.test(String(target)) || entry.endsWith(".node") ? [entry] : [],
      ),
    }));
}

/**
 * Packs and checks.
 *
 * @returns {Promise<Counts>} One test per package and tool.
 */
export async function checkPackages() {
  const destination = mkdtempSync(join(tmpdir(), "koine-pack-"));
  try {
    /** @type {Counts[]} */
    const all = [];
    const packages = listPublicPackages();
    const archives = await packAll(
      packages.map((entry) => entry.name),
      destination,
    );
    if (archives === undefined) return countCheck(false);
    const checkPackage = async (/** @type {PublicPackage} */ { name, untypedEntries }) => {
      const archive = archives.find((path) => path.endsWith(`/${archiveName(name)}`));
      if (archive === undefined) {
        console.log(`  ✖ npm pack made no archive of ${name}`);
        all.push(countCheck(false));
        return;
      }
      const exclusion = untypedEntries.length === 0 ? [] : ["--exclude-entrypoints", ...untypedEntries];
      all.push(await checkArchive("publint", "src/cli.js", ["run", archive, "--strict"]));
      const flags = ["--profile", "esm-only", "--no-color", "--no-emoji", "--format", "ascii", ...exclusion];
      all.push(await checkArchive("@arethetypeswrong/cli", "dist/index.js", [archive, ...flags]));
    };
    await Promise.all(packages.map((one) => whenFree(0, () => checkPackage(one))));
    return sumCounts(all);
  } finally {
    rmSync(destination, { recursive: true });
  }
}

/**
 * @param {readonly string[]} names
 * @param {string} destination
 * @returns {Promise<string[] | undefined>} The archives' paths; undefined when npm failed.
 */
async function packAll(names, destination) {
  const selection = names.flatMap((name) => ["--workspace", name]);
  const packing = await runCaptured("npm", [
    "pack",
    "--pack-destination",
    destination,
    "--loglevel=error",
    ...selection,
  ]);
  if (packing.exitCode !== 0) {
    console.log(`  npm pack failed:\n${lastLines(packing.output, 20)}`);
    return undefined;
  }
  return readdirSync(destination).map((archive) => join(destination, archive));
}

/**
 * Gives the file name that npm packs a package to; all packages have the version of the workspace.
 *
 * @param {string} name
 * @returns {string}
 */
function archiveName(name) {
  const { version } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));
  return `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}

/**
 * @param {string} packageName
 * @param {string} entry
 * @param {readonly string[]} parameters
 * @returns {Promise<Counts>}
 */
async function checkArchive(packageName, entry, parameters) {
  const program = installedProgram(packageName, entry);
  const { exitCode, output } = await runCaptured(process.execPath, [program, ...parameters], {
    env: { NO_COLOR: "1" },
  });
  if (exitCode !== 0) console.log(`  ✖ ${packageName}:\n${lastLines(output, 40)}`);
  return countCheck(exitCode === 0);
}
