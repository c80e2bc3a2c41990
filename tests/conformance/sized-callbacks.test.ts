/** Callbacks that get an address and a count: pointers that know where they end, bytes and text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { describeRefusal } from "./describe-refusal.ts";
import { compileLibrary } from "./native-library.ts";

const path = compileLibrary("sized-callbacks");
const names = { parameterNames: ["values", "count"] } as const;
const integers = c.sizedBy("count", c.pointer(c.int, { const: true }));
const Sum = c.callback([integers, c.usize], c.int, names);
const Kept = c.callback([integers, c.usize], c.int, { ...names, lifetime: "until" });
const SumOfBytes = c.callback([c.sizedBy("count", c.bytes), c.usize], c.int, names);
const Weigh = c.callback(
  [
    c.pointer(c.void),
    c.sizedBy("length", c.string),
    c.i64,
    c.sizedBy("weightCount", c.pointer(c.double, { const: true })),
    c.u8,
  ],
  c.i64.number,
  { parameterNames: ["context", "text", "length", "weights", "weightCount"], onThrow: -1 },
);
const Point = c.struct("point", { x: c.short, y: c.short });
const Shift = c.callback([c.u8, c.sizedBy("count", c.pointer(Point))], c.int, { parameterNames: ["count", "points"] });

const { symbols } = openLibrary(path, {
  call_with_values: c.fn([Sum, c.int], c.int),
  call_with_text: c.fn([Weigh, c.i64, c.u8], c.i64.number),
  call_with_points: c.fn([Shift], c.int),
  keep_sum: c.fn([Kept], c.void),
  run_kept: c.fn([c.int], c.int),
});
const { call_with_values: callWithBytes } = openLibrary(path, {
  call_with_values: c.fn([SumOfBytes, c.int], c.int),
}).symbols;

test("a pointer knows how many elements it leads to, cold and hot", () => {
  for (let round = 0; round < 3000; round++) {
    const count = round % 6;
    const sum = symbols.call_with_values((values, length) => {
      assert.equal(Number(length), count);
      let total = 0;
      for (let index = 0; index < count; index++) total += values?.get(index) ?? 0;
      return total;
    }, count);
    assert.equal(sum, 2 ** count - 1);
  }
});

test("what lies behind the count is out of bounds", () => {
  assert.match(
    describeRefusal(() => symbols.call_with_values((values) => values?.get(3) ?? 0, 3)),
    /^FFI_OUT_OF_BOUNDS /,
  );
});

test("NULL is null, whatever the count is", () => {
  assert.equal(
    symbols.call_with_values((values) => (values === null ? 7 : 0), -1),
    7,
  );
  assert.equal(
    callWithBytes((bytes) => (bytes === null ? 7 : 0), -1),
    7,
  );
});

test("bytes are a view of as many bytes", () => {
  callWithBytes((bytes) => {
    assert.deepEqual([...(bytes ?? [])], [1, 0, 0, 0, 2]);
    return 0;
  }, 5);
  callWithBytes((bytes) => bytes?.length ?? 1, 0);
});

test("text has as many code units, and several counts do not meet", () => {
  for (let round = 0; round < 2000; round++) {
    const result = symbols.call_with_text(
      (...given) => {
        const [context, text, length, weights, weightCount] = given;
        assert.equal(context, null);
        assert.equal(text, ["", "a", "a\0"][round % 3]);
        assert.equal(Number(length), round % 3);
        assert.equal(weightCount, 2);
        return (weights?.get(0) ?? 0) + (weights?.get(1) ?? 0) + (text?.length ?? 0);
      },
      round % 3,
      2,
    );
    assert.equal(result, 2 + (round % 3));
  }
  assert.equal(
    symbols.call_with_text((_, text) => text?.codePointAt(2) ?? 0, 5, 0),
    0xe9,
  );
});

test("a negative count is an error of the call, and C gets the default", () => {
  assert.match(
    describeRefusal(() => symbols.call_with_text(() => 1, -3, 0)),
    /^FFI_ARGUMENT_RANGE call_with_text\(\): argument 1: argument 2 "text": C passed -3 as its number of elements/,
  );
});

test("structs are written where C has them", () => {
  const sum = symbols.call_with_points((count, points) => {
    if (points === null) return 0;
    const elements = Point.arrayView(points, count);
    const last = elements.at(-1);
    assert.ok(last !== undefined);
    last.x += 40;
    return elements.at(0)?.y ?? 0;
  });
  assert.equal(sum, 243);
});

test("callbacks that C keeps get the same", () => {
  using sum = Kept.create((values, count) => Number(count) * (values?.get(0) ?? 0));
  symbols.keep_sum(sum);
  for (let round = 0; round < 1000; round++) assert.equal(symbols.run_kept(4), 4);
  symbols.keep_sum(null);
});

test("bytes that nothing sizes are refused", () => {
  assert.match(
    describeRefusal(() => c.callback([c.bytes], c.void)),
    /^FFI_DECLARATION_TYPE callback\(\): parameter 1 cannot be of type c\.bytes/,
  );
});
