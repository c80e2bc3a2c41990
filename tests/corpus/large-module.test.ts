/**
 * One module of the largest headers of the corpus together, more than 13,000 functions: importing it opens no library, starts no
 * backend and reads no prototype, and a function is one call with a text. How long that takes is `npm run bench:bind`'s to say.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bindHeaders, writeBinding } from "@koine/bindgen";
import { build, transform } from "esbuild";
import { findIncludeDirectories, findMissingHeaders, headerSets } from "./header-set.ts";

const isCi = (process.env["CI"] ?? "") !== "";
const folder = mkdtempSync(join(tmpdir(), "koine-large-"));
after(() => rmSync(folder, { recursive: true }));

const names: ReadonlySet<string> = new Set(
  "gtk3 openssl vulkan SDL2 X11 git2 curl sqlite3 avcodec avformat libxml2 uv ncurses libclang zlib lua libpq".split(
    " ",
  ),
);
const sets = headerSets.filter(({ name }) => names.has(name));
const missing = sets.flatMap((set) => findMissingHeaders(set));
const skip = missing.length > 0 && !isCi ? `<${missing.join(">, <")}> is not installed` : false;

test("a module of 13,000 functions is imported without a library", { skip, timeout: 600_000 }, async () => {
  const result = bindHeaders({
    headers: sets.flatMap(({ headers }) => headers),
    libraries: ["no-such-library-of-koine"],
    includeDirectories: sets.flatMap((set) => findIncludeDirectories(set)),
  });
  const { code } = await transform(result.module ?? "", { loader: "ts" });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(
    fileURLToPath(new URL("../../../node_modules/koine", import.meta.url)),
    join(folder, "node_modules", "koine"),
  );
  writeFileSync(join(folder, "large.mjs"), code);
  const program = `
    import * as large from "./large.mjs";
    const isOfLibrary = (value) => typeof value === "function" && typeof value.explain === "function";
    console.log(Object.values(large).filter(isOfLibrary).length);
  `;
  writeFileSync(join(folder, "count.mjs"), program);
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "count.mjs")], { encoding: "utf8" });
  assert.equal(stderr, "");
  const count = Number(stdout);
  assert.ok(count >= 13_000, `${count} functions`);
  const inText = code.match(/library\(\s*"/g)?.length ?? 0;
  const closures = code.match(/library\(\s*"\w+",\s*\(\) =>/g)?.length ?? 0;
  assert.ok(inText >= 13_000 && closures < inText / 30, `${closures} of ${inText} functions are closures`);
  const kept = await bundleOne("./large.mjs");
  assert.equal(kept.match(/library\(/g)?.length, 1);
  assert.ok(kept.length < 2000, `${kept.length} characters are left of ${code.length}`);

  const parts = join(folder, "parts");
  const written = writeBinding(result, { module: join(folder, "parts.ts") });
  assert.ok(written.length > 10 && written.length === result.parts.length + 1);
  for (const path of written) await toJavaScript(path);
  // Folders of thousands of exports have several parts, and one that exports them; others have one.
  const partNames = new Set(result.parts.map(({ name }) => name));
  assert.ok(["gtk", "gtk-types", "gtk-1", "gtk-2", "libxml"].every((name) => partNames.has(name)));
  assert.ok(!partNames.has("libxml-1"));
  const comparison = `
    import * as large from "./large.mjs";
    import * as parts from "./parts.mjs";
    const keys = Object.keys(large);
    console.log(JSON.stringify(keys) === JSON.stringify(Object.keys(parts)), keys.length);
  `;
  writeFileSync(join(folder, "compare.mjs"), comparison);
  const compared = spawnSync(process.execPath, [join(folder, "compare.mjs")], { encoding: "utf8" });
  assert.equal(compared.stderr, "");
  assert.match(compared.stdout, /^true \d{5}\n$/);
  // Imports of a package that is not bundled stay, one for each file.
  const fromParts = (await bundleOne("./parts.mjs")).replaceAll(/^(?:import .*|\/\/ .*|)\n/gm, "");
  assert.equal(fromParts.match(/library\(/g)?.length, 1);
  assert.ok(fromParts.length < 2000, `${fromParts.length} characters are left`);
  // Every part can be imported first: none waits for one that waits for it.
  for (const { name } of result.parts) {
    const { stderr: problems } = spawnSync(process.execPath, [join(parts, `${name}.mjs`)], { encoding: "utf8" });
    assert.equal(problems, "", name);
  }
});

/** Bundles a program that uses one function. */
async function bundleOne(module: string): Promise<string> {
  writeFileSync(join(folder, "one.mjs"), `export { crc32 } from "${module}";\n`);
  const { outputFiles } = await build({
    entryPoints: [join(folder, "one.mjs")],
    bundle: true,
    format: "esm",
    external: ["koine"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

async function toJavaScript(path: string): Promise<void> {
  const { code } = await transform(readFileSync(path, "utf8"), { loader: "ts" });
  writeFileSync(path.replace(/\.ts$/, ".mjs"), code.replaceAll(/( from "\.[^"]*)\.ts"/g, '$1.mjs"'));
}
