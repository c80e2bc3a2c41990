/** `npm start`: set-up, then the tour in `examples/tour/`. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { StepFailure } from "./process/progress.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";
import { exampleEntry } from "./testing/examples.mjs";

await runMain(async () => {
  await setUp();
  const entry = exampleEntry("tour");
  if (entry === undefined || !existsSync(entry))
    throw new StepFailure(
      "examples/tour/tour.ts is not compiled, after a build that was cut off: run `npx tsc -b --force`.",
    );
  const { status, signal } = spawnSync(process.execPath, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
  if (signal !== null) throw new StepFailure(`The tour was ended by signal ${signal}.`);
  return status ?? 1;
});
