/** Layouts that the flags of a record and the lengths of parameters decide; what gcc says of them is written down, for machines without it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { parseText } from "../oracle/gcc.case.ts";

const i686 = requireTarget("i686-unknown-linux-gnu");

test("ms_struct aligns a double of i686 to its size, and what is longer as it is", () => {
  const { records } = parseText(
    "struct __attribute__((ms_struct)) s { char c; long double d; };\n" +
      "struct __attribute__((ms_struct)) t { char c; double d; };\nstruct u { char c; double d; };\n",
    i686,
  );
  assert.deepEqual(
    records.map(({ members }) => members?.[1]?.bitOffset),
    [32, 64, 32],
  );
  assert.deepEqual(
    records.map(({ layout }) => layout?.byteLength),
    [16, 16, 12],
  );
});

test("a parameter knows the length of the array that it is declared as, unless that is none", () => {
  const { functions } = parseText("void f(int pair[2], int none[0], int open[], int plain);\n");
  assert.deepEqual(
    functions[0]?.type.parameters.map(({ length }) => length),
    [2, undefined, undefined, undefined],
  );
});
