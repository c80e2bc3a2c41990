import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Annotations } from "../annotation/annotation-model.ts";
import { bindHeaders } from "../bind-headers.ts";
import { parseSpec } from "../spec/parse-spec.ts";
import { renderSpec } from "../spec/render-spec.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-parameters-"));
after(() => rmSync(folder, { recursive: true }));

function bind(
  text: string,
  functions: NonNullable<Annotations["functions"]> = {},
): { module: string; spec: string; problems: readonly string[] } {
  const path = join(folder, "a.h");
  writeFileSync(path, text);
  const { module, spec, diagnostics } = bindHeaders({ headers: [path], libraries: null, annotations: { functions } });
  assert.ok(spec);
  return { module: module ?? "", spec: renderSpec(spec), problems: diagnostics.map(({ code }) => code) };
}

test("parameters go by the names that headers reserve, without the underscores", () => {
  const { module } = bind(
    "long take(int __fd, void *__buf); int same(int __n, int n); int word(int __int, int __for); int _one(int _x, int);",
  );
  assert.match(module, /"long take\(int fd, void \*buf\)"/);
  assert.match(module, /"int same\(int __n, int n\)"/);
  assert.match(module, /"int word\(int __int, int __for\)"/);
  assert.match(module, /"int _one\(int _x, int\)"/);
});

test("what C writes through a parameter that is declared as an array is all of its elements", () => {
  const text =
    "typedef double row_t[3]; int pair(int __ends[2]); int row(row_t values, double more[static 2][4], int any[]);";
  const { module, spec, problems } = bind(text, {
    pair: { parameters: { ends: { direction: "out" } } },
    row: { parameters: { values: { direction: "inout" }, more: { direction: "out" }, any: { direction: "out" } } },
  });
  assert.deepEqual(problems, []);
  assert.match(module, /c\.fn\(\[c\.out\(c\.array\(c\.int, 2\)\)\], c\.int/);
  assert.match(
    module,
    /c\.inout\(c\.array\(c\.double, 3\)\), c\.out\(c\.array\(c\.array\(c\.double, 4\), 2\)\), c\.out\(c\.int\)/,
  );
  assert.match(spec, /"parameters":\[\["ends","\*int",2\]\]/);
  const lengths = (parseSpec(spec, "a.json").spec?.declarations ?? []).flatMap((item) =>
    item.kind === "function" ? [item.parameters.map(({ length }) => length)] : [],
  );
  assert.deepEqual(lengths, [[2], [3, 2, undefined]]);
});
