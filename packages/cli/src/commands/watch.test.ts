/** `koine new` and `koine watch` as processes. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-watch-"));
after(() => rmSync(folder, { recursive: true }));

function koine(...words: readonly string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [command, ...words], { cwd: folder, encoding: "utf8" });
  return { status, stderr };
}

test("a new document is valid and generates", () => {
  const made = koine("new", "my-library");
  assert.deepEqual(made, {
    status: 0,
    stderr: "made my-library; next: cd my-library && koine generate my_library.yml --scaffold c\n",
  });
  assert.deepEqual(readdirSync(join(folder, "my-library")), ["README.md", "my_library.yml"]);
  const generated = koine("generate", "my-library/my_library.yml", "-t", "c", "-o", "out");
  assert.equal(generated.status, 0, generated.stderr);
  assert.match(readFileSync(join(folder, "out", "c", "my_library.h"), "utf8"), /my_library_core_greet\(/);
});

test("a folder with something in it, or a name that is none, is refused", () => {
  writeFileSync(join(folder, "file.txt"), "");
  assert.match(koine("new", ".").stderr, /is not empty/);
  assert.equal(koine("new", ".").status, 1);
  assert.equal(koine("new", "1st").status, 2);
  assert.equal(koine("new", "file.txt/inside").status, 1);
  // Where Linux makes no folders, Node's own recursion does not end.
  if (process.platform === "linux") assert.match(koine("new", "/proc/none/here").stderr, /nothing was written: ENOENT/);
});

/** Waits until something holds, which takes as long as the machine is busy. */
async function until(holds: () => boolean, what: () => string): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    assert.ok(waited < 120_000, what());
    await sleep(20);
  }
}

test("watching generates at every change, also of what is imported, until it is told to end", async () => {
  const place = mkdtempSync(join(folder, "case-"));
  const types = 'version: "1.0.0"\nc_prefix: types\nmodules:\n  - name: t\n    functions: [{ name: one }]\n';
  const imports = "imports: [{ name: t, file: types.yml }]\n";
  const main = `version: "1.0.0"\nc_prefix: main\n${imports}modules:\n  - name: m\n    functions: [{ name: first }]\n`;
  writeFileSync(join(place, "types.yml"), types);
  writeFileSync(join(place, "main.yml"), main);
  const child = spawn(process.execPath, [command, "watch", "main.yml", "-t", "c"], { cwd: place });
  const ended = once(child, "exit");
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const header = join(place, "generated", "c", "main.h");
  const has = (text: string): boolean => existsSync(header) && readFileSync(header, "utf8").includes(text);
  try {
    await until(
      () => has("main_m_first") && said.includes("watching"),
      () => said,
    );
    await sleep(100);
    writeFileSync(join(place, "main.yml"), main.replace("first", "second"));
    await until(
      () => has("main_m_second") && (said.match(/^\d+ ms; watching main\.yml$/gm)?.length ?? 0) >= 2,
      () => said,
    );
    writeFileSync(join(place, "types.yml"), `${types}nonsense: 1\n`);
    await until(
      () => said.includes("types.yml"),
      () => said,
    );
    assert.ok(has("main_m_second"));
  } finally {
    child.kill("SIGINT");
  }
  assert.deepEqual(await ended, [0, null]);
});
