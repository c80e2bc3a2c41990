/** Items that are asked for one by one. */
import assert from "node:assert/strict";
import { probe, sequence } from "iterators";

function check(): void {
  assert.deepEqual([...sequence.count(3)], [0, 1, 2]);
  for (const word of sequence.words(" one  two")) {
    assert.equal(word, "one");
    break;
  }
  const entries = [...sequence.entries(2)];
  assert.deepEqual(
    entries.map(({ key, value }) => [key, value]),
    [
      ["key 0", 0n],
      ["key 1", 10n],
    ],
  );
  for (const entry of entries) entry[Symbol.dispose]();
  using table = new sequence.Table(1);
  for (const entry of table.entries()) {
    using owned = entry;
    assert.equal(owned.key, "key 0");
  }
  using unfinished = sequence.count(5);
  assert.deepEqual(unfinished.next(), { done: false, value: 0 });
  unfinished[Symbol.dispose]();
  assert.throws(() => unfinished.next(), { code: "FFI_USE_AFTER_FREE" });
}

function checkErrors(): void {
  const seen: number[] = [];
  assert.throws(
    () => {
      for (const item of sequence.breaking(1)) seen.push(item);
    },
    { name: "SequenceError", kind: "Broken" },
  );
  assert.equal(seen.length, 1);
  assert.throws(() => sequence.refused(), { kind: "Broken" });
  assert.throws(() => sequence.words("a\0"), { code: "FFI_STRING_CONTENT" });
}

check();
checkErrors();
assert.equal(probe.live(), 0n);
