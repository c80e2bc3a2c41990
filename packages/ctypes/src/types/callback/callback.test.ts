/** Callbacks say how long they live and what C gets when they throw. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("callbacks live for one call and give zero when they throw, unless they say otherwise", () => {
  const compare = c.callback([c.pointer(c.void), c.pointer(c.void)], c.int);
  assert.equal(compare.lifetime, "call");
  assert.equal(compare.onThrow, undefined);
  assert.deepEqual(compare.signature, c.fn([c.pointer(c.void), c.pointer(c.void)], c.int));
  assert.ok(isDeepFrozen(compare));
  const stored = c.callback([c.int], c.int, { lifetime: "static", onThrow: -1, parameterNames: ["signal"] });
  assert.deepEqual([stored.lifetime, stored.onThrow, stored.signature.parameterNames], ["static", -1, ["signal"]]);
});

test("what only functions of C have is refused", () => {
  for (const type of [c.out(c.int), c.inout(c.int), c.bytes]) {
    assert.match(
      failureOf(() => c.callback([c.int, type], c.int)),
      /^FFI_DECLARATION_TYPE: callback\(\): parameter 2 cannot be of type c\..*\n {2}hint: .*c\.(?:pointer|sizedBy)/,
    );
  }
  assert.match(
    failureOf(() => c.callback([], c.int, untyped({ lifetime: "forever" }))),
    /^FFI_ARGUMENT_TYPE: callback\(\): unknown lifetime string "forever"\n {2}hint: use one of "call", "once"/,
  );
  assert.match(
    failureOf(() => c.callback([], c.int, untyped({ variadic: true }))),
    /callback\(\): unknown option "variadic"/,
  );
  assert.match(
    failureOf(() => c.callback([c.void], c.int)),
    /parameter 1 cannot be of type void/,
  );
});

test("callbacks that need the caller's stack say so, and have no size", () => {
  assert.equal(c.callback([c.int], c.int, { stack: "caller" }).stack, "caller");
  assert.equal("stack" in c.callback([c.int], c.int), false);
  assert.match(
    failureOf(() => c.callback([], c.int, untyped({ stack: 65_536 }))),
    /^FFI_ARGUMENT_TYPE: callback\(\): option "stack" cannot be 65536\n {2}hint: .*belongs to the function/,
  );
});
