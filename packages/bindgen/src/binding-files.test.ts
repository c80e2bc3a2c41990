/** Modules in parts on a real file system, of a spec that has every kind of declaration. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { goldenFile } from "@koine/codegen/golden";
import { checkBinding, PartConflict, writeBinding } from "./binding-files.ts";
import { bindHeaders } from "./bind-headers.ts";
import { bindSpec } from "./bind-spec.ts";
import type { BindOutput } from "./bind-result.ts";
import { renderPartIndex } from "./typescript/module-parts.ts";
import { renderModuleParts } from "./typescript/render-module-parts.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "koine-parts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = "bindgen/features.spec.json";
const whole = bindSpec(readFileSync(goldenFile(path), "utf8"), path);
assert.ok(whole.spec !== null);
const parts = renderModuleParts(whole.spec, 0);
const divided: BindOutput = { ...whole, parts };

test("a small module is one file", () => {
  assert.deepEqual(whole.parts, []);
  const module = join(folder, "features.ts");
  assert.deepEqual(writeBinding(whole, { module }), [module]);
  assert.deepEqual(readdirSync(folder), ["features.ts"]);
});

test("the parts of a module export what the module of one file exports, each once", () => {
  const namesOf = (text: string): readonly string[] => {
    const values = [...text.matchAll(/^export (?:const|function) ([\w$]+)/gm)].map((match) => match[1] ?? "");
    const renamed = [...text.matchAll(/^export \{ [\w$]+ as ([\w$]+) \};/gm)].map((match) => match[1] ?? "");
    return [...values, ...renamed].toSorted();
  };
  const exported = parts.filter(({ name }) => name !== "library").flatMap(({ text }) => namesOf(text));
  assert.ok(exported.length > 30);
  assert.deepEqual(exported.toSorted(), namesOf(whole.module ?? ""));
});

test("parts lie in a folder beside the file that exports them", () => {
  const module = join(folder, "features.ts");
  const written = writeBinding(divided, { module });
  assert.equal(written.length, parts.length + 1);
  const index = readFileSync(module, "utf8");
  const exported = [...index.matchAll(/^export \* from "(.*)";$/gm)].map((match) => match[1] ?? "");
  assert.equal(exported.length, parts.length - 1);
  assert.ok(!exported.includes("./features/library.ts"));
  for (const specifier of exported) assert.ok(existsSync(join(folder, specifier)), specifier);
  assert.deepEqual(checkBinding(divided, { module }), []);
  assert.deepEqual(writeBinding(divided, { module }), []);
});

test("a module in parts is one file where somebody wants that", () => {
  const module = join(folder, "features.ts");
  writeBinding(divided, { module });
  const changed = writeBinding(divided, { module, isWhole: true });
  assert.equal(changed.length, parts.length + 1);
  assert.equal(readFileSync(module, "utf8"), divided.module);
  assert.deepEqual(readdirSync(join(folder, "features")), []);
  assert.deepEqual(checkBinding(divided, { module, isWhole: true }), []);
});

test("a part that is no more is told by --check and removed; other files of the folder are left alone", () => {
  const module = join(folder, "features.ts");
  writeBinding(divided, { module });
  const stale = join(folder, "features", "old.ts");
  const own = join(folder, "features", "own.ts");
  writeFileSync(stale, parts[0]?.text ?? "");
  writeFileSync(own, "export const own = 1;\n");
  assert.deepEqual(checkBinding(divided, { module }), [{ path: stale, kind: "stale" }]);
  assert.deepEqual(writeBinding(divided, { module }), [stale]);
  assert.deepEqual([existsSync(stale), existsSync(own)], [false, true]);
  // Smaller again, it is one file.
  assert.ok(checkBinding(whole, { module }).some(({ kind }) => kind === "stale"));
  writeBinding(whole, { module });
  assert.deepEqual(readdirSync(join(folder, "features")), ["own.ts"]);
  assert.deepEqual(checkBinding(whole, { module }), []);
});

test("folders whose types need each other share a part, and each has its own", () => {
  mkdirSync(join(folder, "left"));
  mkdirSync(join(folder, "right"));
  const header = (lines: string): string => `#pragma once\n${lines}`;
  writeFileSync(
    join(folder, "left", "left.h"),
    header('#include "right/right.h"\nstruct left { struct right *other; };\nint use_left(struct left *);\n'),
  );
  writeFileSync(
    join(folder, "right", "right.h"),
    header("struct left;\nstruct right { struct left *other; int count; };\n"),
  );
  writeFileSync(join(folder, "alone.h"), header('#include "left/left.h"\nvoid use_both(struct left, struct right);\n'));
  const headers = ["alone.h", "left/left.h", "right/right.h"];
  const { spec, diagnostics } = bindHeaders({ headers, libraries: ["m"], includeDirectories: [folder] });
  assert.deepEqual(diagnostics, []);
  assert.ok(spec !== null);
  const shared = renderModuleParts(spec, 0);
  assert.deepEqual(shared.map(({ name }) => name).toSorted(), ["alone", "left", "library", "right"]);
  const exportsOf = (name: string): string => {
    const text = shared.find((part) => part.name === name)?.text ?? "";
    return text
      .split("\n")
      .filter((line) => line.startsWith("export"))
      .join(" ")
      .replaceAll(/[:=] .*?(?= export|$)/g, "");
  };
  assert.match(exportsOf("left"), /const right.*const left.*const use_left/);
  assert.equal(exportsOf("right"), 'export * from "./left.ts";');
  assert.match(
    shared.find(({ name }) => name === "alone")?.text ?? "",
    /^import \{ left, right \} from "\.\/left\.ts";$/m,
  );
  assert.doesNotMatch(renderPartIndex(shared, "x"), /x\/right/);
});

test("folders of few types share a part that each exports, unless something else is between them", () => {
  const numbers = Array.from({ length: 151 }, (_, place) => `#define MANY_${place} ${place}`).join("\n");
  const headers: Readonly<Record<string, string>> = {
    "bits/few.h": "typedef int few;\n#define FEW 1\n",
    "sys/more.h": '#include "bits/few.h"\ntypedef few more;\n',
    "many/many.h": `#include "bits/few.h"\ntypedef few many;\n${numbers}\n`,
    "above/above.h": '#include "many/many.h"\ntypedef many above;\n',
    "called/called.h": '#include "sys/more.h"\nmore called(few);\n',
  };
  for (const [header, text] of Object.entries(headers)) {
    mkdirSync(join(folder, header, ".."));
    writeFileSync(join(folder, header), `#pragma once\n${text}`);
  }
  const { spec, diagnostics } = bindHeaders({
    headers: Object.keys(headers),
    libraries: ["m"],
    includeDirectories: [folder],
  });
  assert.deepEqual(diagnostics, []);
  assert.ok(spec !== null);
  const texts = new Map(renderModuleParts(spec, 0).map(({ name, text }) => [name, text]));
  assert.deepEqual([...texts.keys()].toSorted(), ["above", "bits", "called", "common", "library", "many", "sys"]);
  assert.match(texts.get("common") ?? "", /const few: [^]*const more: [^]*const FEW = 1;/);
  for (const name of ["bits", "sys"]) assert.match(texts.get(name) ?? "", /\n\nexport \* from "\.\/common\.ts";\n$/);
  assert.match(texts.get("above") ?? "", /import \{ many \} from "\.\/many\.ts";/);
  assert.match(texts.get("called") ?? "", /import \{ few, more \} from "\.\/common\.ts";/);
});

test("a file that somebody wrote is not replaced by a part", () => {
  const module = join(folder, "features.ts");
  const own = join(folder, "features", `${parts.at(-1)?.name ?? ""}.ts`);
  mkdirSync(join(folder, "features"));
  writeFileSync(own, "export const own = 1;\n");
  assert.throws(() => writeBinding(divided, { module }), PartConflict);
  assert.deepEqual([readFileSync(own, "utf8"), existsSync(module)], ["export const own = 1;\n", false]);
});

test("what is no file of TypeScript gets the module of one file", () => {
  const module = join(folder, "features.mts");
  writeBinding(divided, { module });
  assert.equal(readFileSync(module, "utf8"), whole.module);
});
