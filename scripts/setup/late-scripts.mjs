/**
 * Modules that are scripts of their own for a script that imports them late: it would have them in itself otherwise, and V8 would read them
 * with it, though most runs of the installed command whose result is kept need none of them.
 */
import { join } from "node:path";

/** The script that is loaded late, and the one that loads it. */
const lateScript = { name: "front-end", path: "front-end.cjs", loadedBy: "bind" };

const filter = /\/front-end(?:\.js)?$/;
const namespace = "late-script";

/**
 * Puts loading the script in the place of loading the module. Scripts that import nothing late have no use for the import, and without it
 * esbuild puts no functions around modules that everything which loads late would share with them.
 *
 * @param {string} folder Of the package with the loader and the scripts.
 * @param {string} entryName The script that is made.
 * @returns {import("esbuild").Plugin}
 */
export function lateScripts(folder, entryName) {
  const loader = JSON.stringify(join(folder, "dist", "start", "load-script.js"));
  return {
    name: "late-scripts",
    setup(build) {
      // It does not load itself.
      if (entryName === lateScript.name) return;
      build.onResolve({ filter }, ({ path, kind }) => {
        if (kind !== "dynamic-import") return undefined;
        return entryName === lateScript.loadedBy ? { path: lateScript.path, namespace } : { path, external: true };
      });
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: `const { dirname, join } = require("node:path");
module.exports = require(${loader}).loadRehearsedScript(join(dirname(__filename), ${JSON.stringify(path)}));`,
        resolveDir: folder,
      }));
    },
  };
}
