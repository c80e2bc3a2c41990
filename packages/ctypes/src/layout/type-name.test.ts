/** Names are those that C would use. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BitFieldType, CType } from "../model.ts";
import * as c from "../types/index.ts";
import { typeName } from "./type-name.ts";

const point = c.struct("Point", { x: c.int });

const spellings: ReadonlyArray<readonly [CType | BitFieldType, string]> = [
  [c.ulong, "unsigned long"],
  [c.usize, "size_t"],
  [c.complexDouble, "double _Complex"],
  [c.vector(c.float, 4), "float __attribute__((vector_size(16)))"],
  [c.pointer(c.vector(c.u16, 16), { const: true }), "const uint16_t __attribute__((vector_size(32))) *"],
  [c.vector(c.long, 2), "long __attribute__((vector_size(2 * sizeof(long))))"],
  [c.pointer(point), "struct Point *"],
  [c.pointer(point, { const: true }), "const struct Point *"],
  [c.pointer(c.pointer(c.char, { const: true })), "const char **"],
  [c.pointer(c.pointer(c.char), { const: true }), "char *const *"],
  [c.pointer(c.pointer(c.char, { const: true }), { const: true }), "const char *const *"],
  [c.array(c.array(c.int, 3), 2), "int [2][3]"],
  [c.pointer(c.array(c.int, 3)), "int (*)[3]"],
  [c.array(c.pointer(c.int), 3), "int *[3]"],
  [c.flexibleArray(c.int), "int []"],
  [c.fn([c.string, c.usize], c.int, { variadic: true }), "int (const char *, size_t, ...)"],
  [c.pointer(c.fn([], c.void)), "void (*)(void)"],
  [c.callback([c.pointer(c.void), c.int], c.int), "int (*)(void *, int)"],
  [c.fn([c.int], c.pointer(c.fn([c.int], c.void))), "void (*(int))(int)"],
  [c.bits(c.uint, 3), "unsigned int : 3"],
  [c.enum("Color", { RED: 0 }), "enum Color"],
  [c.union("Value", { i: c.int }), "union Value"],
  [c.pointer(c.opaque("sqlite3")), "sqlite3 *"],
  [c.out(c.pointer(c.opaque("sqlite3"))), "sqlite3 **"],
  [c.inout(c.int), "int *"],
  [c.alias("uLong", c.ulong), "uLong"],
  [c.bytes, "void *"],
  [c.bool, "bool"],
];

for (const [type, spelling] of spellings) {
  test(`spells ${spelling}`, () => {
    assert.equal(typeName(type), spelling);
  });
}
