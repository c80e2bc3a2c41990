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
  return [...text.matchAll(/\.function\(\s*"(\w+)"/g)].map(([, name]) => name ?? "");
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

test("a constant alone keeps no function and no library", { skip }, async () => {
  const text = await bundle('import { Z_FINISH } from "./zlib.ts";\nconsole.log(Z_FINISH);');
  assert.deepEqual(keptSymbols(text), []);
  assert.doesNotMatch(text, /declareLibrary\(/);
});
