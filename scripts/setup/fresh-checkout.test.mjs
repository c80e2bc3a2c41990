/** The promise of a fresh checkout: the commands that set it up load nothing that they have yet to install. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { repositoryRoot } from "../process/repository-root.mjs";

/** Commands of `package.json` that install and build what they need. */
const commands = ["start", "test", "bench", "bench:bind", "bench:idl", "fuzz", "headers"];
/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));

const isOfCheckout = (/** @type {string} */ path) => /^scripts\/(?:[\w-]+\/)*[\w-]+\.mjs$/.test(path);

for (const command of commands) {
  test(`npm run ${command} imports nothing that is installed or built before it has set up`, async () => {
    const [, entry = ""] = /^node (scripts\/[\w-]+\.mjs)$/.exec(scripts[command] ?? "") ?? [];
    const { metafile } = await build({
      absWorkingDir: repositoryRoot,
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      platform: "node",
      format: "esm",
      logLevel: "error",
    });
    assert.ok(Object.keys(metafile.inputs).includes("scripts/setup/set-up.mjs"), "it sets up");
    const early = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
      imports
        .filter(({ kind, path }) => kind === "import-statement" && !isBuiltin(path) && !isOfCheckout(path))
        .map(({ path }) => `${file}: ${path}`),
    );
    assert.deepEqual(early, []);
  });
}
