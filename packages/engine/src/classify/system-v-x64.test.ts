/** System V x86-64: the psABI's worked example, and random signatures against what gcc does. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget, types as c } from "@koine/ctypes";
import type { CType, StructMemberType } from "@koine/ctypes";
import { classifySystemVX64Aggregate } from "./eightbyte-class.ts";
import { systemVX64Assembly } from "./oracle/probe-assembly.case.ts";
import { assertLikeCompiler } from "./oracle/probe-program.case.ts";
import { sampleSignatures } from "./oracle/random-signature.case.ts";
import type { CallArrangement } from "./model.ts";
import { arrangeSystemVX64Call } from "./system-v-x64.ts";
import { describePlaces } from "./oracle/describe-places.case.ts";
import { shapeOfType } from "./value-shape.ts";

const target = requireTarget("x86_64-unknown-linux-gnu");
const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const isGccX64 = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64");
const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";

test(
  `every byte travels where gcc passes and returns it (seed ${seed}; repeat with KOINE_SEED)`,
  { skip: isGccX64 || isCi ? false : "needs gcc for x86-64" },
  () => {
    assertLikeCompiler(sampleSignatures(seed, 400), {
      target,
      arrange: arrangeSystemVX64Call,
      attribute: "",
      assembly: systemVX64Assembly,
      compiler: ["gcc"],
      runner: [],
      doesCountFloats: true,
    });
  },
);

test("the psABI's example travels as its figure 3.6 says", () => {
  const structparm = c.struct("structparm", { a: c.int, b: c.int, d: c.double });
  const { places, stackByteLength, floatRegisterCount } = placesOf(
    [c.int, c.int, structparm, c.int, c.int, c.longdouble, c.double, c.double, c.int, c.int, c.int],
    c.void,
  );
  assert.deepEqual(places, [
    ["integer 0"],
    ["integer 1"],
    ["integer 2", "float 0"],
    ["integer 3"],
    ["integer 4"],
    ["stack 0"],
    ["float 1"],
    ["float 2"],
    ["integer 5"],
    ["stack 16"],
    ["stack 24"],
  ]);
  assert.equal(stackByteLength, 32);
  assert.equal(floatRegisterCount, 3);
});

test("an aggregate travels in registers whole or on the stack whole, and later arguments still take the registers", () => {
  const pair = c.struct("pair", { a: c.long, b: c.long });
  const { places } = placesOf([c.long, c.long, c.long, c.long, c.long, pair, c.long], c.void);
  assert.deepEqual(places.slice(5), [["stack 0"], ["integer 5"]]);
});

test("a result in memory takes the first integer register, and its address comes back", () => {
  const { result, places } = placesOf([c.int], c.struct("triple", { a: c.long, b: c.long, c: c.long }));
  assert.deepEqual(result, {
    kind: "memory",
    byteLength: 24,
    alignment: 8,
    address: { kind: "integer-register", index: 0 },
    isAddressReturned: true,
  });
  assert.deepEqual(places, [["integer 1"]]);
});

const complexLongDouble: CType = { kind: "complex", component: c.longdouble };
const odd = c.struct("odd", { a: c.uint, b: c.bool }, { packed: true });
const beside = (member: StructMemberType): CType => c.struct("s", { a: c.char, b: member }, { packed: true });
const classifications: ReadonlyArray<readonly [title: string, type: CType, classes: string]> = [
  ["ints and floats that share an eightbyte", c.struct("s", { a: c.int, b: c.float, c: c.float }), "INTEGER SSE"],
  ["an array of three floats", c.struct("s", { a: c.array(c.float, 3) }), "SSE SSE"],
  ["a union of a double and an int", c.union("u", { a: c.double, b: c.int }), "INTEGER"],
  ["_Bool beside a double", c.struct("s", { a: c.bool, b: c.double }), "INTEGER SSE"],
  ["a nested struct", c.struct("s", { a: c.struct("t", { x: c.float }), b: c.struct("v", { y: c.float }) }), "SSE"],
  ["bit-fields", c.struct("s", { a: c.bits(c.int, 3), b: c.bits(c.int, 30) }), "INTEGER"],
  ["more than 16 bytes", c.struct("s", { a: c.array(c.char, 17) }), "MEMORY"],
  ["a member that is not aligned", c.struct("s", { a: c.char, b: c.int }, { packed: true }), "MEMORY"],
  ["packed members that are aligned anyway", c.struct("s", { a: c.int, b: c.char }, { packed: true }), "INTEGER"],
  ["an array of which only the first element is aligned", c.union("u", { a: c.array(odd, 3) }), "INTEGER INTEGER"],
  [
    "an array of which the first element is not aligned",
    c.struct("s", { a: c.char, b: c.array(odd, 2) }, { packed: true }),
    "MEMORY",
  ],
  ["a bit-field as wide as an int that is not aligned", beside(c.struct("t", { a: c.bits(c.int, 32) })), "MEMORY"],
  ["a narrow bit-field that is not aligned", beside(c.struct("t", { a: c.bits(c.int, 31) })), "INTEGER"],
  ["a packed bit-field as wide as an int", beside(c.bits(c.int, 32)), "INTEGER"],
  ["long double", c.struct("s", { a: c.longdouble }), "X87 X87UP"],
  ["long double over integers", c.union("u", { a: c.longdouble, b: c.array(c.long, 2) }), "INTEGER INTEGER"],
  ["long double over one integer", c.union("u", { a: c.longdouble, b: c.long }), "MEMORY"],
  [
    "long double over one integer, in a union over two",
    c.union("u", { a: c.union("v", { a: c.longdouble, b: c.long }), b: c.array(c.long, 2) }),
    "MEMORY",
  ],
  ["long double over a float", c.union("u", { a: c.longdouble, b: c.float }), "MEMORY"],
  ["complex long double", complexLongDouble, "COMPLEX_X87"],
  ["complex float", c.complexFloat, "SSE"],
  ["complex double", c.complexDouble, "SSE SSE"],
  ["complex long double in a struct", c.struct("s", { a: complexLongDouble }), "MEMORY"],
  ["padding beyond the last member", c.struct("s", { a: c.int }, { align: 16 }), "INTEGER NO_CLASS"],
  ["an empty struct", c.struct("s", {}), ""],
  ["a flexible array", c.struct("s", { a: c.double, rest: c.flexibleArray(c.char) }), "SSE"],
];
for (const [title, type, expected] of classifications) {
  test(`classes: ${title}`, () => {
    const classes = classifySystemVX64Aggregate(type, target);
    assert.equal(classes === "MEMORY" ? classes : classes.join(" "), expected);
  });
}

test("a vector travels whole in one register, also in a struct, and its halves apart where a union has more than it", () => {
  const v = c.vector(c.float, 4);
  const one = c.struct("one", { v });
  const floats = c.union("floats", { v, d: c.array(c.double, 2) });
  const integers = c.union("integers", { v, l: c.array(c.long, 2) });
  const half = c.union("half", { v, l: c.long });
  const pair = c.struct("pair", { a: v, b: v });
  const narrow = c.vector(c.uchar, 8);
  assert.deepEqual(placesOf([v, one, narrow, floats, integers, half, pair, v, v, v], c.void).places, [
    ["float 0"],
    ["float 1"],
    ["float 2"],
    ["float 3", "float 4"],
    ["integer 0", "integer 1"],
    ["integer 2", "float 5"],
    ["stack 0"],
    ["float 6"],
    ["float 7"],
    ["stack 32"],
  ]);
  assert.deepEqual(placesOf([], one).result, {
    kind: "registers",
    byteLength: 16,
    pieces: [{ byteOffset: 0, byteLength: 16, place: { kind: "float-register", index: 0 }, extension: "none" }],
  });
});

function placesOf(
  parameters: readonly CType[],
  result: CType,
): CallArrangement & { readonly places: ReadonlyArray<readonly string[]> } {
  const arrangement = arrangeSystemVX64Call({
    parameters: parameters.map((parameter) => shapeOfType(parameter, target)),
    result: result.kind === "void" ? undefined : shapeOfType(result, target),
  });
  return { ...arrangement, places: describePlaces(arrangement) };
}
