/** What `#pragma pack` does where it is used in odd ways, as gcc and clang lay out records then. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { assertLikeGcc, parseText, skipWithoutGcc } from "./gcc.case.ts";

const record = (tag: string): string => `struct ${tag} { char c; long long l; };`;

const texts: Readonly<Record<string, string>> = {
  "what was never pushed": `#pragma pack(4)\n#pragma pack(pop)\n${record("a")}`,
  "a label that nothing has": `#pragma pack(push, 1)\n#pragma pack(pop, nothing)\n${record("a")}`,
  "a label below others": `
#pragma pack(4)
#pragma pack(push, outer, 2)
#pragma pack(push, inner, 1)
#pragma pack(pop, outer)
${record("a")}
#pragma pack(8)
#pragma pack(pop)
${record("b")}`,
  "the innermost of equal labels": `
#pragma pack(push, same, 4)
#pragma pack(push, same, 2)
#pragma pack(push, 1)
#pragma pack(pop, same)
${record("a")}`,
  "an action that there is not": `#pragma pack(2)\n#pragma pack(other, 1)\n${record("a")}`,
  sixteen: `#pragma pack(1)\n#pragma pack(16)\nstruct a { char c; long double l; };`,
  three: `#pragma pack(2)\n#pragma pack(3)\n${record("a")}`,
};

for (const [title, text] of Object.entries(texts)) {
  test(`#pragma pack with ${title}: gcc's layout`, { skip: skipWithoutGcc }, () => {
    const unit = parseText(text);
    assert.ok(unit.records.length > 0);
    assertLikeGcc(unit, { text });
  });
}

test("a label that nothing has is ignored by Clang and Microsoft's compiler, and so is a pop too many", () => {
  for (const triple of ["aarch64-apple-darwin", "x86_64-pc-windows-msvc"]) {
    const lengthOf = (text: string): number | undefined =>
      parseText(text, requireTarget(triple)).records[0]?.layout?.byteLength;
    assert.equal(lengthOf(texts["a label that nothing has"] ?? ""), 9);
    assert.equal(lengthOf(texts["what was never pushed"] ?? ""), 12);
  }
});
