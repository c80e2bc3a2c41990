/** How the installed command begins: the compiled script is kept, and whatever is wrong with it costs time only. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-start-"));
after(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function koine(words: readonly string[], variables: NodeJS.ProcessEnv): Run {
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: undefined, ...variables };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Gives the help of `koine bind`, for which nothing but the command is needed. */
function runHelp(cache: string, variables: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = koine(["bind", "--help"], { KOINE_CACHE_DIR: cache, ...variables });
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

test("the version is told by a script, too", () => {
  const cache = join(folder, "version");
  const run = koine(["--version"], { KOINE_CACHE_DIR: cache });
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  assert.match(run.stdout, /^\d+\.\d+\.\d+\S*\n$/);
  assert.equal(readdirSync(cache).length, 1);
});

test("the front end is a script of its own, of which the same is kept whatever is bound first", () => {
  const headers: Readonly<Record<string, string>> = {
    "small.h": "int one(void);\n",
    // What no header of the rehearsal has.
    "rare.h": [
      '#embed "rare.h" limit(0)',
      "#warning rare",
      "_Complex double rare_complex(_Complex float x);",
      "typedef _BitInt(7) rare_bits;",
      "void rare_old(count, text) int count; char *text; {}",
      "int rare(void);",
    ].join("\n"),
  };
  for (const [name, text] of Object.entries(headers)) writeFileSync(join(folder, name), text);
  const bind = (cache: string, name: string): Run =>
    koine(["bind", name, "-l", "x", "--no-cache"], { KOINE_CACHE_DIR: join(folder, cache), NO_COLOR: "1" });
  const kept = Object.keys(headers).map((name) => {
    const cache = `${name}-cache`;
    const first = bind(cache, name);
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stdout, name === "small.h" ? /export const one:/ : /export const rare:/);
    const names = readdirSync(join(folder, cache)).filter((file) => file.startsWith("code-"));
    assert.equal(names.length, 2);
    const inodes = (): readonly number[] => names.map((file) => statSync(join(folder, cache, file)).ino);
    const written = inodes();
    assert.deepEqual(bind(cache, name), first, "from what was kept");
    assert.deepEqual(inodes(), written, "V8 accepts what was kept");
    for (const file of names) {
      const path = join(folder, cache, file);
      const whole = readFileSync(path);
      writeFileSync(path, whole.subarray(0, whole.length >> 1));
      assert.deepEqual(bind(cache, name), first, "with what was kept damaged");
      assert.notEqual(readFileSync(path).length, whole.length >> 1);
    }
    return names.map((file) => readFileSync(join(folder, cache, file)).length);
  });
  const [small = [], rare = []] = kept;
  // V8 lays out equal functions in slightly different ways; what one more header compiles takes more than ten thousand bytes.
  for (const [place, length] of small.entries())
    assert.ok(Math.abs(length - (rare[place] ?? 0)) < 4096, `${small.join(" ")} or ${rare.join(" ")}`);
});

test("nothing is kept where Node shall keep nothing, or where nothing can be kept", () => {
  const cache = join(folder, "unwanted");
  const help = runHelp(cache, { NODE_DISABLE_COMPILE_CACHE: "1" });
  assert.throws(() => readdirSync(cache), { code: "ENOENT" });
  writeFileSync(cache, "a file is no directory");
  assert.equal(runHelp(cache), help);
});

test("validating is a script, too, which reads every format and says what the modules of the command say", () => {
  const cache = join(folder, "validate");
  const documents: Readonly<Record<string, string>> = {
    "plain.yml": 'version: "1.0.0"\nmodules:\n  - name: kv\n    functions: [{ name: get }]\n',
    "anchors.yml": 'version: "1.0.0"\nmodules: [&kv { name: kv, functions: [{ name: get }] }]\n',
    "document.toml": 'version = "1.0.0"\n[[modules]]\nname = "kv"\nfunctions = [{ name = "get" }]\n',
    "document.json": '{ "version": "1.0.0", "modules": [{ "name": "kv", "functions": [{ "name": "get" }] }] }\n',
    "wrong.yml": 'version: "1.0.0"\nmodules: [{ name: kv, functions: [{ name: get, return: Absent }] }]\n',
  };
  for (const [name, text] of Object.entries(documents)) {
    writeFileSync(join(folder, name), text);
    const variables = { KOINE_CACHE_DIR: cache, NO_COLOR: "1" };
    const first = koine(["validate", name], variables);
    assert.deepEqual(koine(["validate", name], variables), first);
    assert.equal(first.stdout, "");
    if (name === "wrong.yml") {
      assert.equal(first.status, 1);
      assert.match(first.stderr, /error\[idl\/unknown-type\]/);
    } else {
      assert.deepEqual([first.status, first.stderr], [0, `${name}: 1 module, 1 function, 0 types\n`]);
    }
  }
  assert.match(koine(["lint", "plain.yml"], { KOINE_CACHE_DIR: cache }).stderr, /warning\[idl\/undocumented-module\]/);
  assert.equal(readdirSync(cache).length, 1, "both commands are one script");
});
