/** The rehearsal goes all the way, and needs no file for it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { rehearse } from "./rehearse.ts";

test("the headers of the rehearsal bind without a complaint, into everything that modules have", () => {
  const { counts, diagnostics, module, omissions, specText } = rehearse();
  assert.deepEqual(diagnostics, []);
  for (const [kind, count] of Object.entries(counts)) assert.ok(count >= 4, `${count} ${kind}`);
  assert.ok(new Set(omissions.map(({ reason }) => reason)).size >= 4);
  for (const form of ["declareAlias", "declareEnum", "declareMacro", "declareStruct", "declareUnion", "c.opaque"]) {
    assert.ok(module?.includes(`${form}(`), form);
  }
  assert.match(specText ?? "", /"play_state_s"/);
});
