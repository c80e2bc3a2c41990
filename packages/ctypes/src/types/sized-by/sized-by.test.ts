/** What `c.sizedBy` names must be there and count. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, untyped } from "../check/expect-failure.case.ts";
import { computeStructLayout } from "../../layout/layout-of.ts";
import { hostTarget } from "../../target/host-target.ts";
import * as c from "../index.ts";

const values = c.sizedBy("count", c.pointer(c.int));

test("the count is a parameter or member of an integer type", () => {
  const sum = c.fn([values, c.usize], c.int, { parameterNames: ["values", "count"] });
  assert.deepEqual(sum.parameterNames, ["values", "count"]);
  c.fn([values, c.inout(c.uint)], c.int, { parameterNames: ["values", "count"] });
  c.fn([c.sizedBy("count", c.bytes), c.int], c.int, { parameterNames: ["bytes", "count"] });
  c.callback([values, c.usize], c.void, { parameterNames: ["values", "count"] });
  c.callback([c.u8, c.sizedBy("count", c.bytes)], c.void, { parameterNames: ["count", "bytes"] });
  c.struct("List", { count: c.u16, values });
  c.struct("Bits", { count: c.bits(c.uint, 3), values });
});

test("anything else is refused", () => {
  const refused: ReadonlyArray<readonly [() => unknown, RegExp]> = [
    [
      () => c.fn([values, c.usize], c.int),
      /^FFI_DECLARATION_TYPE: fn\(\): parameter 1 is sized by "count", which is no parameter\n {2}hint: .*parameterNames/,
    ],
    [
      () => c.fn([values, c.usize], c.int, { parameterNames: ["values", "length"] }),
      /which is no parameter\n {2}hint: the names are values, length/,
    ],
    [
      () => c.fn([values, c.double], c.int, { parameterNames: ["values", "count"] }),
      /^FFI_DECLARATION_TYPE: fn\(\): parameter 1: its count "count" cannot be of type double/,
    ],
    [
      () => computeStructLayout(c.struct("List", { values, length: c.int }), hostTarget("linux", "x64")),
      /struct List: member "values" is sized by "count", which is no member\n {2}hint: the names are values, length/,
    ],
    [() => c.struct("List", { values, count: c.float }), /its count "count" cannot be of type float/],
    [() => c.sizedBy("count", untyped(c.int)), /^FFI_DECLARATION_TYPE: sizedBy\(\): target cannot be of type int/],
    [() => c.sizedBy("a b", c.bytes), /sizedBy\(\): count "a b" is not a C identifier/],
    [() => c.fn([], values), /^FFI_DECLARATION_TYPE: fn\(\): result cannot be of type/],
    [
      () => c.callback([values, c.int], c.void),
      /^FFI_DECLARATION_TYPE: fn\(\): parameter 1 is sized by "count", which is no parameter/,
    ],
  ];
  for (const [make, message] of refused) assert.match(failureOf(make), message);
});
