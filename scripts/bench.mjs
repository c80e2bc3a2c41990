/** `npm run bench`: compiles the benchmark and what it imports, then runs it. Options: bench/src/run/options.ts. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const compilerFolder = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));

/** Runs Node on a script and ends this process with its exit code when it fails. */
function runNode(script, ...options) {
  const { status } = spawnSync(process.execPath, [script, ...options], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

runNode(join(compilerFolder, "bin", "tsc"), "-b", join(root, "bench"));
runNode(join(root, "bench", "dist", "main.js"), ...process.argv.slice(2));
