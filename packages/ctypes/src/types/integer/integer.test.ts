/** Integer descriptors are frozen data; the 64-bit ones carry their policies. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepFrozen } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("every integer type says its C name and is frozen", () => {
  const names = [c.char, c.uchar, c.int, c.ulong, c.i8, c.u64, c.usize, c.isize, c.wchar, c.char32].map(
    (type) => type.name,
  );
  const expected = [
    "char",
    "unsigned char",
    "int",
    "unsigned long",
    "int8_t",
    "uint64_t",
    "size_t",
    "ssize_t",
    "wchar_t",
  ];
  assert.deepEqual(names, [...expected, "char32_t"]);
  for (const type of [c.int, c.long, c.u64, c.double, c.complexFloat, c.bool, c.void]) assert.ok(isDeepFrozen(type));
});

test("types of 64 bits on some target have the variants number and wrap", () => {
  const wide = [
    c.long,
    c.ulong,
    c.longlong,
    c.ulonglong,
    c.i64,
    c.u64,
    c.isize,
    c.usize,
    c.intptr,
    c.uintptr,
    c.ptrdiff,
  ];
  for (const type of wide) {
    assert.deepEqual({ ...type.number }, { kind: "integer", name: type.name, policy: "number" });
    assert.deepEqual({ ...type.wrap }, { kind: "integer", name: type.name, policy: "wrap" });
    assert.equal(type.policy, "exact");
  }
  assert.equal("number" in c.int, false);
});
