/**
 * Generates the raw libffi layer from the system's header: `npm run bind-libffi`, with `--check` to compare only.
 * The header of libffi 3.4 is the base, because it is the oldest that the layers work with.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { libffiLibraryNames } from "../packages/engine/dist/libffi/libffi-platform.js";
import { repositoryRoot } from "./process/repository-root.mjs";

const folder = "packages/koine/src/libffi/raw";

const parameters = [
  "bind",
  "ffi.h",
  `${folder}/newer-libffi.h`,
  ...libffiLibraryNames.flatMap((name) => ["-l", name]),
  "-o",
  `${folder}/ffi.gen.ts`,
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, [join("packages", "koine", "bin", "koine.js"), ...parameters], {
  cwd: repositoryRoot,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
