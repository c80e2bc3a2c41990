/**
 * `npm run bench:bind [-- SET…]`: how long `koine bind` takes as a whole process, without and with its cache and with libclang, beside
 * rust-bindgen, clang's dump of its syntax tree as JSON (what c2ffi and its like work on) and gcc's parser, on the header sets of the
 * corpus. Processor time is what is compared, because other work on the machine changes it less; the time on the clock, which is what
 * users wait for, stands beside it. The command was run once before, so that its compiled form is there, as it is for everybody after
 * the first run; `first` is such a first run. The last rows, `import`, are of the largest modules, on every Node that the tests run on.
 * Nothing is asserted. rust-bindgen is Debian's `bindgen`; its versions up to 0.60 need libclang 14
 * (`libclang1-14 libclang-common-14-dev`), which is used if it is there.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "./process/repository-root.mjs";
import { planImports } from "./process/time-import.mjs";
import { medianTimes, timeProcess } from "./process/time-process.mjs";
import { hasCommand } from "./setup/system-packages.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";

/** @typedef {import("./process/time-process.mjs").Times} Times */

/** @typedef {{ name: string, headers: readonly string[] }} HeaderSet */

/**
 * @typedef {object} Corpus
 * @property {readonly HeaderSet[]} headerSets
 * @property {ReadonlySet<string>} largestSets
 * @property {(set: HeaderSet) => readonly string[]} findIncludeDirectories
 * @property {(set: HeaderSet) => readonly string[]} findMissingHeaders
 */

/** @typedef {{ readonly module: string | null, readonly parts: readonly { name: string, text: string }[] }} Bound */

/** @typedef {{ bindHeaders: (options: object) => Bound }} Bindgen */

const repetitions = 5;
/** Of imports the least is told, which other work on the machine changes less than the median. */
const importRepetitions = 9;
const nodeVersions = [20, 22, 24, 26];
/** What the header that is made for measuring imports declares. */
const madeFunctions = 13_000;
const oldLibclang = "/usr/lib/llvm-14/lib";
const folder = mkdtempSync(join(tmpdir(), "koine-bench-bind-"));

/**
 * The commands that are compared, for one header set.
 *
 * @param {HeaderSet} set
 * @param {readonly string[]} directories
 * @returns {Record<string, () => Times | undefined>}
 */
function planRuns(set, directories) {
  const flags = directories.map((directory) => `-I${directory}`);
  const source = join(folder, "all.h");
  const koine = join(repositoryRoot, "packages", "koine", "bin", "koine.js");
  const bind = [koine, "bind", ...set.headers, "-l", set.name, "-o", join(folder, "out.ts")];
  const libclang = existsSync(oldLibclang) ? { LIBCLANG_PATH: oldLibclang } : {};
  const koineFlags = directories.flatMap((directory) => ["-I", directory]);
  const cache = { KOINE_CACHE_DIR: join(folder, "cache") };
  const firstCache = join(folder, "first");
  return {
    koine: () => timeProcess(process.execPath, [...bind, ...koineFlags, "--no-cache"], cache),
    first: () => {
      rmSync(firstCache, { recursive: true, force: true });
      return timeProcess(process.execPath, [...bind, ...koineFlags], { KOINE_CACHE_DIR: firstCache });
    },
    cached: () => timeProcess(process.execPath, [...bind, ...koineFlags], cache),
    libclang: () => timeProcess(process.execPath, [...bind, ...koineFlags, "--backend", "libclang"], cache),
    "rust-bindgen": () =>
      timeProcess(
        "bindgen",
        ["--no-layout-tests", "--no-rustfmt-bindings", "-o", join(folder, "out.rs"), source, "--", ...flags],
        libclang,
      ),
    "clang JSON": () =>
      timeProcess("clang", ["-fsyntax-only", "-w", "-Xclang", "-ast-dump=json", ...flags, "-xc", source]),
    gcc: () => timeProcess("gcc", ["-fsyntax-only", "-w", ...flags, "-xc", source]),
  };
}

/**
 * Compares the import of modules of more than 10,000 functions with the least that V8 needs for as many exports: functions and hardly any type, from a
 * header that is made here, the functions of the largest header sets with the types that they use and nothing else, GTK with whatever its headers
 * include, which is one header for the user, and everything of the largest header sets together.
 *
 * @param {Corpus} corpus
 * @returns {Promise<string>}
 */
async function compareImports({ headerSets, largestSets, findIncludeDirectories, findMissingHeaders }) {
  const sets = headerSets.filter((set) => largestSets.has(set.name) && findMissingHeaders(set).length === 0);
  const gtk = sets.filter(({ name }) => name === "gtk3");
  const everything = { files: { include: [".*"] } };
  const nothing = { exclude: [".*"] };
  const made = join(folder, "made.h");
  writeFileSync(made, renderFunctions());
  const modules = [
    { title: "a header of functions and one opaque type", own: [{ name: "made", headers: [made] }], choose: undefined },
    {
      title: "the functions of the largest header sets, with the types that they use",
      own: sets,
      // Types that are left out come back where functions need them.
      choose: { types: nothing, constants: nothing },
    },
    { title: "gtk.h and all that it includes", own: gtk, choose: everything },
    { title: "the largest header sets", own: sets, choose: undefined },
  ];
  const lines = [];
  for (const [place, { title, own, choose }] of modules.entries()) {
    const { code, partCodes } = await bindModule({
      headers: own.flatMap(({ headers }) => headers),
      libraries: ["m"],
      includeDirectories: own.flatMap((set) => [...findIncludeDirectories(set)]),
      choose,
    });
    const { functions, exports, imports } = planImports(join(folder, `import-${place}`), code, partCodes);
    lines.push(
      `import     ${title}: ${functions} functions among ${exports} exports, thread/clock, least of ${importRepetitions}`,
    );
    for (const version of nodeVersions) {
      const node = join(repositoryRoot, "node_modules", `node-${version}`, "bin", "node");
      if (existsSync(node)) lines.push(`  Node ${version}  ${timeImports(imports, node).join("  ")}`);
    }
  }
  return lines.join("\n");
}

/**
 * Renders the declarations of functions whose names and parameters are as long as usual, and differ.
 *
 * @returns {string}
 */
function renderFunctions() {
  const tails = [
    "void",
    "struct machine *machine",
    "const struct machine *machine, int flags",
    "struct machine *machine, const char *name, size_t length",
    "struct machine *machine, unsigned char *buffer, size_t length, int *error",
    "double x, double y, double width, double height, unsigned int flags",
  ];
  const results = ["int", "void", "const char *", "size_t", "struct machine *", "double"];
  const verbs = [
    "get",
    "set",
    "open",
    "create",
    "is_valid",
    "add",
    "remove",
    "find",
    "copy",
    "reset",
    "parse",
    "render",
    "count",
  ];
  const lines = Array.from({ length: madeFunctions }, (_, place) => {
    const name = `machine_${verbs[place % verbs.length]}_part_${Math.floor(place / verbs.length)}`;
    return `${results[place % results.length]} ${name}(${tails[(place * 5 + 1) % tails.length]});\n`;
  });
  return `#include <stddef.h>\nstruct machine;\n${lines.join("")}`;
}

/**
 * Binds, and gives the module and its parts in JavaScript.
 *
 * @param {object} options Of `bindHeaders`.
 */
async function bindModule(options) {
  const bindgen = new URL("../packages/bindgen/dist/index.js", import.meta.url).href;
  const { bindHeaders } = /** @type {Bindgen} */ (await import(bindgen));
  // Installed by now, but perhaps not when this file was loaded.
  const { transform } = await import("esbuild");
  const { module, parts } = bindHeaders(options);
  const { code } = await transform(module ?? "", { loader: "ts" });
  const partCodes = await Promise.all(
    parts.map(async ({ name, text }) => ({ name, code: (await transform(text, { loader: "ts" })).code })),
  );
  return { code, partCodes };
}

/**
 * @param {Record<string, (node: string) => Times>} imports
 * @param {string} node
 */
function timeImports(imports, node) {
  const runs = Object.values(imports);
  const times = runs.map(() => /** @type {Times[]} */ ([]));
  for (let repetition = 0; repetition < importRepetitions; repetition++) {
    for (const [place, run] of runs.entries()) times[place]?.push(run(node));
  }
  return Object.keys(imports).map((name, place) => {
    const processorMs = Math.min(...(times[place] ?? []).map((time) => time.processorMs));
    const clockMs = Math.min(...(times[place] ?? []).map((time) => time.clockMs));
    return `${name} ${render({ processorMs, clockMs })}`;
  });
}

/** @param {readonly number[]} ratios */
function summarize(ratios) {
  return `${ratios.filter((ratio) => ratio <= 1).length} (at worst ${Math.max(...ratios).toFixed(2)}x)`;
}

/** @param {Times} times */
function render({ processorMs, clockMs }) {
  return `${processorMs.toFixed(0)}/${clockMs.toFixed(0)}`;
}

await runMain(async () => {
  await setUp();
  // Built by now, but not when this file is checked.
  const compiled = new URL("../tests/dist/corpus/header-set.js", import.meta.url).href;
  const corpus = /** @type {Corpus} */ (await import(compiled));
  const { findIncludeDirectories, findMissingHeaders, headerSets } = corpus;
  if (!hasCommand("bindgen"))
    console.log("rust-bindgen is not installed (Debian: bindgen libclang1-14 libclang-common-14-dev)");
  console.log(
    `milliseconds per process, processor/clock, median of ${repetitions}, runs interleaved; ratios are koine / rust-bindgen, of both\n`,
  );
  /** @type {{ processor: number, clock: number }[]} */
  const ratios = [];
  const wanted = process.argv.slice(2);
  for (const set of headerSets.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    if (findMissingHeaders(set).length > 0) {
      console.log(`${set.name.padEnd(10)} is not installed`);
      continue;
    }
    writeFileSync(join(folder, "all.h"), set.headers.map((header) => `#include <${header}>\n`).join(""));
    const runs = planRuns(set, findIncludeDirectories(set));
    /** @type {Record<string, (Times | undefined)[]>} */
    const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
    runs.koine?.();
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const [name, run] of Object.entries(runs)) times[name]?.push(run());
    }
    const medians = Object.entries(times).map(([name, values]) => /** @type {const} */ ([name, medianTimes(values)]));
    const cells = medians.map(([name, value]) => `${name} ${value === undefined ? "failed" : render(value)}`);
    const { koine, "rust-bindgen": bindgen } = Object.fromEntries(medians);
    const ratio =
      koine === undefined || bindgen === undefined
        ? undefined
        : { processor: koine.processorMs / bindgen.processorMs, clock: koine.clockMs / bindgen.clockMs };
    if (ratio !== undefined) ratios.push(ratio);
    console.log(
      `${set.name.padEnd(10)} ${cells.join("  ").padEnd(130)} ${ratio === undefined ? "" : `${ratio.processor.toFixed(2)}x/${ratio.clock.toFixed(2)}x`}`,
    );
  }
  if (ratios.length > 0) {
    console.log(
      `\nof ${ratios.length} header sets koine takes no more than rust-bindgen on ${summarize(ratios.map(({ processor }) => processor))} by processor time, on ${summarize(ratios.map(({ clock }) => clock))} by the clock`,
    );
  }
  if (wanted.length === 0 || wanted.includes("import")) console.log(await compareImports(corpus));
  rmSync(folder, { recursive: true });
  return 0;
});
