/** Lists of everything. */
import assert from "node:assert/strict";
import { many, probe } from "lists";

function checkNumbers(): void {
  assert.deepEqual(many.echoBools([true, false]), [true, false]);
  assert.deepEqual(many.echoBytes([0, 255]), [0, 255]);
  assert.deepEqual(many.echoShorts([-32_768, 32_767]), [-32_768, 32_767]);
  assert.deepEqual(many.echoInts([1, -2, 3]), [1, -2, 3]);
  assert.deepEqual(many.echoLongs([-(2n ** 63n), 5]), [-(2n ** 63n), 5n]);
  assert.deepEqual(many.echoUnsigned([2n ** 64n - 1n]), [2n ** 64n - 1n]);
  assert.deepEqual(many.echoFloats([0.5, -1]), [0.5, -1]);
  assert.deepEqual(many.echoDoubles([0.1]), [0.1]);
  assert.deepEqual(many.echoHandles([1n, 2n]), [1n, 2n]);
  assert.deepEqual(many.echoInts([]), []);
  assert.deepEqual(many.range(1000).at(-1), 999);
  assert.equal(many.sum([1n, 2, -4n]), -1n);
}

function checkOthers(): void {
  assert.deepEqual(many.echoTexts(["a", "ü", ""]), ["a", "ü", ""]);
  assert.deepEqual(many.echoTexts([]), []);
  assert.deepEqual(many.echoColors([many.Color.Blue, many.Color.Red]), [7, -1]);
  assert.equal(many.join(["a", "b"], ", "), "a, b");
  using first = many.Item.create(1n, "one");
  using second = many.Item.create(2n, "two");
  const items = many.echoItems([first, second]);
  assert.deepEqual(
    items.map((item) => [item.id, item.label]),
    [
      [1n, "one"],
      [2n, "two"],
    ],
  );
  for (const item of items) item[Symbol.dispose]();
}

checkNumbers();
checkOthers();
assert.throws(() => many.echoBytes([1, 256]), { code: "FFI_ARGUMENT_RANGE", message: /values\[1\]/ });
assert.throws(() => many.echoInts([1.5]), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => many.echoInts(["1" as never]), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => many.echoInts("12" as never), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => many.echoLongs([2n ** 63n]), { code: "FFI_ARGUMENT_RANGE" });
assert.throws(() => many.echoTexts(["a", 5 as never]), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => many.echoTexts(["a\0b"]), { code: "FFI_STRING_CONTENT" });
assert.throws(() => many.echoItems([{} as never]), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => many.echoTexts(null as never), { code: "FFI_ARGUMENT_TYPE" });
assert.equal(probe.live(), 0n);
