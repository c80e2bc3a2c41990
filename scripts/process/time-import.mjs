/**
 * What importing a large module costs, in parts and as one file, beside the least that any module of as many exports costs, each of which is
 * an empty string, in as many files and in one, and a module of its functions alone, which are strings. Times are of the import alone, without the start of Node and of `koine`, as a
 * program pays for them that imports one function by name: a namespace of all exports (`import *`) is not made.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.mjs";

/** @typedef {import("./time-process.mjs").Times} Times */

/**
 * V8 optimises what runs often in another thread, for which nobody waits: what counts is the time of the one that imports. Node tells it since 24;
 * before that Linux does.
 */
const timedProgram = `
  import "koine";
  import { readFileSync } from "node:fs";
  const ofNode = () => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1e3; };
  const ofLinux = () => Number(readFileSync("/proc/self/task/" + process.pid + "/schedstat", "utf8").split(" ")[0]) / 1e6;
  const processor = process.threadCpuUsage === undefined ? ofLinux : ofNode;
  const before = processor();
  const clock = performance.now();
  await import(process.argv[2]);
  console.log(JSON.stringify({ processorMs: processor() - before, clockMs: performance.now() - clock }));
`;

/** @typedef {{ name: string, code: string }} Part One file of a module, in JavaScript, and its name without an extension. */

/**
 * Prepares the import of the modules.
 *
 * @param {string} folder An empty folder.
 * @param {string} code The large module as one file, in JavaScript.
 * @param {readonly Part[]} parts The same module in parts; none where it is one file for users, too.
 * @returns {{ functions: number, exports: number, imports: Record<string, (node: string) => Times> }}
 */
export function planImports(folder, code, parts) {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(join(repositoryRoot, "node_modules", "koine"), join(folder, "node_modules", "koine"));
  writeFileSync(join(folder, "time.mjs"), timedProgram);
  const functions = functionsOf(code);
  const name = functions[0]?.[1] ?? "";
  const texts = functions.map(([, key, text]) => `export const ${key} = /* @__PURE__ */ keepText(${text});\n`);
  writeModule(folder, "whole", code, name);
  writeModule(folder, "functions", `const keepText = (text) => text;\n${texts.join("")}`, name);
  writeModule(folder, "least", emptyExports(code), name);
  const time = (/** @type {string} */ file) => (/** @type {string} */ node) => timeImport(folder, file, node);
  const inOne = {
    "as one file": time("whole"),
    "exports as empty strings, in one file": time("least"),
    "functions as strings": time("functions"),
  };
  const counts = { functions: functions.length, exports: exportsOf(code).length };
  const withCache = (/** @type {string} */ file) => (/** @type {string} */ node) =>
    timeWithCache(folder, (env) => timeImport(folder, file, node, env));
  if (parts.length === 0) return { ...counts, imports: { ...inOne, "with its compiled form": withCache("whole") } };
  writeModule(folder, "parts", writeParts(folder, "part", parts), name);
  const leastParts = parts.map((part) => ({ name: part.name, code: emptyExports(part.code) }));
  writeModule(folder, "least-parts", writeParts(folder, "least", leastParts), name);
  /** @type {Record<string, (node: string) => Times>} */
  const single = {};
  for (const { name: folderName, code: entrance } of parts.filter((part) =>
    ["gtk", "openssl", "libxml"].includes(part.name),
  )) {
    const inside = parts.filter((part) => part.name === folderName || entrance.includes(`"./${part.name}.ts"`));
    const own = inside.flatMap((part) => functionsOf(part.code));
    writeModule(folder, `one-${folderName}`, `export * from "./part-${folderName}.mjs";\n`, own[0]?.[1] ?? "");
    single[`${folderName} alone (${own.length} functions)`] = time(`one-${folderName}`);
  }
  return {
    ...counts,
    imports: {
      "in parts": time("parts"),
      "with its compiled form": withCache("parts"),
      ...single,
      "exports as empty strings, in parts": time("least-parts"),
      ...inOne,
    },
  };
}

/**
 * Writes a module, and a program that imports one name from it.
 *
 * @param {string} folder
 * @param {string} file
 * @param {string} code
 * @param {string} name
 */
function writeModule(folder, file, code, name) {
  writeFileSync(join(folder, `${file}.mjs`), code);
  const program = `import { ${name} } from "./${file}.mjs";\nexport default ${name};\n`;
  writeFileSync(join(folder, `use-${file}.mjs`), program);
}

/**
 * Writes files of a module.
 *
 * @param {string} folder
 * @param {string} kind What their names begin with.
 * @param {readonly Part[]} parts
 * @returns {string} What exports them all.
 */
function writeParts(folder, kind, parts) {
  for (const { name, code } of parts) {
    const own = code.replaceAll(/( from "\.\/)(.*)\.ts"/g, `$1${kind}-$2.mjs"`);
    writeFileSync(join(folder, `${kind}-${name}.mjs`), own);
  }
  const exporting = parts.filter(({ name, code }) => name !== "library" && exportsOf(code).length > 0);
  return exporting.map(({ name }) => `export * from "./${kind}-${name}.mjs";\n`).join("");
}

/**
 * @param {string} folder
 * @param {string} file
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
function timeImport(folder, file, node, env = {}) {
  const { stdout } = spawnSync(node, ["time.mjs", `./use-${file}.mjs`], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, NODE_COMPILE_CACHE: undefined, ...env },
  });
  return /** @type {Times} */ (JSON.parse(stdout));
}

/** @param {string} code */
function functionsOf(code) {
  return [...code.matchAll(functionPattern)];
}

const functionPattern = /^export const ([\w$]+) = (?:\/\* @__PURE__ \*\/ )?library\(\s*("[^"]*")/gm;

/** @param {string} code */
function exportsOf(code) {
  return code.match(/^export const [\w$]+/gm) ?? [];
}

/**
 * The least that a module of as many exports can be.
 *
 * @param {string} code
 */
function emptyExports(code) {
  return exportsOf(code)
    .map((start) => `${start} = "";\n`)
    .join("");
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
