/** `koine validate`, `lint`, `format`, `diff`, `inspect` and `schema` as they are typed. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runCommand } from "../command-line/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-validate-"));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function run(...words: readonly string[]): Promise<{ exitCode: number; output: string; error: string }> {
  const written = { output: "", error: "" };
  const exitCode = await runCommand(words, {
    workingDirectory: folder,
    writeOutput: (text) => (written.output += text),
    writeError: (text) => (written.error += text),
    isTerminal: false,
  });
  return { exitCode, ...written };
}

write(
  "good.yaml",
  `version: "1.0.0"
modules:
  - name: kv
    structs: [{ name: Entry, fields: [{ name: id, type: i64 }] }]
    functions: [{ name: get, doc: Gets it., return: Entry }]
`,
);
write(
  "bad.yaml",
  `version: "1.0.0"
modules:
  - name: kv
    functions: [{ name: get, return: Entri }, { name: get }]
`,
);

test("validate tells what a valid document holds", async () => {
  const { exitCode, error, output } = await run("validate", "good.yaml");
  assert.deepEqual([exitCode, error, output], [0, "good.yaml: 1 module, 1 function, 1 type\n", ""]);
});

test("validate reports all mistakes of all documents, as text, JSON and GitHub annotations", async () => {
  const text = await run("validate", "good.yaml", "bad.yaml");
  assert.equal(text.exitCode, 1);
  assert.match(
    text.error,
    /error\[idl\/unknown-type\][\s\S]*bad\.yaml:4:38[\s\S]*error\[idl\/duplicate-name\][\s\S]*2 errors/,
  );

  const json = await run("validate", "bad.yaml", "--format", "json");
  const { diagnostics } = JSON.parse(json.output) as { diagnostics: readonly Record<string, unknown>[] };
  assert.deepEqual(
    diagnostics.map(({ code, file, line, column }) => ({ code, file, line, column })),
    [
      { code: "idl/unknown-type", file: "bad.yaml", line: 4, column: 38 },
      { code: "idl/duplicate-name", file: "bad.yaml", line: 4, column: 55 },
    ],
  );
  assert.equal(diagnostics[1]?.["help"], "rename one of the two");

  const github = await run("validate", "bad.yaml", "--format", "github");
  assert.match(github.output, /^::error file=bad\.yaml,line=4,col=38,title=idl\/unknown-type::/);
});

test("lint fails on warnings, which validate does not look for", async () => {
  write("plain.yaml", `version: "1.0.0"\nmodules: [{ name: kv, functions: [{ name: get }] }]\n`);
  assert.equal((await run("validate", "plain.yaml")).exitCode, 0);
  const { exitCode, error } = await run("lint", "plain.yaml");
  assert.equal(exitCode, 1);
  assert.match(error, /warning\[idl\/undocumented-module\]/);
  assert.equal((await run("lint", "good.yaml")).exitCode, 0);
});

test("inspect prints every stage as JSON", async () => {
  for (const stage of ["parsed", "resolved", "abi", "plan"]) {
    const { exitCode, output } = await run("inspect", "good.yaml", "--stage", stage);
    assert.equal(exitCode, 0);
    assert.equal(typeof JSON.parse(output), "object");
  }
  const broken = await run("inspect", "bad.yaml");
  assert.deepEqual([broken.exitCode, broken.output], [1, ""]);
});

test("format lays out files in place, and --check only looks", async () => {
  const text = `modules: [{ functions: [], name: kv }] # all\nversion: "1.0.0"\n`;
  write("mixed.yaml", text);
  const check = await run("format", "mixed.yaml", "good.yaml", "--check");
  assert.equal(check.exitCode, 3);
  assert.match(check.error, /^mixed\.yaml differs:\n/);
  assert.equal(readFileSync(join(folder, "mixed.yaml"), "utf8"), text);

  const formatted = await run("format", "mixed.yaml", "good.yaml");
  assert.deepEqual([formatted.exitCode, formatted.error], [0, "formatted mixed.yaml\n"]);
  const expected = `version: "1.0.0"\nmodules: [{ name: kv, functions: [] }] # all\n`;
  assert.equal(readFileSync(join(folder, "mixed.yaml"), "utf8"), expected);
  assert.equal((await run("format", "mixed.yaml", "--check")).exitCode, 0);

  const missing = await run("format", "nowhere.yaml");
  assert.equal(missing.exitCode, 1);
  assert.match(missing.error, /error\[idl\/unreadable-file\]/);
});

test("diff says what changed, and which version that asks for", async () => {
  const head = (version: string): string => `version: "1.0.0"\npackage: { name: kv, version: ${version} }\n`;
  write("one.yaml", `${head("1.2.0")}modules: [{ name: kv, functions: [{ name: get, return: i32 }] }]\n`);
  write(
    "two.yaml",
    `${head("1.2.1")}modules: [{ name: kv, functions: [{ name: get, return: i64 }, { name: put }] }]\n`,
  );
  const text = await run("diff", "one.yaml", "two.yaml");
  assert.equal(text.exitCode, 3);
  assert.match(text.error, /warning\[idl\/breaking-change\]: kv\.get: the result went from i32 to i64/);
  assert.match(text.error, /major: 1 breaking, 1 additive; the version should be 2\.0\.0 or later, and is 1\.2\.1\n$/);
  const json = JSON.parse((await run("diff", "one.yaml", "two.yaml", "--format", "json")).output) as object;
  assert.equal("verdict" in json && json.verdict, "major");
  const same = await run("diff", "one.yaml", "one.yaml");
  assert.deepEqual([same.exitCode, same.error], [0, "no changes\n"]);
  assert.equal((await run("diff", "one.yaml", "bad.yaml")).exitCode, 1);
});

test("schema prints a JSON Schema whose references all lead somewhere", async () => {
  const { exitCode, output } = await run("schema");
  assert.equal(exitCode, 0);
  const schema = JSON.parse(output) as { $defs: Record<string, unknown> };
  const names = [...output.matchAll(/"#\/\$defs\/([^"]*)"/g)].map(([, name = ""]) => name);
  assert.deepEqual([...new Set(names)].sort(), Object.keys(schema.$defs).sort());
});
