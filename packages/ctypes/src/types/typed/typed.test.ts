/** Values that say their own C type. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isCType } from "../check/assert-input.ts";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";
import { isTypedValue } from "./typed.ts";

test("a basic type gives its type to a value", () => {
  assert.deepEqual(c.int(42), { kind: "typed-value", type: c.int, value: 42 });
  assert.equal(c.usize.number(7).type, c.usize.number);
  assert.equal(c.string("x").type, c.string);
  assert.equal(c.bool(true).type, c.bool);
  assert.equal(c.complexDouble({ real: 1, imaginary: 2 }).type, c.complexDouble);
  assert.equal(c.typed(c.double, 1).type, c.double);
  assert.ok(isTypedValue(c.float(1)));
  for (const value of [c.int, { kind: "integer" }, null, 1]) assert.equal(isTypedValue(value), false);
});

test("a type that can be called is still a type", () => {
  for (const type of [
    c.int,
    c.usize,
    c.usize.wrap,
    c.longdouble,
    c.bool,
    c.string,
    c.stringOf("latin1"),
    c.complexFloat,
  ]) {
    assert.ok(isCType(type));
    assert.ok(isDeepFrozen(type));
  }
  assert.deepEqual(Object.keys(c.int), ["name", "kind", "policy"]);
  assert.equal(c.array(c.int, 2).element, c.int);
});

test("what is no value of a parameter is refused", () => {
  assert.match(
    failureOf(() => Reflect.apply(c.int, undefined, [])),
    /^FFI_ARGUMENT_COUNT: the type int gives its type to one value, got none/,
  );
  assert.match(
    failureOf(() => c.typed(untyped("int"), untyped(1))),
    /^FFI_ARGUMENT_TYPE: typed\(\): the type must be a C type/,
  );
  assert.match(
    failureOf(() => c.typed(c.void, untyped(1))),
    /^FFI_DECLARATION_TYPE: typed\(\): the type cannot be of type void/,
  );
  assert.match(
    failureOf(() => c.typed(c.out(c.int), untyped(1))),
    /^FFI_DECLARATION_TYPE: typed\(\): c.out stands only in a declaration/,
  );
});
