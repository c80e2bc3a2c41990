/**
 * Modules of Node that a script loads when it first calls one of their functions. Loading one takes up to 5 ms, because of what it loads
 * itself, and most runs of a command need none of them.
 */

/** The functions that scripts import, by the module that has them. */
const functions = /** @type {const} */ ({
  "node:child_process": ["spawnSync"],
  "node:crypto": ["createHash", "randomBytes"],
  "node:module": ["createRequire"],
  "node:os": ["homedir", "tmpdir"],
  "node:url": ["fileURLToPath", "pathToFileURL"],
  "node:v8": ["setFlagsFromString"],
});

const namespace = "late";

/**
 * Puts functions that load the module in the place of those that they call. A function that is not in the table fails the build.
 *
 * @type {import("esbuild").Plugin}
 */
export const lateModules = {
  name: "late-modules",
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) => {
      if (!(path in functions)) return undefined;
      return kind === "require-call" ? { path, external: true } : { path, namespace };
    });
    build.onLoad({ filter: /^node:/, namespace }, ({ path }) => ({
      contents: Object.entries(functions)
        .filter(([name]) => name === path)
        .flatMap(([, names]) => names)
        .map((name) => `export const ${name} = (...words) => require("${path}").${name}(...words);`)
        .join("\n"),
    }));
  },
};
