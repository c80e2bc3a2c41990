/** The guide's way from a document to a running program, done as the page says with the files and commands on it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { test } from "node:test";
import { parseApi, renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { languagesRoot } from "./producer.ts";

const repository = dirname(dirname(languagesRoot));
const installed = join(repository, "node_modules");
const node = join(installed, "node-26", "bin");

/** The blocks of a page in a language, in their order. */
function findBlocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}(?: [^\\n]*)?\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text]) => text ?? "",
  );
}

/** Runs the commands of a block and gives what they print. */
function runShell(commands: string, directory: string): string {
  const koine = `node ${join(installed, "koine", "bin", "koine.js")}`;
  const run = spawnSync("sh", ["-e", "-c", commands.replaceAll("npx koine", koine)], {
    cwd: directory,
    encoding: "utf8",
    env: { ...process.env, PATH: `${node}${delimiter}${process.env["PATH"] ?? ""}`, NODE_TEST_CONTEXT: undefined },
  });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  return run.stdout;
}

test("the importing document of the guide gives packages in every language", () => {
  const page = readFileSync(join(repository, "docs", "guide", "generating-packages.md"), "utf8");
  const [, document = ""] = findBlocks(page, "yaml");
  const { api, diagnostics } = parseApi(document, join(languagesRoot, "documents", "roads.yml"));
  assert.deepEqual(diagnostics, []);
  assert.ok(api !== undefined);
  assert.deepEqual(renderTargets(api).diagnostics, []);
});

const skip = existsSync(node) || process.env["CI"] !== undefined ? false : "needs Node 26";

test("the five minutes of the guide work", { skip }, () => {
  const page = readFileSync(join(repository, "docs", "guide", "generating-packages.md"), "utf8");
  const [document = ""] = findBlocks(page, "yaml");
  const [implementation = ""] = findBlocks(page, "c");
  const [program = ""] = findBlocks(page, "ts");
  const [generate = "", run = ""] = findBlocks(page, "sh");
  const [output] = findBlocks(page.slice(page.indexOf(run) + `${run}\`\`\`\n`.length), "");
  inTemporaryDirectory((directory) => {
    mkdirSync(join(directory, "node_modules"));
    symlinkSync(join(installed, "koine"), join(directory, "node_modules", "koine"));
    writeFileSync(join(directory, "greeter.yml"), document);
    runShell(generate, directory);
    writeFileSync(join(directory, "generated", "scaffold", "c", "greeter_implementation.c"), implementation);
    writeFileSync(join(directory, "main.ts"), program);
    assert.equal(runShell(run, directory), output);
  });
});
