/** Structs without a name have that of the declaration that has them first. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindTexts } from "../texts/bind-texts.ts";

test("a struct without a name that several declarations have is one, named by the first", () => {
  const { spec, specText } = bindTexts(
    { "a.h": "extern struct { struct { int x; } in; } a, *b;\nextern struct { int y; } *c, d[2];\n" },
    { headers: ["a.h"], libraries: ["a"], targets: ["x86_64-unknown-linux-gnu"] },
  );
  const records = spec?.declarations.filter(({ kind }) => kind === "struct").map(({ name }) => name);
  assert.deepEqual(records?.toSorted(), ["a.type", "a.type.in", "c.type"]);
  assert.doesNotMatch(specText ?? "", /b\.type|d\.type/);
});
