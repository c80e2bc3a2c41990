/** Texts, declarations and constants that are legal and hard to read mean what they mean to GCC, and those of C23 what they mean to Clang. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeWithClang } from "./clang.case.ts";
import { assertLikeGcc, parseText, skipWithoutGcc } from "./gcc.case.ts";
import { hardC23 } from "./hard-c23.case.ts";
import { hardConstants } from "./hard-constants.case.ts";
import { hardDeclarations } from "./hard-declarations.case.ts";

for (const [name, text] of Object.entries(hardDeclarations)) {
  test(`declarations: ${name}`, { skip: skipWithoutGcc }, () => {
    const unit = parseText(text);
    assert.deepEqual(
      unit.diagnostics.filter(({ severity }) => severity === "error"),
      [],
    );
    assert.ok(unit.declarations.length > 0);
    assertLikeGcc(unit, { text });
  });
}

/** Macros of which nothing can be said. */
function listUnknown(unit: ReturnType<typeof parseText>): readonly string[] {
  return unit.macros.flatMap(({ name, parameters, value }) =>
    value.kind === "other" && parameters === undefined ? [`${name}: ${value.reason}`] : [],
  );
}

for (const [name, text] of Object.entries(hardConstants)) {
  test(`constants: ${name}`, { skip: skipWithoutGcc }, () => {
    const unit = parseText(text);
    assert.deepEqual(unit.diagnostics, []);
    assert.deepEqual(listUnknown(unit), []);
    assertLikeGcc(unit, { text });
  });
}

for (const [name, text] of Object.entries(hardC23)) {
  test(`C23: ${name}`, { timeout: 600_000 }, async () => {
    const unit = parseText(text);
    assert.deepEqual(unit.diagnostics, []);
    assert.deepEqual(listUnknown(unit), []);
    const { wrong, output } = await judgeWithClang(unit, text);
    assert.deepEqual(wrong, [], output);
    assert.equal(output, "");
  });
}
