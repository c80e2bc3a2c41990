/** Everything that GNU C allows in declarations is read as GCC reads it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RecordDeclaration, TranslationUnit } from "../declaration/model.ts";
import { assertLikeGcc, parseText, runProgram, skipWithoutGcc } from "./gcc.case.ts";
import { tortureBitFields, tortureHeader } from "./torture.case.ts";

const unit = (): TranslationUnit => parseText(tortureHeader);

test("the torture header has no diagnostics, and gcc confirms every claim about it", { skip: skipWithoutGcc }, () => {
  const parsed = unit();
  assert.deepEqual(
    parsed.diagnostics.map(({ message, span }) => `${span?.line}: ${message}`),
    [],
  );
  assertLikeGcc(parsed, { text: tortureHeader });
});

test("bit-fields lie where a compiled program finds them", { skip: skipWithoutGcc }, () => {
  const parsed = unit();
  const prints: string[] = [];
  const expected: string[] = [];
  for (const [type, names] of Object.entries(tortureBitFields)) {
    const record = findRecord(parsed, type);
    for (const name of names) {
      prints.push(`{ ${type} v; memset(&v, 0, sizeof v); v.${name} = -1; show("${type}.${name}", &v, sizeof v); }`);
      const member = record.members?.find((candidate) => candidate.name === name);
      assert.ok(member?.bitWidth !== undefined);
      expected.push(`${type}.${name} ${member.bitOffset} ${member.bitWidth}`);
    }
  }
  const output = runProgram(`${tortureHeader}
#include <stdio.h>
#include <string.h>
static void show(const char *name, const void *start, unsigned long length) {
  int first = -1, count = 0;
  for (unsigned long bit = 0; bit < length * 8; bit++)
    if (((const unsigned char *)start)[bit / 8] >> bit % 8 & 1) { if (first < 0) first = bit; count++; }
  printf("%s %d %d\\n", name, first, count);
}
int main(void) { ${prints.join("\n")} return 0; }
`);
  assert.deepEqual(output.trimEnd().split("\n"), expected);
});

function findRecord(parsed: TranslationUnit, type: string): RecordDeclaration {
  const record = parsed.records.find(({ recordKind, tag }) => `${recordKind} ${tag}` === type);
  assert.ok(record !== undefined, type);
  return record;
}
