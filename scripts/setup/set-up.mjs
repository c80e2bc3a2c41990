/**
 * Makes a fresh clone ready: Node version, system packages, npm packages, addon, TypeScript, bundles. Every step first looks whether
 * there is anything to do. Plain JavaScript without dependencies, because it runs before anything is installed.
 */
import { runStep, StepFailure } from "../process/progress.mjs";
import { ensureBundles } from "./bundles.mjs";
import { ensureNativeAddon } from "./native-addon.mjs";
import { ensureNodeModules } from "./node-modules.mjs";
import { ensureSystemPackages, ensureTestPackages } from "./system-packages.mjs";
import { ensureTypescriptBuild } from "./typescript-build.mjs";

/** The oldest Node that development and the built packages support. */
const oldestNode = { major: 20, minor: 12 };

/**
 * Checks the version of the Node that runs this.
 *
 * @param {string} version As in `process.versions.node`.
 * @throws {StepFailure} When it is too old.
 */
export function assertNodeVersion(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor)) return;
  throw new StepFailure(`Node ${oldestNode.major}.${oldestNode.minor} or newer is needed; this is Node ${version}.`);
}

/** Does everything except the TypeScript build, which is a stage of its own in `npm test`. */
export async function setUpTools() {
  assertNodeVersion(process.versions.node);
  await runStep("system packages", ensureSystemPackages);
  await runStep("npm packages", ensureNodeModules);
  await runStep("addon", ensureNativeAddon);
}

/** Does what only tests need. */
export async function setUpTestTools() {
  await runStep("test packages", ensureTestPackages);
}

/** Does everything that using and building need. */
export async function setUp() {
  await setUpTools();
  await runStep("typescript", ensureTypescriptBuild);
  await runStep("bundles", ensureBundles);
}

/**
 * Runs a script's main function; a failure that explains itself is printed without a stack trace.
 *
 * @param {() => Promise<number>} main Gives the exit code.
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
