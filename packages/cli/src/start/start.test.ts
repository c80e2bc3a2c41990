/** How the installed command begins: the compiled script is kept, and whatever is wrong with it costs time only. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-start-"));
after(() => rmSync(folder, { recursive: true }));

/** Gives the help of `koine bind`, for which nothing but the command is needed. */
function runHelp(cache: string, variables: NodeJS.ProcessEnv = {}): string {
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: undefined, KOINE_CACHE_DIR: cache, ...variables };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "bind", "--help"], {
    env,
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  assert.equal(status, 0);
  return stdout;
}

test("the compiled command is kept, and made again when its file is damaged", () => {
  const cache = join(folder, "kept");
  const help = runHelp(cache);
  assert.match(help, /^koine bind/m);
  const [name = "", ...others] = readdirSync(cache);
  assert.match(name, /^code-[0-9a-f]{8}$/);
  assert.deepEqual(others, []);
  const path = join(cache, name);
  const whole = readFileSync(path);
  assert.equal(runHelp(cache), help);
  assert.deepEqual(readFileSync(path), whole, "a file that is right is left alone");
  const turned = Buffer.from(whole);
  const place = Math.floor(whole.length * 0.75);
  turned.writeUInt8(turned.readUInt8(place) ^ 1, place);
  for (const damaged of [turned, whole.subarray(0, 1 << 16), Buffer.alloc(0), Buffer.from("no line\n\0\0")]) {
    writeFileSync(path, damaged);
    assert.equal(runHelp(cache), help);
    const mended = readFileSync(path);
    assert.notDeepEqual(mended, damaged);
    assert.equal(runHelp(cache), help);
    assert.deepEqual(readFileSync(path), mended);
  }
});

test("nothing is kept where Node shall keep nothing, or where nothing can be kept", () => {
  const cache = join(folder, "unwanted");
  const help = runHelp(cache, { NODE_DISABLE_COMPILE_CACHE: "1" });
  assert.throws(() => readdirSync(cache), { code: "ENOENT" });
  writeFileSync(cache, "a file is no directory");
  assert.equal(runHelp(cache), help);
});
