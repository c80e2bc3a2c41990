import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePrototype } from "./prototype.ts";
import { PrototypeReader } from "./prototype-reader.ts";

const prototypes = [
  "int abs(int)",
  "int abs(int value)",
  "unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len)",
  "unsigned long adler32(unsigned long adler, const unsigned char *buf, unsigned int len);",
  "const char *zlibVersion(void)",
  "const char * zlibVersion ( void )",
  "char const *name(unsigned)",
  "void f(unsigned int)",
  "void f(unsigned value)",
  "size_t strlen(const char *)",
  "size_t strlen(const char *s)",
  "void g(size_t, size_t n)",
  "int printf(const char *format, ...)",
  "void qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *))",
  "double h(double x[3], float *restrict y)",
  "struct sqlite3 *open(const char *name)",
  "void old()",
];

test("reading many prototypes gives what parsing each gives, also for spellings seen before", () => {
  const reader = new PrototypeReader();
  for (let round = 0; round < 2; round++) {
    for (const text of prototypes) assert.deepEqual(reader.read(text), parsePrototype(text), text);
  }
});

test("a spelling that is known does not hide what is wrong elsewhere", () => {
  const reader = new PrototypeReader();
  reader.read("int f(int a)");
  for (const text of [
    "int f(int a, itn b)",
    "int int(int a)",
    "int f(int a b)",
    "int f(, int a)",
    "int f(int a,)",
    "f(int a)",
  ]) {
    assert.throws(
      () => reader.read(text),
      (error: Error) => {
        assert.throws(() => parsePrototype(text), { message: error.message });
        return true;
      },
    );
  }
});

test("given types are known to the reader that was given them, and to no other", () => {
  const types = { uLong: parsePrototype("unsigned long f(void)").type.result };
  const given = new PrototypeReader(types);
  assert.equal(given.read("uLong f(uLong a)").type.result, types.uLong);
  assert.equal(given.read("uLong g(uLong)").type.parameters[0], types.uLong);
  assert.throws(() => new PrototypeReader().read("uLong f(uLong a)"), { code: "FFI_DECLARATION_TYPE" });
});
