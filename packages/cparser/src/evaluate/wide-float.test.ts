/** Constants of types that hold more than a double: none is infinite or zero that is not so in C. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";
import { parseText } from "../oracle/gcc.case.ts";

const beyond = "no number of JavaScript, which is a double, is known to be the nearest to it";
const uncertain = "it depends on numbers of a floating type that holds more than a double";
const decimal = "it is calculated or rounded in decimal digits";

/** What the macro `M` is: its value, or why it has none. */
function valueOf(text: string, target?: Target): unknown {
  const value = parseText(`#define M ${text}\n`, target).macros.at(-1)?.value;
  if (value?.kind === "other") return value.reason;
  return value !== undefined && "value" in value ? value.value : value?.kind;
}

for (const [text, expected] of [
  ["1.18973149535723176502e+4932L", beyond],
  ["__LDBL_MIN__", beyond],
  ["(-__LDBL_MAX__)", beyond],
  ["(-(__LDBL_MAX__ / 2))", beyond],
  ["(__LDBL_MAX__ * 0)", beyond],
  ["(1e300L * 1e300L)", beyond],
  ["(1e-200L / 1e200L)", beyond],
  ["(1 ? __LDBL_DENORM_MIN__ : 0)", beyond],
  ["((__float128)__LDBL_MAX__)", beyond],
  ["0x1p-16400Q", beyond],
  ["9.99E384DD", beyond],
  ["0e-9999L", 0],
  ["0x0p-9999L", 0],
  ["(0.0L * 3)", 0],
  ["(1.0L / 0)", Infinity],
  ["__builtin_huge_vall()", Infinity],
  ["__LDBL_EPSILON__", 2 ** -63],
  ["1e-400", 0],
  ["1e400", Infinity],
  ["(1e300 * 1e300)", Infinity],
  ["((double)__LDBL_MAX__)", Infinity],
  ["((float)-__LDBL_MIN__)", -0],
  ["((_Bool)__LDBL_MIN__)", 1n],
  ["(!__LDBL_MIN__)", 0n],
  ["((int)__LDBL_MIN__)", 0n],
  ["(__LDBL_MAX__ > __DBL_MAX__)", 1n],
  ["(__LDBL_MIN__ > 0)", 1n],
  ["(__LDBL_MIN__ == 0)", 0n],
  ["(__LDBL_MAX__ == __builtin_huge_vall())", uncertain],
  ["(1.0L / 3)", 1 / 3],
  ["(1.0L / 3 * 3)", beyond],
  ["(0x1.8p3 * 0.1L)", beyond],
  ["(0x1.8p3L * 2 + 0.5L)", 24.5],
  ["(1e22L - 1)", 1e22],
  ["(1e22L - 1 + 1)", beyond],
  ["(0.1L == 0.1L)", uncertain],
  ["(0.1L < 0.2L)", 1n],
  ["(0.25L == 0.25)", 1n],
  ["((int)0.1L)", 0n],
  ["((int)1.0L)", 1n],
  ["((int)0.99999999999999999999L)", uncertain],
  ["-0.1L", -0.1],
  ["0.1DD", 0.1],
  ["9.999999E96DF", 9.999999e96],
  ["9.9E97DF", decimal],
  ["0.123456789DF", decimal],
  ["(1.0DD / 3)", decimal],
  ["(1.0DD < 3.0DD)", 1n],
] as const) {
  test(`\`${text}\` is ${String(expected)}`, () => {
    assert.ok(Object.is(valueOf(text), expected), String(valueOf(text)));
  });
}

test("where long double is double, it is rounded as that", () => {
  const target = requireTarget("x86_64-pc-windows-msvc");
  assert.equal(valueOf("1e-400L", target), 0);
  assert.equal(valueOf("1e400L", target), Infinity);
});

test("an enumerator that depends on such numbers is left out, with those that count on from it", () => {
  const text =
    "enum e { A = 3, B = 1e4000L > 1e3999L, C, D = 0.5L == 0.5, E = (int)(0.1L * 10), F = 7, G };\nint rest;\n";
  const { declarations, diagnostics } = parseText(text);
  const [enumeration, rest] = declarations;
  assert.ok(enumeration?.kind === "enum");
  assert.deepEqual(
    enumeration.enumerators?.map(({ name, value }) => [name, value]),
    [
      ["A", 3n],
      ["D", 1n],
      ["F", 7n],
      ["G", 8n],
    ],
  );
  assert.equal(rest?.kind, "variable");
  assert.deepEqual(
    diagnostics.map(({ code, severity, message }) => [code, severity, message]),
    ["B", "C", "E"].map((name) => [
      "cparser/uncertain-constant",
      "warning",
      `the value of ${name} depends on numbers of a floating type that holds more than a double: it is left out`,
    ]),
  );
});

test("a length that depends on such numbers is told as what it is", () => {
  const { diagnostics } = parseText("extern int list[1e4000L > 1e3999L];\n");
  assert.deepEqual(
    diagnostics.map(({ code, severity, message }) => [code, severity, message]),
    [
      [
        "cparser/uncertain-constant",
        "error",
        "the constant depends on numbers of a floating type that holds more than a double",
      ],
    ],
  );
});
