/** Configurations that cannot be parsed: every runtime says the place in its own way, and the report is the same. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const packages = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const modules = join(packages, "..", "node_modules");
const command = join(packages, "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-syntax-"));
after(() => rmSync(folder, { recursive: true }));

interface Runtime {
  readonly name: string;
  readonly words: readonly string[];
}

const runtimes: readonly Runtime[] = [
  ...["node-20", "node-22", "node-24", "node-26"].map((name) => ({
    name,
    words: [join(modules, name, "bin", "node")],
  })),
  { name: "bun", words: [join(modules, ".bin", "bun")] },
  { name: "deno", words: [join(modules, ".bin", "deno"), "run", "-A"] },
];

interface Report {
  readonly status: number | null;
  readonly stderr: string;
}

function bind({ words }: Runtime, file: string, text: string, tools: readonly string[] = []): Report {
  const place = mkdtempSync(join(folder, "case-"));
  mkdirSync(join(place, "node_modules"));
  for (const tool of tools) symlinkSync(join(modules, tool), join(place, "node_modules", tool));
  writeFileSync(join(place, "package.json"), '{ "type": "module" }');
  writeFileSync(join(place, file), text);
  const [program = "", ...rest] = words;
  const env = { ...process.env, KOINE_CACHE_DIR: join(folder, "cache"), NODE_NO_WARNINGS: "1", NO_COLOR: "1" };
  return spawnSync(program, [...rest, command, "bind"], { cwd: place, encoding: "utf8", env });
}

/** What is wrong, the place, and what is underlined: some underline less, or more. */
const mistakes = [
  ['export default {\n  bind: { headers: ["a.h"] library: "a" },\n};\n', "2:28", "library"],
  ['const name = "a";\n\nexport default { bind: { headers: [name }, };\n', "3:41", "}"],
] as const;

for (const runtime of runtimes) {
  const skip = existsSync(runtime.words[0] ?? "") ? false : `no ${runtime.name} here`;
  test(`${runtime.name} tells where a configuration cannot be parsed`, { skip }, () => {
    for (const file of ["koine.config.ts", "koine.config.mjs"]) {
      for (const [text, place, word] of mistakes) {
        const { status, stderr } = bind(runtime, file, text);
        assert.equal(status, 1, stderr);
        assert.match(stderr, /^error\[config\/unreadable\]: cannot be run: \S[^\n]*\n +--> /);
        assert.ok(stderr.includes(`--> ${file}:${place}\n`), stderr);
        const [line = "", marks = ""] = stderr.split("\n").filter((row) => /^[\d ]+\|/.test(row));
        assert.ok(line.slice(marks.indexOf("^")).startsWith(word), stderr);
        assert.doesNotMatch(stderr, /must be installed|Transform failed|errors building/);
      }
    }
  });
}

const [oldest] = runtimes;
const skipOldest = existsSync(oldest?.words[0] ?? "") ? false : "no node-20 here";

test("what removes types where Node does not tells the place as well", { skip: skipOldest }, () => {
  assert.ok(oldest !== undefined);
  const text =
    'import type { BindConfig } from "koine/config";\nexport const bind: BindConfig = { headers ["a.h"] };\n';
  const { stderr } = bind(oldest, "koine.config.ts", text, ["esbuild"]);
  assert.match(stderr, /cannot be run: Expected "\}" but found "\["\n +--> koine\.config\.ts:2:43\n/);
  // Without a tool, the first type is what cannot be read.
  assert.match(bind(oldest, "koine.config.ts", text).stderr, /--> koine\.config\.ts:1:13\n/);
});

test("what fails while it runs has the place where it was", () => {
  const text = "const bind = {};\nexport default { bind: bind.headers.length };\n";
  for (const runtime of runtimes.filter(({ words: [program = ""] }) => existsSync(program))) {
    const { status, stderr } = bind(runtime, "koine.config.mjs", text);
    assert.equal(status, 1);
    assert.match(stderr, /--> koine\.config\.mjs:2:\d+\n/, runtime.name);
  }
});
