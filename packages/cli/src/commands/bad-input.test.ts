/** Input that is no document at all, and places that cannot be written: a report, exit code 1, and nothing half-written. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-bad-input-"));
after(() => rmSync(folder, { recursive: true }));

const head = 'version: "1.0.0"\nc_prefix: demo\n';
const whole = `${head}modules:\n  - name: math\n    functions: [{ name: one, return: i32 }]\n`;

/** Each alias is ten of the one before: a kilobyte that would be ten billion values. */
const bomb = [
  `${head}a0: &a0 [x, x, x, x, x, x, x, x, x, x]`,
  ...Array.from({ length: 9 }, (_, index) => {
    return `a${String(index + 1)}: &a${String(index + 1)} [${Array.from({ length: 10 }, () => `*a${String(index)}`).join(", ")}]`;
  }),
  "modules: *a9",
].join("\n");

interface BadInput {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly code: string;
  /** Documents beside it. */
  readonly others?: Readonly<Record<string, string>>;
}

const inputs: readonly BadInput[] = [
  {
    name: "text that is not UTF-8",
    content: Buffer.from(`${whole}# caf\xe9\n`, "latin1"),
    code: "idl/invalid-encoding",
  },
  {
    name: "a binary file",
    content: Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256),
    code: "idl/invalid-encoding",
  },
  { name: "10 MB", content: whole + `# ${"x".repeat(98)}\n`.repeat(100_000), code: "idl/too-large" },
  { name: "aliases that multiply", content: bomb, code: "idl/too-large" },
  { name: "a key that stands twice", content: `${whole}c_prefix: again\n`, code: "idl/syntax" },
  {
    name: "imports in a circle",
    content: `${whole}imports: [{ name: other, file: other.yml }]\n`,
    others: {
      "other.yml": `version: "1.0.0"\nc_prefix: other\nimports: [{ name: demo, file: demo.yml }]\nmodules: []\n`,
    },
    code: "idl/import-cycle",
  },
];

function run(place: string, words: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    cwd: place,
    encoding: "utf8",
    timeout: 300_000,
  });
  return { status, output: stdout + stderr };
}

for (const { name, content, code, others = {} } of inputs) {
  test(`${name}: reported by validate and generate, and nothing is written`, () => {
    const place = mkdtempSync(join(folder, "case-"));
    writeFileSync(join(place, "demo.yml"), content);
    for (const [file, text] of Object.entries(others)) writeFileSync(join(place, file), text);
    for (const words of [
      ["validate", "demo.yml"],
      ["generate", "demo.yml", "-o", "out"],
    ]) {
      const { status, output } = run(place, words);
      assert.equal(status, 1, output);
      assert.ok(output.includes(`error[${code}]`), output);
      assert.ok(output.length < 5000, "the report is short");
    }
    assert.equal(existsSync(join(place, "out")), false);
  });
}

test("where there is no room, nothing is written", { skip: process.platform === "win32" && "needs ulimit" }, () => {
  const place = mkdtempSync(join(folder, "full-"));
  writeFileSync(join(place, "demo.yml"), whole);
  // The signal is ignored, so that writing beyond the limit fails as it does on a full disk: after the first blocks.
  const words = 'trap "" XFSZ; ulimit -f 2; exec "$@"';
  const { status, stderr } = spawnSync(
    "sh",
    ["-c", words, "sh", process.execPath, command, "generate", "demo.yml", "-t", "c", "-o", "out"],
    { cwd: place, encoding: "utf8" },
  );
  assert.equal(status, 1, stderr);
  assert.match(stderr, /^error: nothing was written: (EFBIG|ENOSPC)/);
  const left = existsSync(join(place, "out"))
    ? readdirSync(join(place, "out"), { recursive: true, withFileTypes: true })
    : [];
  assert.deepEqual(
    left.filter((entry) => entry.isFile()).map(({ name }) => name),
    [],
  );
});
