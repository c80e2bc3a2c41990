import assert from "node:assert/strict";
import { test } from "node:test";
import { readPrototypeShape } from "./prototype-shape.ts";

const shapes: Readonly<Record<string, ReturnType<typeof readPrototypeShape>>> = {
  "int abs(int value)": { name: "abs", count: 1, isVariadic: false },
  "struct FILE **open_all(const char *a, int b, long c)": { name: "open_all", count: 3, isVariadic: false },
  "void stop(void)": { name: "stop", count: 0, isVariadic: false },
  "void take(vec4)": { name: "take", count: 1, isVariadic: false },
  "int printf(const char *format, ...)": { name: "printf", count: 1, isVariadic: true },
  "void sort(void *at, int (*compare)(const void *, const void *), int n)": {
    name: "sort",
    count: 3,
    isVariadic: false,
  },
  "void on(void (*first)(int, char), void (*second)(int, void (*)(int, int)), int last)": {
    name: "on",
    count: 3,
    isVariadic: false,
  },
  "int tell(void (*done)(int, int), const char *format, ...)": { name: "tell", count: 2, isVariadic: true },
  "void first(void) __attribute__((nonnull(1, 2)))": { name: "first", count: 0, isVariadic: false },
  'int both(int a, int b) asm("both64")': { name: "both", count: 2, isVariadic: false },
  "int ended(int a, int b);": { name: "ended", count: 2, isVariadic: false },
};

for (const [prototype, shape] of Object.entries(shapes)) {
  test(`reads at a glance: ${prototype}`, () => assert.deepEqual(readPrototypeShape(prototype), shape));
}

for (const prototype of [
  "char*name(int a)",
  "int (*signal(int n))(int)",
  "int name",
  "abs(int value)",
  "int f(int a",
  "int f(int (*g)(int, int)",
]) {
  test(`leaves to the parser: ${prototype}`, () => assert.equal(readPrototypeShape(prototype), undefined));
}
