/**
 * Compiles every TypeScript example of the documentation against the built packages, strictly, and runs those that are not
 * marked otherwise. How examples are found and rendered is `docs-example.ts`.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { checksModule, checksModuleText, findExamples, renderExample } from "./docs-example.ts";
import type { DocsExample } from "./docs-example.ts";
import { isTestFile, loadRepositoryFiles, repositoryRoot } from "./source-file.ts";

const runTimeoutMs = 600_000;
// Inside the repository, so that examples find the packages as a user's program would: through node_modules.
const project = join(repositoryRoot, ".koine", "docs-examples");

const documents = loadRepositoryFiles().filter(
  ({ path }) =>
    /^(README\.md|docs\/(?!adr\/).*\.md|packages\/[^/]+\/README\.md)$/.test(path) ||
    (/^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !isTestFile(path)),
);
const examples = documents.flatMap(findExamples);

function moduleName(example: DocsExample): string {
  return `${example.path.replaceAll(/[^\w-]+/g, "-")}-l${String(example.line)}`;
}

function runProgram(parameters: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
    cwd: project,
    encoding: "utf8",
    timeout: runTimeoutMs,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  return { status, output: `${stdout}${stderr}` };
}

const configuration = {
  extends: "../../tsconfig.base.json",
  compilerOptions: {
    composite: false,
    isolatedDeclarations: false,
    declaration: false,
    declarationMap: false,
    incremental: false,
    rootDir: ".",
    outDir: "out",
  },
  include: ["*.ts"],
};

const compiled = examples.filter((example) => example.mode !== "fragment");
const problems: string[] = [];
rmSync(project, { recursive: true, force: true });
mkdirSync(project, { recursive: true });
writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }\n');
writeFileSync(join(project, "tsconfig.json"), JSON.stringify(configuration));
writeFileSync(join(project, checksModule), checksModuleText);
for (const example of compiled) {
  const rendered = renderExample(example);
  problems.push(...rendered.problems);
  writeFileSync(join(project, `${moduleName(example)}.ts`), rendered.text);
}
/**
 * The TypeScript that a tool of the repository brings: one before version 7, which many projects and editors have. It compares
 * members in another order, and knows fewer options.
 */
const olderCompiler = createRequire(createRequire(import.meta.url).resolve("@arethetypeswrong/core")).resolve(
  "typescript/package.json",
);
const olderConfiguration = {
  compilerOptions: {
    target: "es2022",
    lib: ["es2023", "esnext"],
    module: "nodenext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  },
  include: ["*.ts"],
};
writeFileSync(join(project, "tsconfig.older.json"), JSON.stringify(olderConfiguration));

const compilation = runProgram([join(repositoryRoot, "node_modules", "typescript", "bin", "tsc"), "--pretty", "false"]);

test("there are examples, and each arrow in them can be checked", () => {
  assert.notEqual(examples.length, 0);
  assert.deepEqual(problems, []);
});

test("an example that is not run says why", () => {
  const silent = examples.filter(({ mode, reason }) => mode !== "run" && reason === "");
  assert.deepEqual(
    silent.map(({ path, line, mode }) => `${path}:${String(line)}: ${mode} without a reason`),
    [],
  );
});

test("the examples compile under strict options", () => {
  assert.equal(compilation.output, "");
  assert.equal(compilation.status, 0);
});

test("the examples compile with a TypeScript before version 7", () => {
  const { version } = JSON.parse(readFileSync(olderCompiler, "utf8")) as { version: string };
  assert.match(version, /^[56]\./);
  const program = join(dirname(olderCompiler), "bin", "tsc");
  assert.deepEqual(runProgram([program, "--pretty", "false", "-p", "tsconfig.older.json"]), { status: 0, output: "" });
});

for (const example of compiled) {
  const name = `${example.path}:${String(example.line)}`;
  if (example.mode === "no-run") {
    test(name, { skip: `example not run: ${example.reason}` }, () => {});
    continue;
  }
  test(`${name} runs and gives what it promises`, () => {
    const { status, output } = runProgram([join(project, "out", `${moduleName(example)}.js`)]);
    assert.equal(status, 0, output);
  });
}
