/** AAPCS64 and Apple's variant: the rules by example, and random signatures against gcc for AArch64 in an emulator. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget, types as c } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { arrangeAapcs64Call, arrangeAppleArm64Call } from "./aapcs64.ts";
import { shapeOfCall } from "./arrange-call.ts";
import type { CallArrangement } from "./model.ts";
import { describePlaces } from "./oracle/describe-places.case.ts";
import { aapcs64Assembly } from "./oracle/probe-assembly.case.ts";
import { assertLikeCompiler } from "./oracle/probe-program.case.ts";
import { sampleSignatures } from "./oracle/random-signature.case.ts";

const linux = requireTarget("aarch64-unknown-linux-gnu");
const apple = requireTarget("aarch64-apple-darwin");
const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const missing = ["aarch64-linux-gnu-gcc", "qemu-aarch64-static"].filter(
  (command) => spawnSync(command, ["--version"]).status !== 0,
);

test(
  `every byte travels where gcc passes and returns it (seed ${seed}; repeat with KOINE_SEED)`,
  { skip: missing.length === 0 ? false : `needs ${missing.join(" and ")}` },
  () => {
    assertLikeCompiler(sampleSignatures(seed, 400), {
      target: linux,
      arrange: arrangeAapcs64Call,
      attribute: "",
      assembly: aapcs64Assembly,
      compiler: ["aarch64-linux-gnu-gcc", "-static"],
      runner: ["qemu-aarch64-static"],
      doesCountFloats: false,
    });
  },
);

test("a homogeneous aggregate travels in one float register per element, or on the stack whole", () => {
  const quad = c.struct("quad", { a: c.float, b: c.array(c.float, 2), c: c.struct("one", { d: c.float }) });
  const pair = c.struct("pair", { a: c.double, b: c.double });
  const { places, floatRegisterCount, stackByteLength } = placesOf([quad, c.double, quad, pair, c.float], c.void);
  assert.deepEqual(places, [
    ["float 0", "float 1", "float 2", "float 3"],
    ["float 4"],
    ["stack 0"],
    ["stack 16"],
    ["stack 32"],
  ]);
  assert.equal(floatRegisterCount, 8);
  assert.equal(stackByteLength, 40);
});

test("up to four vectors of one size travel in one register each, whatever their lanes are", () => {
  const [floats, bytes, narrow] = [c.vector(c.float, 4), c.vector(c.uchar, 16), c.vector(c.float, 2)];
  const alike = c.struct("alike", { a: floats, b: bytes, c: c.array(bytes, 2) });
  const mixed = c.struct("mixed", { a: narrow, b: c.double });
  const five = c.struct("five", { a: c.array(narrow, 5) });
  assert.deepEqual(placesOf([narrow, alike, floats, mixed, five, floats, floats, floats], c.void).places, [
    ["float 0"],
    ["float 1", "float 2", "float 3", "float 4"],
    ["float 5"],
    ["integer 0", "integer 1"],
    ["*integer 2"],
    ["float 6"],
    ["float 7"],
    ["stack 0"],
  ]);
  assert.equal(placesOf([c.vector(c.double, 1)], c.void).places[0]?.[0], "float 0");
});

test("five floats, mixed floats and padded floats are not homogeneous", () => {
  const five = c.struct("five", { a: c.array(c.float, 5) });
  const mixed = c.struct("mixed", { a: c.float, b: c.double });
  const padded = c.struct("padded", { a: c.float }, { align: 8 });
  assert.deepEqual(placesOf([five, mixed, padded], c.void).places, [
    ["*integer 0"],
    ["integer 1", "integer 2"],
    ["integer 3"],
  ]);
});

test("members aligned to 16 bytes begin at an even register, alignment of the whole does not count", () => {
  const inner = c.struct("inner", { a: c.long, b: c.long }, { align: 16 });
  const outer = c.struct("outer", { a: inner });
  assert.deepEqual(placesOf([c.int, inner, c.int, outer], c.void).places, [
    ["integer 0"],
    ["integer 1", "integer 2"],
    ["integer 3"],
    ["integer 4", "integer 5"],
  ]);
  assert.deepEqual(placesOf([c.int, outer], c.void).places, [["integer 0"], ["integer 2", "integer 3"]]);
});

test("an aggregate that no longer fits leaves no register behind", () => {
  const pair = c.struct("pair", { a: c.long, b: c.long });
  const seven = Array.from({ length: 7 }, () => c.int);
  assert.deepEqual(placesOf([...seven, pair, c.int], c.void).places.slice(7), [["stack 0"], ["stack 16"]]);
});

test("a large result is written to the address in x8, which is not given back", () => {
  assert.deepEqual(placesOf([c.int], c.struct("large", { a: c.array(c.char, 17) })).result, {
    kind: "memory",
    byteLength: 17,
    alignment: 1,
    address: { kind: "indirect-result" },
    isAddressReturned: false,
  });
});

test("Apple: scalars on the stack take their size, aggregates take words", () => {
  const eight = Array.from({ length: 8 }, () => c.int);
  const small = c.struct("small", { a: c.array(c.char, 3) });
  const { places, stackByteLength } = placesOnApple([
    ...eight,
    c.char,
    c.short,
    c.bool,
    c.int,
    c.double,
    small,
    c.char,
  ]);
  assert.deepEqual(places.slice(8), [
    ["stack 0"],
    ["stack 2"],
    ["stack 4"],
    ["stack 8"],
    ["float 0"],
    ["stack 16"],
    ["stack 24"],
  ]);
  assert.equal(stackByteLength, 25);
});

test("Apple: homogeneous aggregates on the stack take the bytes of their elements", () => {
  const three = c.struct("three", { a: c.array(c.float, 3) });
  const { places } = placesOnApple([...Array.from({ length: 8 }, () => c.double), c.float, three, c.float]);
  assert.deepEqual(places.slice(8), [["stack 0"], ["stack 4"], ["stack 16"]]);
});

test("Apple: variadic arguments are on the stack, in words", () => {
  const pair = c.struct("pair", { a: c.double, b: c.double });
  const large = c.struct("large", { a: c.array(c.int, 8) });
  const { places, stackByteLength } = placesOnApple([c.string, c.int, c.double, pair, large, c.int], 1);
  assert.deepEqual(places, [["integer 0"], ["stack 0"], ["stack 8"], ["stack 16"], ["*stack 32"], ["stack 40"]]);
  assert.equal(stackByteLength, 48);
});

test("Apple: the caller extends narrow integers, and no register is skipped for alignment", () => {
  const outer = c.struct("outer", { a: c.struct("inner", { a: c.long, b: c.long }, { align: 16 }) });
  const arrangement = placesOnApple([c.schar, c.ushort, c.int, outer]);
  assert.deepEqual(
    arrangement.arguments.slice(0, 3).map(({ pieces }) => pieces[0]?.extension),
    ["sign", "zero", "none"],
  );
  assert.deepEqual(arrangement.places[3], ["integer 3", "integer 4"]);
});

interface DescribedCall extends CallArrangement {
  readonly places: ReadonlyArray<readonly string[]>;
}

function placesOf(parameters: readonly CType[], result: CType): DescribedCall {
  const arrangement = arrangeAapcs64Call(shapeOfCall({ parameters, result }, linux));
  return { ...arrangement, places: describePlaces(arrangement) };
}

function placesOnApple(parameters: readonly CType[], fixedParameterCount?: number): DescribedCall {
  const arrangement = arrangeAppleArm64Call(shapeOfCall({ parameters, result: c.void, fixedParameterCount }, apple));
  return { ...arrangement, places: describePlaces(arrangement) };
}
