/** Modules inside of modules. */
import assert from "node:assert/strict";
import { outer, probe, sibling } from "nested-modules";

function check(): void {
  const { inner } = outer;
  assert.deepEqual([outer.depth(), inner.depth(), inner.innermost.depth()], [1, 2, 3]);
  using thing = inner.make("a", outer.Kind.Special);
  using renamed = inner.innermost.rename(thing, "b");
  assert.ok(renamed instanceof inner.Thing);
  assert.equal(renamed.name, "b");
  assert.equal(sibling.kindOf(renamed), outer.Kind.Special);
}

check();
assert.equal(probe.live(), 0n);
