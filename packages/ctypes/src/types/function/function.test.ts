/** Functions take and return what C lets them; so do callbacks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CType } from "../../model.ts";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

const flexible = c.struct("F", { n: c.int, data: c.flexibleArray(c.int) });

test("functions keep parameters, result and names, and are frozen", () => {
  const type = c.fn([c.string, c.out(c.int)], c.void, { variadic: true, parameterNames: ["path", undefined] });
  assert.deepEqual(type, {
    kind: "function",
    parameters: [c.string, c.out(c.int)],
    result: c.void,
    parameterNames: ["path", undefined],
    isVariadic: true,
  });
  assert.ok(isDeepFrozen(type));
  assert.deepEqual(c.fn([c.int], c.int).parameterNames, [undefined]);
});

test("the caller's list of parameters is copied", () => {
  const parameters: CType[] = [c.int];
  const type = c.fn(parameters, c.int);
  parameters.push(c.void);
  assert.equal(type.parameters.length, 1);
});

test("parameters that C does not pass are refused by position", () => {
  const refused: ReadonlyArray<readonly [CType, string]> = [
    [c.void, "void\n  hint: a function without parameters has the empty list []"],
    [c.array(c.int, 3), "int [3]\n  hint: C passes arrays as pointers: use c.pointer(element)"],
    [c.opaque("S"), "S (opaque)\n  hint: its size is not known: use c.pointer(S)"],
    [c.fn([], c.void), "void (void) (a function)\n  hint: use c.pointer to it, or c.callback"],
    [flexible, "struct F\n  hint: pass a pointer to it"],
  ];
  for (const [type, message] of refused) {
    const failure = failureOf(() => c.fn([c.int, type], c.int));
    assert.ok(failure.startsWith(`FFI_DECLARATION_TYPE: fn(): parameter 2 cannot be of type ${message}`), failure);
  }
});

test("results that C does not return are refused", () => {
  const refused: readonly CType[] = [
    c.array(c.int, 3),
    c.opaque("S"),
    c.fn([], c.void),
    c.callback([], c.void),
    c.bytes,
    c.out(c.int),
    flexible,
  ];
  for (const type of refused) {
    assert.match(
      failureOf(() => c.fn([], type)),
      /^FFI_DECLARATION_TYPE: fn\(\): result cannot be of type .*\n {2}hint: /,
    );
  }
});

test("misuse from JavaScript is refused", () => {
  assert.match(
    failureOf(() => c.fn(untyped(c.int), c.int)),
    /^FFI_ARGUMENT_TYPE: fn\(\): parameters must be an array, got a function\n/,
  );
  assert.match(
    failureOf(() => c.fn([], untyped(undefined))),
    /^FFI_ARGUMENT_TYPE: fn\(\): result must be a C type, got undefined/,
  );
  assert.match(
    failureOf(() => c.fn([], c.int, untyped({ async: true }))),
    /^FFI_ARGUMENT_TYPE: fn\(\): unknown option "async"/,
  );
  assert.match(
    failureOf(() => c.fn([c.int], c.int, { parameterNames: [] })),
    /"parameterNames" must be an array of 1 names/,
  );
  assert.match(
    failureOf(() => c.fn([c.int], c.int, { parameterNames: ["a b"] })),
    /name of parameter 1 "a b" is not a C ident/,
  );
});

test("out-parameters are of values that lie in memory", () => {
  for (const type of [c.void, c.opaque("S"), c.bytes, c.out(c.int), c.callback([], c.void), flexible]) {
    assert.match(
      failureOf(() => c.out(type)),
      /^FFI_DECLARATION_TYPE: out\(\): target cannot be of type /,
    );
    assert.match(
      failureOf(() => c.inout(type)),
      /^FFI_DECLARATION_TYPE: inout\(\): target cannot be of type /,
    );
  }
  assert.deepEqual(c.out(c.pointer(c.opaque("S"))).target.target.name, "S");
});

test("the stack of a function is the caller's, or has a size within limits", () => {
  assert.equal(c.fn([c.int], c.int, { stack: "caller" }).stack, "caller");
  assert.equal(c.fn([c.int], c.int, { stack: 1_048_576 }).stack, 1_048_576);
  assert.equal("stack" in c.fn([c.int], c.int), false);
  for (const stack of [16_383, 2 ** 30 + 1, 0, -1]) {
    assert.match(
      failureOf(() => c.fn([], c.int, { stack })),
      /^FFI_ARGUMENT_RANGE: fn\(\): option "stack" cannot be -?\d+\n {2}hint: .*16384 to 1073741824/,
    );
  }
  for (const stack of ["own", 65_536.5, 65_536n, null]) {
    assert.match(
      failureOf(() => c.fn([], c.int, untyped({ stack }))),
      /^FFI_ARGUMENT_TYPE: fn\(\): option "stack" cannot be /,
    );
  }
});

test("two parameters never have the same name", () => {
  assert.match(
    failureOf(() => c.fn([c.int, c.string, c.int], c.int, { parameterNames: ["a", undefined, "a"] })),
    /^FFI_DECLARATION_TYPE: fn\(\): name of parameter 3: "a" is the name of parameter 1 already\n {2}hint: give each/,
  );
  assert.deepEqual(c.fn([c.int, c.int], c.int, { parameterNames: [undefined, undefined] }).parameters.length, 2);
});
