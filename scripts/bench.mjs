/** `npm run bench`: set-up, then the benchmark with the options given to it (`npm run bench -- --help`). */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { StepFailure } from "./process/progress.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";

const entry = join(fileURLToPath(new URL("..", import.meta.url)), "bench", "dist", "main.js");

await runMain(async () => {
  await setUp();
  const { status, signal } = spawnSync(process.execPath, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
  if (signal !== null) throw new StepFailure(`The benchmark was ended by signal ${signal}.`);
  return status ?? 1;
});
