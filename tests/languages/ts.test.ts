/**
 * The TypeScript target: packages compiled strictly and installed as a user would, and consumers that import them by their
 * names, on every kind of runtime.
 */
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { targets } from "@koine/idl";
import { importedBinding, renderBinding } from "./binding.ts";
import { testConsumers } from "./consumer.ts";
import type { Consumer } from "./consumer.ts";
import { languagesRoot, loadDocument, runTool } from "./producer.ts";

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
    const environment = Object.fromEntries(
      [consumer.prefix, ...consumer.imports].map((name) => [
        `${name.toUpperCase()}_LIBRARY`,
        join(consumer.libraries, `lib${name}.so`),
      ]),
    );
    return runtimes
      .filter(([runtime]) => process.env["CI"] !== undefined || existsSync(join(installed, runtime)))
      .map(([runtime, ...words]) => ({ program: join(installed, runtime), words: [...words, program], environment }));
  },
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
