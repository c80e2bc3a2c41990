/** Headers that nobody would write and compilers take: GCC agrees with all that was understood of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertLikeGcc, parseText, skipWithoutGcc } from "./gcc.case.ts";
import { oddDeclarations } from "./odd-declarations.case.ts";
import { oddTexts } from "./odd-texts.case.ts";

for (const [name, text] of Object.entries({ ...oddTexts, ...oddDeclarations })) {
  test(`${name} is read as GCC reads it`, { skip: skipWithoutGcc }, () => {
    const unit = parseText(text);
    assert.deepEqual(
      unit.diagnostics.filter(({ severity }) => severity === "error"),
      [],
    );
    assertLikeGcc(unit, { text });
  });
}
