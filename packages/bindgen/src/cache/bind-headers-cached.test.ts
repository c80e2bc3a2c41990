/** The cache gives what binding would give, notices whatever would change that, and never stands in the way. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";
import type { BindOutput } from "../bind-result.ts";
import { bindHeadersCached } from "./bind-headers-cached.ts";
import type { OutputText } from "./wanted-texts.ts";

const root = mkdtempSync(join(tmpdir(), "koine-cache-"));
after(() => rmSync(root, { recursive: true }));

/** A folder with headers, and a cache of its own. */
class Place {
  readonly folder = mkdtempSync(join(root, "case-"));
  readonly cache = join(this.folder, "cache");
  readonly include: readonly string[] = ["first", "second"];

  constructor(files: Readonly<Record<string, string>>) {
    for (const directory of this.include) mkdirSync(join(this.folder, directory));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Makes everything look as if nobody had touched it for an hour. */
  age(...names: readonly string[]): void {
    const then = new Date(Date.now() - 3_600_000);
    for (const name of names) utimesSync(join(this.folder, name), then, then);
  }

  /** Binds, and tells whether the cache had it. */
  async bind(): Promise<{ readonly output: BindOutput; readonly isCached: boolean }> {
    const steps: string[] = [];
    const options = {
      headers: ["a.h"],
      libraries: ["a"],
      includeDirectories: this.include,
      workingDirectory: this.folder,
      onProgress: (step: string) => void steps.push(step),
    };
    const output = await bindHeadersCached(options, { directory: this.cache, maximumBytes: 2 ** 20 });
    const direct = bindHeaders({ ...options, onProgress: undefined });
    for (const key of ["module", "specText", "wrapper", "diagnostics", "omissions", "counts", "headers"] as const) {
      assert.deepEqual(output[key], direct[key], key);
    }
    assert.deepEqual([...output.sources], [...direct.sources]);
    return { output, isCached: steps.length === 0 };
  }
}

/** Root may write everywhere: then nobody does, if nobody may read this package. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const reading = `await import(${JSON.stringify(new URL("../index.js", import.meta.url).href)})`;
const canRead = spawnSync(process.execPath, ["--input-type=module", "-e", reading], { cwd: "/", ...user }).status === 0;
const skipUser = canRead ? false : "another user than root cannot read the package where it is";

const files = {
  "a.h": '/** Ä */\n#include <part.h>\n#include "local.h"\nint one(part);\n#define TWICE(x) ((x) * 2)\n',
  "local.h": "#if __has_include(<optional.h>)\nint optional(void);\n#endif\n",
  "second/part.h": "typedef int part;\nunknown_type broken(void);\n",
};

test("the second run has the same result without reading a header", async () => {
  const place = new Place(files);
  assert.equal((await place.bind()).isCached, false);
  const { isCached, output } = await place.bind();
  assert.equal(isCached, true);
  assert.equal(output.diagnostics.length, 1);
});

test("content decides, not time stamps", async () => {
  const place = new Place(files);
  await place.bind();
  place.age("a.h", "local.h", "second/part.h", "first");
  assert.equal((await place.bind()).isCached, true);
  place.write("second/part.h", files["second/part.h"].replace("int part", "long part".slice(0, 8)));
  place.age("second/part.h");
  assert.equal((await place.bind()).isCached, false);
});

test("a change of equal length within the same moment is noticed", async () => {
  const place = new Place(files);
  for (const value of ["1", "2", "3", "4"]) {
    place.write("local.h", `#define VALUE ${value}\n`);
    const { output, isCached } = await place.bind();
    assert.equal(isCached, false);
    assert.match(output.module ?? "", new RegExp(`VALUE = ${value};`));
  }
});

test("a header that newly appears earlier in the search path counts", async () => {
  const place = new Place(files);
  await place.bind();
  place.write("first/part.h", "typedef double part;\n");
  place.age("first/part.h", "first");
  const { output, isCached } = await place.bind();
  assert.equal(isCached, false);
  assert.match(output.module ?? "", /double/);
});

test("a header that __has_include did not find counts when it appears, any other file does not", async () => {
  const place = new Place(files);
  await place.bind();
  place.write("second/unrelated.h", "int unrelated(void);\n");
  assert.equal((await place.bind()).isCached, true);
  place.write("second/optional.h", "");
  const { output, isCached } = await place.bind();
  assert.equal(isCached, false);
  assert.match(output.module ?? "", /export const optional/);
});

test("what is removed counts, and what is as it was before is still known", async () => {
  const place = new Place(files);
  await place.bind();
  place.write("local.h", "int other(void);\n");
  assert.equal((await place.bind()).isCached, false);
  rmSync(join(place.folder, "second", "part.h"));
  const { output } = await place.bind();
  assert.equal(output.module, null);
  for (const [name, text] of Object.entries(files)) place.write(name, text);
  assert.equal((await place.bind()).isCached, true);
});

test("options and environment are part of the key", async () => {
  const place = new Place({ "a.h": "#ifdef X\nint x(void);\n#endif\nint y(void);\n" });
  const count = async (options: object): Promise<number> => {
    const all = { headers: ["a.h"], workingDirectory: place.folder, ...options };
    return (await bindHeadersCached(all, { directory: place.cache })).counts.functions;
  };
  assert.equal(await count({}), 1);
  assert.equal(await count({ defines: ["X"] }), 2);
  assert.equal(await count({ exclude: ["y"] }), 0);
  assert.equal(await count({}), 1);
});

test("a damaged cache is made again", async () => {
  for (const damage of [
    (path: string) => truncateSync(path, 100),
    (path: string) => writeFileSync(path, ""),
    (path: string) => writeFileSync(path, readFileSync(path, "utf8").replace(/y|0/g, "z")),
    (path: string) => {
      rmSync(path);
      mkdirSync(path);
    },
  ]) {
    const place = new Place(files);
    await place.bind();
    for (const name of readdirSync(place.cache)) damage(join(place.cache, name));
    assert.equal((await place.bind()).isCached, false);
  }
});

test("a cache that cannot be there is none", async () => {
  const place = new Place(files);
  writeFileSync(place.cache, "a file");
  await place.bind();
  assert.equal((await place.bind()).isCached, false);
});

test("a cache that cannot be written is none", { skip: skipUser }, () => {
  const place = new Place(files);
  for (const path of [root, place.folder]) chmodSync(path, 0o755);
  mkdirSync(place.cache);
  chmodSync(place.cache, 0o555);
  const bind = (): unknown => {
    const options = {
      headers: ["a.h"],
      libraries: ["a"],
      includeDirectories: place.include,
      workingDirectory: place.folder,
    };
    const program = `
      const { bindHeadersCached } = await import(${JSON.stringify(new URL("./bind-headers-cached.js", import.meta.url).href)});
      const { counts } = await bindHeadersCached(${JSON.stringify(options)}, { directory: ${JSON.stringify(place.cache)} });
      console.log(JSON.stringify(counts));
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      cwd: place.folder,
      encoding: "utf8",
      ...user,
    });
    assert.equal(stderr, "");
    return JSON.parse(stdout);
  };
  assert.deepEqual(bind(), bind());
  assert.deepEqual(readdirSync(place.cache), []);
});

test("the cache keeps to its bound, and what was used last", async () => {
  const place = new Place({});
  const bind = async (name: string): Promise<boolean> => {
    let isCached = true;
    const onProgress = (): void => void (isCached = false);
    const options = { headers: [name], workingDirectory: place.folder, onProgress };
    await bindHeadersCached(options, { directory: place.cache, maximumBytes: 400_000 });
    return isCached;
  };
  const large = Array.from({ length: 500 }, (_, index) => `int function_number_${index}(int first);\n`).join("");
  for (let number = 0; number < 6; number++) {
    place.write(`${number}.h`, large);
    assert.equal(await bind(`${number}.h`), false);
    assert.equal(await bind(`${number}.h`), true);
  }
  assert.equal(await bind("0.h"), false);
  assert.equal(await bind("0.h"), true);
});

test("many processes may fill the cache at once", async () => {
  const place = new Place(files);
  const outputs = await Promise.all(Array.from({ length: 8 }, async () => place.bind()));
  assert.equal(new Set(outputs.map(({ output }) => output.module)).size, 1);
  assert.equal((await place.bind()).isCached, true);
});

/** The first line of each result in a cache. */
function listResults(cache: string): readonly { readonly lengths: readonly (number | null)[] }[] {
  const names = readdirSync(cache).filter((name) => name.startsWith("result-"));
  const texts = names.map((name) => readFileSync(join(cache, name), "utf8"));
  return texts.map((text) => JSON.parse(/^\{.*\}$/m.exec(text)?.[0] ?? "") as { lengths: (number | null)[] });
}

test("only the texts that are asked for are rendered, kept and read", async () => {
  const place = new Place({ "a.h": "int one(void);\n" });
  const options = { headers: ["a.h"], libraries: ["a"], workingDirectory: place.folder };
  const bind = (...texts: readonly OutputText[]): Promise<BindOutput> =>
    bindHeadersCached(options, { directory: place.cache, texts });
  const { module, specText } = bindHeaders(options);
  for (const _ of ["fresh", "kept"]) {
    const output = await bind("parts");
    assert.equal(output.module, module);
    assert.deepEqual(output.parts, []);
    assert.throws(() => output.specText, /^Error: specText is not among .* made for: parts$/);
    const specOnly = await bind("spec");
    assert.equal(specOnly.specText, specText);
    assert.throws(() => specOnly.module, /^Error: module is not among /);
    assert.throws(() => specOnly.parts, /^Error: parts is not among /);
  }
  const kept = listResults(place.cache).map(({ lengths }) => lengths.map((length) => length !== null).join(" "));
  assert.deepEqual(new Set(kept), new Set(["false true false", "true false false"]));
});

test("of a large module the parts are rendered, or the whole", async () => {
  const macros = Array.from({ length: 20_001 }, (_, index) => `#define M${index} ${index}\n`);
  const place = new Place({ "a.h": `int one(void);\n${macros.join("")}` });
  const options = { headers: ["a.h"], libraries: ["a"], workingDirectory: place.folder };
  for (const text of ["parts", "module"] as const) {
    const directory = join(place.folder, text);
    for (const _ of ["fresh", "kept"]) {
      const output = await bindHeadersCached(options, { directory, texts: [text] });
      assert.throws(() => output.specText, /^Error: specText is not among /);
      if (text === "parts") assert.throws(() => output.module, /^Error: module is not among /);
      else assert.throws(() => output.parts, /^Error: parts is not among /);
    }
    const [result, ...others] = listResults(directory);
    assert.deepEqual(others, []);
    assert.equal(result?.lengths[0] === null, text === "parts");
    assert.equal((result?.lengths.length ?? 0) > 3, text === "parts");
  }
});
