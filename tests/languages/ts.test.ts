/**
 * The TypeScript target: packages compiled strictly and installed as a user would, and consumers that import them by their
 * names, on every kind of runtime.
 */
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { targets } from "@koine/idl";
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
  ending: ".ts",
  programs: [],
  targets: ["ts"],
  lacks: targets.find(({ name }) => name === "ts")?.lacks ?? {},
  prepare: (consumer) => {
    installPackage(consumer);
    const program = compileConsumer(consumer);
    const environment = { [libraryVariable(consumer)]: consumer.library };
    return runtimes
      .filter(([runtime]) => process.env["CI"] !== undefined || existsSync(join(installed, runtime)))
      .map(([runtime, ...words]) => ({ program: join(installed, runtime), words: [...words, program], environment }));
  },
});

/** The variable that names the library's file to the package. */
function libraryVariable({ feature }: Consumer): string {
  return `${loadDocument(feature).package.name.toUpperCase().replaceAll("-", "_")}_LIBRARY`;
}

/** Lays the package and what it needs where they are found, and builds it. */
function installPackage({ feature, scratch, generated }: Consumer): void {
  const { name } = loadDocument(feature).package;
  const place = join(scratch, "package");
  cpSync(join(generated, "ts"), place, { recursive: true });
  mkdirSync(join(scratch, "node_modules"));
  symlinkSync(place, join(scratch, "node_modules", name));
  // Declarations name the packages below koine, which package managers lay beside it.
  for (const dependency of ["koine", "@koine"]) {
    symlinkSync(join(installed, dependency), join(scratch, "node_modules", dependency));
  }
  const manifest = { type: "module", private: true, dependencies: { koine: "*" } };
  writeFileSync(join(scratch, "package.json"), JSON.stringify(manifest));
  // Deno follows no links out of `node_modules`.
  writeFileSync(join(scratch, "deno.json"), JSON.stringify({ imports: { [name]: "./package/dist/index.js" } }));
  runTool(process.execPath, [compiler, "--pretty", "false", "-p", place]);
}

/** Compiles the consumer and gives the program. */
function compileConsumer({ feature, source, scratch }: Consumer): string {
  cpSync(source, join(scratch, `${feature}.ts`));
  writeFileSync(join(scratch, "tsconfig.json"), JSON.stringify(consumerOptions));
  runTool(process.execPath, [compiler, "--pretty", "false", "-p", scratch]);
  return join(scratch, "dist", `${feature}.js`);
}
