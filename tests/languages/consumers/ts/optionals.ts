/** Absent, empty and present values. */
import assert from "node:assert/strict";
import { maybe, probe } from "optionals";

function checkValues(): void {
  assert.equal(maybe.echoI32(-5), -5);
  assert.equal(maybe.echoU64(2n ** 64n - 1n), 2n ** 64n - 1n);
  assert.equal(maybe.echoF64(0.5), 0.5);
  assert.equal(maybe.echoBool(false), false);
  assert.equal(maybe.echoColor(maybe.Color.Green), maybe.Color.Green);
  assert.equal(maybe.echoHandle(0n), 0n);
  assert.equal(maybe.echoText(""), "");
  assert.deepEqual(maybe.echoData(new Uint8Array(0)), new Uint8Array(0));
  assert.deepEqual(maybe.echoNumbers([1, -2]), [1, -2]);
  assert.deepEqual(maybe.echoNumbers([]), []);
  assert.deepEqual(maybe.echoTexts(["a", ""]), ["a", ""]);
  assert.deepEqual(maybe.echoScores(new Map([["a", 10]])), new Map([["a", 10]]));
}

function checkAbsent(): void {
  assert.equal(maybe.echoI32(), null);
  assert.equal(maybe.echoU64(null), null);
  assert.equal(maybe.echoF64(null), null);
  assert.equal(maybe.echoBool(null), null);
  assert.equal(maybe.echoColor(null), null);
  assert.equal(maybe.echoHandle(null), null);
  assert.equal(maybe.echoText(null), null);
  assert.equal(maybe.echoData(null), null);
  assert.equal(maybe.echoNumbers(null), null);
  assert.equal(maybe.echoTexts(null), null);
  assert.equal(maybe.echoScores(null), null);
  assert.equal(maybe.echoItem(null), null);
  assert.deepEqual(maybe.kinds(null, [], new Map([["a", 1]]), ""), [0, 1, 2, 1]);
  assert.deepEqual(maybe.kinds(), [0, 0, 0, 0]);
}

function checkItems(): void {
  using item = maybe.Item.create(7n, null, 1.5);
  const echoed = maybe.echoItem(item);
  assert.ok(echoed !== null);
  using owned = echoed;
  assert.deepEqual([owned.id, owned.label, owned.weight], [7n, null, 1.5]);
  const items = maybe.sparse(3);
  assert.deepEqual(
    items.map((one) => one?.label ?? null),
    ["present", null, "present"],
  );
  assert.equal(maybe.countPresent(items), 2);
  for (const one of items) one?.[Symbol.dispose]();
}

checkValues();
checkAbsent();
checkItems();
assert.throws(() => maybe.echoI32(2 ** 31), { code: "FFI_ARGUMENT_RANGE" });
assert.throws(() => maybe.echoI32("1" as never), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => maybe.echoText("a\0b"), { code: "FFI_STRING_CONTENT" });
assert.throws(() => maybe.echoItem({} as never), { code: "FFI_ARGUMENT_TYPE" });
assert.equal(probe.live(), 0n);
