/** Structs without members have no bytes, and still an address. The first struct of the process is one here. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c } from "koine";

const Empty = c.struct("Empty", {});

test("a struct without members has a pointer that is not null", () => {
  const { pointer } = Empty.create({});
  assert.notEqual(pointer.address, 0n);
  assert.equal(pointer.bytes(0).length, 0);
});
