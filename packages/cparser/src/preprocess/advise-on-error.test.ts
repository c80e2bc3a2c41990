/** Of the macros that an `#error` depends on, those that would avoid it are named. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { parseTranslationUnit } from "../translation-unit.ts";

const target = requireTarget("x86_64-unknown-linux-gnu");

function adviceFor(text: string): string | undefined {
  const { diagnostics } = parseTranslationUnit({
    entry: "a.h",
    readFile: (path) => (path === "a.h" ? text : undefined),
    target,
  });
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ["cparser/error-directive"],
  );
  return diagnostics[0]?.help;
}

const cases: readonly (readonly [text: string, advice: string | undefined])[] = [
  ["#error never", undefined],
  ["#ifndef A\n#error x\n#endif", "it is not reached with -D A"],
  ["#if !defined(A) && !defined B\n#error x\n#endif", "it is not reached with -D A, or with -D B"],
  ["#if !defined(A) || !defined(B)\n#error x\n#endif", undefined],
  ["#if !A\n#error x\n#endif", "it is not reached with -D A"],
  ["#if A < 2\n#error x\n#endif", undefined],
  ["#ifdef A\nint a;\n#elif defined(B)\nint b;\n#else\n#error x\n#endif", "it is not reached with -D A, or with -D B"],
  ["#if A == 1\nint a;\n#else\n#error x\n#endif", "it is not reached with -D A"],
  ["#define B\n#ifdef B\n#error x\n#endif", undefined],
  ["#ifndef GUARD\n#define GUARD\n#ifndef A\n#if 1\n#error x\n#endif\n#endif\n#endif", "it is not reached with -D A"],
  ["#ifdef A\n#else\n#ifdef __linux__\n#error x\n#endif\n#endif", "it is not reached with -D A"],
  ["#if !defined(_WIN32) && !defined(__APPLE__)\n#error x\n#endif", undefined],
  ["#ifndef __cplusplus\n#error x\n#endif", "this is a header of C++, and only C is read"],
  [
    "#ifndef INSIDE\n#error Only <a/all.h> can be included directly.\n#endif",
    "name a/all.h instead, which includes this header",
  ],
];

for (const [text, advice] of cases) {
  test(`${JSON.stringify(text)}: ${advice ?? "no advice"}`, () => {
    assert.equal(adviceFor(text), advice);
  });
}
