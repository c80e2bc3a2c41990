/**
 * The TypeScript target: packages compiled strictly and installed as a user would, and consumers that import them by their
 * names, on every kind of runtime.
 */
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { parseApi, renderTargets, targets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { importedBinding, renderBinding } from "./binding.ts";
import { testConsumers } from "./consumer.ts";
import type { Consumer } from "./consumer.ts";
import { languagesRoot, loadDocument, runTool, writeFiles } from "./producer.ts";

const installed = join(dirname(dirname(languagesRoot)), "node_modules");
const compiler = join(installed, "typescript", "bin", "tsc");

/** The oldest and the newest Node, and the others; what is installed of them. */
const runtimes: readonly (readonly [program: string, ...words: readonly string[]])[] = [
  ["node-20/bin/node"],
  ["node-26/bin/node"],
  ["bun/bin/bun.exe"],
  ["deno/deno", "run", "--allow-all", "--no-lock", "--quiet", "--node-modules-dir=manual"],
];

const consumerOptions = {
  compilerOptions: {
    target: "es2023",
    lib: ["es2023", "esnext.disposable"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: true,
    types: ["node"],
    typeRoots: [join(installed, "@types")],
    rootDir: ".",
    outDir: "dist",
  },
  include: ["*.ts"],
};

testConsumers({
  name: "ts",
  guide: { page: "generated-typescript.md", fence: "ts", features: ["contacts", "kvstore"] },
  ending: ".ts",
  programs: [],
  lacks: targets.find(({ name }) => name === "ts")?.lacks ?? {},
  prepare: (consumer) => {
    installPackages(consumer);
    const program = compileConsumer(consumer);
    return runtimes
      .filter(([runtime]) => process.env["CI"] !== undefined || existsSync(join(installed, runtime)))
      .map(([runtime, ...words]) => ({ program: join(installed, runtime), words: [...words, program] }));
  },
  adapt: (runs, { prefix, imports, libraries }) => {
    const environment = Object.fromEntries(
      [prefix, ...imports].map((name) => [`${name.toUpperCase()}_LIBRARY`, join(libraries, `lib${name}.so`)]),
    );
    return runs.map((run) => ({ ...run, environment }));
  },
});

test("ts: names that are words are compiled strictly", () => {
  inTemporaryDirectory((folder) => {
    const place = renderBinding({ feature: "words", target: "ts", folder });
    symlinkSync(installed, join(place, "node_modules"));
    runTool(process.execPath, [compiler, "--pretty", "false", "-p", place]);
  });
});

test("ts: two thousand functions are compiled strictly, with declarations", () => {
  const functions = Array.from({ length: 2000 }, (_, index) => {
    const parameters = "[{ name: text, type: string }, { name: values, type: '[i32]' }]";
    return `      - { name: call_${String(index)}, params: ${parameters}, return: "string?" }`;
  });
  const head = [
    'version: "1.0.0"',
    "package: { name: large, version: 1.0.0 }",
    "modules:",
    "  - name: calls",
    "    functions:",
  ];
  const { api } = parseApi([...head, ...functions, ""].join("\n"), "large.yml");
  assert.ok(api !== undefined);
  inTemporaryDirectory((folder) => {
    writeFiles(folder, renderTargets(api, ["ts"]).files);
    const place = join(folder, "ts");
    symlinkSync(installed, join(place, "node_modules"));
    runTool(process.execPath, [compiler, "--pretty", "false", "-p", place]);
  });
});

/** Lays the packages and what they need where they are found, and builds them: those that others import first. */
function installPackages({ feature, scratch, imports }: Consumer): void {
  const own = renderBinding({ feature, target: "ts", folder: scratch });
  const places = [
    ...imports.map((name) => [name, importedBinding(scratch, name, "ts")] as const),
    [loadDocument(feature).package.name, own] as const,
  ];
  mkdirSync(join(scratch, "node_modules"));
  for (const dependency of ["koine", "@koine"]) {
    symlinkSync(join(installed, dependency), join(scratch, "node_modules", dependency));
  }
  for (const [name, place] of places) symlinkSync(place, join(scratch, "node_modules", name));
  const manifest = { type: "module", private: true, dependencies: { koine: "*" } };
  writeFileSync(join(scratch, "package.json"), JSON.stringify(manifest));
  // Deno follows no links out of `node_modules`.
  const mapped = places.flatMap(([name, place]) => {
    const folder = `./${relative(scratch, place)}/dist/`;
    return [[name, `${folder}index.js`] as const, [`${name}/internal/`, folder] as const];
  });
  writeFileSync(join(scratch, "deno.json"), JSON.stringify({ imports: Object.fromEntries(mapped) }));
  for (const [, place] of places) runTool(process.execPath, [compiler, "--pretty", "false", "-p", place]);
}

/** Compiles the consumer and gives the program. */
function compileConsumer({ feature, source, scratch }: Consumer): string {
  cpSync(source, join(scratch, `${feature}.ts`));
  writeFileSync(join(scratch, "tsconfig.json"), JSON.stringify(consumerOptions));
  runTool(process.execPath, [compiler, "--pretty", "false", "-p", scratch]);
  return join(scratch, "dist", `${feature}.js`);
}
