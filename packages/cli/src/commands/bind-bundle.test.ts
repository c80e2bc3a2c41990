/** Bundlers keep the functions of a generated module that a program uses, and drop the others. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bindHeaders } from "@koine/bindgen";
import { build } from "esbuild";

const koine = fileURLToPath(new URL("../../../koine", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "koine-bundle-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "node_modules"));
symlinkSync(koine, join(folder, "node_modules", "koine"));

const { module } = bindHeaders({ headers: ["zlib.h"], libraries: ["z"] });
const skip = module === null ? "needs zlib.h" : false;

async function bundle(program: string): Promise<string> {
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "zlib.ts"), module ?? "");
  writeFileSync(join(folder, "program.ts"), program);
  const outfile = join(folder, "bundle.js");
  await build({
    entryPoints: [join(folder, "program.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["koine"],
    logLevel: "silent",
  });
  return readFileSync(outfile, "utf8");
}

function keptSymbols(text: string): readonly string[] {
  return [...text.matchAll(/\blibrary\(\s*"[^"(]*?(\w+)\(/g)].map(([, name]) => name ?? "");
}

function keptDeclarations(text: string): readonly string[] {
  return [...text.matchAll(/^(?:var|let|const) (\w+) =/gm)].map(([, name]) => name ?? "");
}

test("one function used is one function kept, and it works", { skip }, async () => {
  const text = await bundle(
    'import { crc32 } from "./zlib.ts";\nconsole.log(String(crc32(0n, Buffer.from("hello"), 5)));',
  );
  assert.deepEqual(keptSymbols(text), ["crc32"]);
  const run = spawnSync(process.execPath, [join(folder, "bundle.js")], { encoding: "utf8" });
  assert.equal(run.stderr, "");
  assert.equal(run.stdout, "907060870\n");
});

test("with a function its types are kept, and nothing else", { skip }, async () => {
  const text = await bundle(
    'import { adler32, zlibVersion } from "./zlib.ts";\nconsole.log(String(zlibVersion()), adler32(1n, null, 0));',
  );
  assert.deepEqual(keptSymbols(text), ["zlibVersion", "adler32"]);
  assert.deepEqual(keptDeclarations(text), ["uInt", "uLong", "Byte", "Bytef", "library", "zlibVersion", "adler32"]);
  assert.ok(text.length < 1200, `${text.length} bytes of ${module?.length ?? 0}`);
});

test("a struct alone keeps the types of its members, and no library", { skip }, async () => {
  const text = await bundle('import { gz_header } from "./zlib.ts";\nconsole.log(gz_header.size);');
  assert.deepEqual(keptDeclarations(text), ["uInt", "uLong", "Byte", "Bytef", "gz_header_s", "gz_header"]);
  assert.ok(text.length < 1400, `${text.length} bytes of ${module?.length ?? 0}`);
  const run = spawnSync(process.execPath, [join(folder, "bundle.js")], { encoding: "utf8" });
  assert.equal(run.stdout, "80\n");
});

test("a constant alone keeps no function and no library", { skip }, async () => {
  const text = await bundle('import { Z_FINISH } from "./zlib.ts";\nconsole.log(Z_FINISH);');
  assert.deepEqual(keptSymbols(text), []);
  assert.deepEqual(keptDeclarations(text), ["Z_FINISH"]);
});
