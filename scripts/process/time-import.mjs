/**
 * What importing a large module costs, beside the least that any module of as many exports costs, each of which is an empty string, and
 * a module of its functions alone, which are strings. Times are of the import alone, without the start of Node and of `koine`, as a
 * program pays for them that imports one function by name: a namespace of all exports (`import *`) is not made.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.mjs";

/** @typedef {import("./time-process.mjs").Times} Times */

/** V8 optimises what runs often in another thread, for which nobody waits: what counts is the time of the one that imports. */
const program = `
  import "koine";
  import { readFileSync } from "node:fs";
  const processor = () => Number(readFileSync("/proc/self/task/" + process.pid + "/schedstat", "utf8").split(" ")[0]) / 1e6;
  const before = processor();
  const clock = performance.now();
  await import(process.argv[2]);
  console.log(JSON.stringify({ processorMs: processor() - before, clockMs: performance.now() - clock }));
`;

/**
 * Prepares the import of the modules.
 *
 * @param {string} folder An empty folder.
 * @param {string} code The large module, in JavaScript.
 * @returns {{ functions: number, exports: number, imports: Record<string, (node: string) => Times> }}
 */
export function planImports(folder, code) {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(join(repositoryRoot, "node_modules", "koine"), join(folder, "node_modules", "koine"));
  writeFileSync(join(folder, "time.mjs"), program);
  const exported = code.match(/^export const [\w$]+/gm) ?? [];
  const functions = [
    ...code.matchAll(/^export const ([\w$]+) = (?:\/\* @__PURE__ \*\/ )?library\.function\(\s*("[^"]*")/gm),
  ];
  const name = functions[0]?.[1] ?? "";
  const write = (/** @type {string} */ file, /** @type {string} */ text) => {
    writeFileSync(join(folder, `${file}.mjs`), text);
    writeFileSync(
      join(folder, `use-${file}.mjs`),
      `import { ${name} } from "./${file}.mjs";\nexport default ${name};\n`,
    );
  };
  write("module", code);
  write("least", exported.map((start) => `${start} = "";\n`).join(""));
  const texts = functions.map(([, key, text]) => `export const ${key} = /* @__PURE__ */ read(${text});\n`);
  write("functions", `const read = (text) => text;\n${texts.join("")}`);
  const timeImport = (
    /** @type {string} */ node,
    /** @type {string} */ file,
    /** @type {NodeJS.ProcessEnv} */ env = {},
  ) => {
    const { stdout } = spawnSync(node, ["time.mjs", `./use-${file}.mjs`], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, NODE_COMPILE_CACHE: undefined, ...env },
    });
    return /** @type {Times} */ (JSON.parse(stdout));
  };
  return {
    functions: functions.length,
    exports: exported.length,
    imports: {
      module: (node) => timeImport(node, "module"),
      "with its compiled form": (node) => timeWithCache(folder, (env) => timeImport(node, "module", env)),
      "its exports as empty strings": (node) => timeImport(node, "least"),
      "its functions as strings": (node) => timeImport(node, "functions"),
    },
  };
}

/**
 * Times a second run, for which the first has kept what V8 compiled. Node 20 keeps nothing.
 *
 * @param {string} folder
 * @param {(env: NodeJS.ProcessEnv) => Times} run
 */
function timeWithCache(folder, run) {
  const cache = mkdtempSync(join(folder, "cache-"));
  try {
    run({ NODE_COMPILE_CACHE: cache });
    return run({ NODE_COMPILE_CACHE: cache });
  } finally {
    rmSync(cache, { recursive: true });
  }
}
