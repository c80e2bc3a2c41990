/**
 * Modules that are scripts of their own for a script that imports them late: it would have them in itself otherwise, and V8 would read them
 * with it, though most runs of the installed command whose result is kept need none of them.
 */
import { join } from "node:path";

/** The scripts by the last part of what is imported. */
const scripts = /** @type {const} */ ({ "front-end": "front-end.cjs" });

const filter = /\/front-end(?:\.js)?$/;
const namespace = "late-script";

/**
 * Puts loading the script in the place of loading the module.
 *
 * @param {string} folder Of the package with the loader and the scripts.
 * @param {string} entryName The script that is made; it does not load itself.
 * @returns {import("esbuild").Plugin}
 */
export function lateScripts(folder, entryName) {
  const loader = JSON.stringify(join(folder, "dist", "start", "load-script.js"));
  return {
    name: "late-scripts",
    setup(build) {
      if (entryName in scripts) return;
      build.onResolve({ filter }, ({ kind }) =>
        kind === "dynamic-import" ? { path: scripts["front-end"], namespace } : undefined,
      );
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: `const { dirname, join } = require("node:path");
module.exports = require(${loader}).loadRehearsedScript(join(dirname(__filename), ${JSON.stringify(path)}));`,
        resolveDir: folder,
      }));
    },
  };
}
