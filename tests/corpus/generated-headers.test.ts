/** The headers in `headers/` are what the tools write that are installed, as far as they are. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const headers = fileURLToPath(new URL("../../corpus/headers/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "koine-headers-"));
after(() => rmSync(folder, { recursive: true }));

function run(command: string, words: readonly string[]): boolean {
  return spawnSync(command, words, { cwd: folder, encoding: "utf8" }).status === 0;
}

function readChecked(path: string): string {
  return readFileSync(join(headers, path), "utf8");
}

/** What a declaration is, without comments and empty lines: those change with every version of a tool. */
function declarationsOf(text: string): readonly string[] {
  return text
    .replaceAll(/\/\*.*?\*\//gs, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#line"));
}

const hasGo = spawnSync("go", ["version"]).status === 0;
test("store.h is what go build writes", { skip: hasGo ? false : "needs Go" }, () => {
  copyFileSync(join(headers, "cgo", "store.go"), join(folder, "store.go"));
  assert.ok(run("go", ["build", "-trimpath", "-buildmode=c-archive", "-o", "store.a", "store.go"]));
  const written = declarationsOf(readFileSync(join(folder, "store.h"), "utf8"));
  const checked = declarationsOf(readChecked("cgo/store.h"));
  // The prologue differs between versions of Go; what the program exports does not.
  const exported = (lines: readonly string[]): readonly string[] => lines.filter((line) => /\bStore|store_/.test(line));
  assert.deepEqual(exported(written), exported(checked));
  assert.ok(exported(checked).length > 10);
});

const hasCbindgen = spawnSync("cbindgen", ["--version"]).status === 0;
test("inventory.h is what cbindgen writes", { skip: hasCbindgen ? false : "needs cbindgen" }, () => {
  for (const name of ["inventory.rs", "cbindgen.toml"])
    copyFileSync(join(headers, "cbindgen", name), join(folder, name));
  assert.ok(run("cbindgen", ["--lang", "c", "--config", "cbindgen.toml", "inventory.rs", "-o", "inventory.h"]));
  const written = readFileSync(join(folder, "inventory.h"), "utf8");
  assert.deepEqual(declarationsOf(written), declarationsOf(readChecked("cbindgen/inventory.h")));
});
