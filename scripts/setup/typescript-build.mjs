/** The set-up step that compiles every TypeScript project of the repository, incrementally. */
import { installedProgram } from "../process/repository-root.mjs";
import { runCaptured, writeLog } from "../process/run-captured.mjs";
import { lastLines, StepFailure } from "../process/progress.mjs";

/**
 * Builds all projects that the root `tsconfig.json` references.
 *
 * @param {import("../process/progress.mjs").Step} step
 * @returns {Promise<{ summary: string }>}
 * @throws {StepFailure} When there is a type error.
 */
export async function ensureTypescriptBuild(step) {
  step.working("tsc -b");
  const { exitCode, output } = await runCaptured(
    process.execPath,
    [installedProgram("typescript", "bin/tsc"), "-b", "--pretty", "false"],
    { onLine: step.detail },
  );
  if (exitCode !== 0) {
    throw new StepFailure(`tsc -b failed:\n${lastLines(output, 60)}\nAll of it: ${writeLog("tsc", output)}`);
  }
  return { summary: "built" };
}
