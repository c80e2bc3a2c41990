/**
 * Generates the raw libffi layer from the system's header: `npm run bind-libffi`, with `--check` to compare only.
 * The header of libffi 3.4 is the base, because it is the oldest that the layers work with.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./process/repository-root.mjs";

/** Names of the library, by platform and version; the first that loads is used. */
const libraries = ["libffi.so.8", "libffi.so.7", "libffi.8.dylib", "libffi.dylib", "libffi-8.dll", "libffi-7.dll"];
const folder = "packages/koine/src/libffi/raw";

const parameters = [
  "bind",
  "ffi.h",
  `${folder}/newer-libffi.h`,
  ...libraries.flatMap((name) => ["-l", name]),
  "-o",
  `${folder}/ffi.gen.ts`,
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, [join("packages", "koine", "bin", "koine.js"), ...parameters], {
  cwd: repositoryRoot,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
