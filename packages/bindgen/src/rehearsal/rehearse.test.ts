/** The rehearsal goes all the way, and needs no file for it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { rehearse } from "./rehearse.ts";

test("the headers of the rehearsal bind without a complaint, into everything that modules have", () => {
  const results = rehearse();
  assert.equal(results.length, 2);
  for (const { counts, diagnostics } of results) {
    assert.deepEqual(diagnostics, []);
    for (const [kind, count] of Object.entries(counts)) assert.ok(count >= 1, `${count} ${kind}`);
  }
  assert.ok(new Set(results[0]?.omissions.map(({ reason }) => reason)).size >= 4);
  const modules = results.map(({ module }) => module).join("\n");
  for (const form of ["declareAlias", "declareEnum", "declareMacro", "declareStruct", "declareUnion", "c.opaque"]) {
    assert.ok(modules.includes(`${form}(`), form);
  }
  assert.match(results[0]?.specText ?? "", /"play_state_s"/);
  assert.match(modules, /THEATRE_LEVEL = /);
});
