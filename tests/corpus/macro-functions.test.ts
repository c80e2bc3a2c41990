/**
 * Function-like macros of the corpus: for sampled arguments, the functions of the generated module give what gcc calculates, and
 * their results have the C type that the spec says.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bindHeaders, renderModule } from "@koine/bindgen";
import type { Spec, SpecMacro } from "@koine/bindgen";
import { FfiError } from "koine";
import { transform } from "esbuild";
import fc from "fast-check";
import { printResult, runWithGcc, sampleUse } from "./gcc-macros.ts";
import type { MacroUse } from "./gcc-macros.ts";
import { findIncludeDirectories, headerSets, reasonToSkip } from "./header-set.ts";

const isX64Linux = process.platform === "linux" && process.arch === "x64";
const isCi = (process.env["CI"] ?? "") !== "";
const turns = 24;
const seed = Number(process.env["KOINE_SEED"] ?? (isCi ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)));
const totals = { macros: 0, leftOut: 0, uses: 0 };
const folder = mkdtempSync(join(tmpdir(), "koine-macro-modules-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "node_modules"));
symlinkSync(
  fileURLToPath(new URL("../../../node_modules/koine", import.meta.url)),
  join(folder, "node_modules", "koine"),
);

type Functions = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

async function importMacros(name: string, spec: Spec, macros: readonly SpecMacro[]): Promise<Functions> {
  const module = renderModule({ ...spec, declarations: macros, overrides: [] });
  const { code } = await transform(module, { loader: "ts" });
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  return (await import(pathToFileURL(file).href)) as Functions;
}

/** What C does not define is an error here, and would end the C program. */
function calculate(functions: Functions, { macro, samples }: MacroUse): string | undefined {
  try {
    const value = functions[macro.name]?.(...samples.map(({ inJavaScript }) => inJavaScript));
    return printResult(value, macro);
  } catch (error) {
    if (!(error instanceof FfiError && error.message.includes("no value for these arguments"))) throw error;
    return undefined;
  }
}

interface Place {
  readonly headers: readonly string[];
  readonly includeDirectories: readonly string[];
}

/** Calls every macro with samples and gives what is not as gcc has it. */
async function findDifferences(name: string, spec: Spec, { headers, includeDirectories }: Place): Promise<string[]> {
  const macros = spec.declarations.filter((item) => item.kind === "macro");
  if (macros.length === 0) return [];
  const functions = await importMacros(name, spec, macros);
  const uses: { readonly use: MacroUse; readonly expected: string }[] = [];
  for (const macro of macros) {
    for (let turn = 0; turn < turns; turn++) {
      const use = sampleUse(macro, turn);
      const expected = calculate(functions, use);
      if (expected !== undefined) uses.push({ use, expected });
    }
  }
  const printed = runWithGcc(
    uses.map(({ use }) => use),
    headers,
    includeDirectories,
  );
  if (typeof printed === "string") return [printed];
  totals.macros += macros.length;
  totals.uses += uses.length;
  return uses.flatMap(({ use, expected }, place) => {
    const line = printed[place] ?? "nothing";
    const text = `${use.macro.name}(${use.samples.map(({ inC }) => inC).join(", ")})`;
    return line === expected ? [] : [`${text}: gcc ${line}, koine ${expected}`];
  });
}

for (const set of headerSets) {
  test(`${set.name}: macros calculate what gcc calculates`, { skip: reasonToSkip(set) }, async () => {
    const includeDirectories = findIncludeDirectories(set);
    const { spec } = bindHeaders({ headers: set.headers, libraries: [set.name], includeDirectories });
    assert.ok(spec !== null);
    totals.leftOut += spec.skipped.filter(({ reason }) => reason === "function-macro").length;
    assert.deepEqual(await findDifferences(set.name, spec, { headers: set.headers, includeDirectories }), []);
  });
}

test("enough macros were calculated", { skip: isX64Linux ? false : "needs x86-64 Linux" }, (t) => {
  const { macros, leftOut, uses } = totals;
  t.diagnostic(`macros: ${macros} are functions, called ${uses} times; ${leftOut} are left out, each with its reason`);
  if (isCi) assert.ok(macros >= 150, `${macros} macros`);
});

const types = ["char", "unsigned char", "short", "uint16_t", "int", "unsigned", "long", "unsigned long long", "_Bool"];
const operators = "+ - * & | ^ < > <= >= == != && ||".split(" ");
const expression = fc.letrec<{ readonly any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom("(a)", "(a)", "(b)", "(b)", "c"),
    fc.nat(300).map(String),
    fc.constantFrom("0x80000000", "0xffffffffu", "1L", "7ull", "-1", "'x'", "sizeof(long)"),
    fc.tuple(fc.constantFrom("-", "~", "!"), tie("any")).map(([operator, x]) => `${operator}(${x})`),
    fc.tuple(fc.constantFrom(...types), tie("any")).map(([type, x]) => `(${type})(${x})`),
    fc.tuple(tie("any"), fc.constantFrom(...operators), tie("any")).map(([x, each, y]) => `(${x}) ${each} (${y})`),
    fc.tuple(tie("any"), fc.constantFrom("<<", ">>"), tie("any")).map(([x, each, y]) => `(${x}) ${each} ((${y}) & 31)`),
    fc
      .tuple(tie("any"), fc.constantFrom("/", "%"), tie("any"))
      .map(([x, each, y]) => `(${x}) ${each} (((${y}) & 15) + 1)`),
    fc
      .tuple(tie("any"), fc.constantFrom("/", "%"), fc.integer({ min: 2, max: 99 }))
      .map(([x, each, y]) => `(${x}) ${each} ${y}`),
    fc.tuple(tie("any"), tie("any"), tie("any")).map(([x, y, z]) => `(${x}) ? (${y}) : (${z})`),
  ),
})).any;

const title = `random macros calculate what gcc calculates (seed ${seed}; repeat with KOINE_SEED)`;
test(title, { skip: isX64Linux ? false : "needs x86-64 Linux" }, async () => {
  const bodies = fc.sample(expression, { seed, numRuns: 400 });
  const macros = bodies.map((body, index) => `#define M${index}(a, b, c) ((a) * 0 + (b) * 0 + (c) * 0 + (${body}))`);
  const file = join(folder, "random.h");
  writeFileSync(file, `#include <stdint.h>\n${macros.join("\n")}\n`);
  const { spec } = bindHeaders({ headers: [file], libraries: ["random"], targets: ["x86_64-unknown-linux-gnu"] });
  assert.ok(spec !== null);
  const count = spec.declarations.filter(({ kind }) => kind === "macro").length;
  assert.ok(count > 390, `only ${count} of ${macros.length} macros were understood`);
  assert.deepEqual(await findDifferences("random", spec, { headers: [file], includeDirectories: [] }), []);
});
