/** Microsoft x64: the worked examples of its documentation, and random signatures against gcc's `ms_abi`. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget, types as c } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { shapeOfCall } from "./arrange-call.ts";
import type { CallArrangement } from "./model.ts";
import { describePlaces } from "./oracle/describe-places.case.ts";
import { windowsX64Assembly } from "./oracle/probe-assembly.case.ts";
import { assertLikeCompiler } from "./oracle/probe-program.case.ts";
import { sampleSignatures } from "./oracle/random-signature.case.ts";
import { arrangeWindowsX64Call } from "./windows-x64.ts";

const windows = requireTarget("x86_64-pc-windows-msvc");
const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const isGccX64 = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64");
const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";

test(
  `every byte travels where gcc's ms_abi passes and returns it (seed ${seed}; repeat with KOINE_SEED)`,
  { skip: isGccX64 || isCi ? false : "needs gcc for x86-64" },
  () => {
    assertLikeCompiler(sampleSignatures(seed, 250), {
      // Types are laid out as on the system that gcc runs on; `ms_abi` is about calls only.
      target: requireTarget("x86_64-unknown-linux-gnu"),
      arrange: arrangeWindowsX64Call,
      attribute: "__attribute__((ms_abi))",
      assembly: windowsX64Assembly,
      compiler: ["gcc"],
      runner: [],
      doesCountFloats: false,
    });
  },
);

test("the documentation's examples of parameters travel as it says", () => {
  assert.deepEqual(placesOf([c.int, c.int, c.int, c.int, c.int, c.int], c.void).places, [
    ["integer 0"],
    ["integer 1"],
    ["integer 2"],
    ["integer 3"],
    ["stack 32"],
    ["stack 40"],
  ]);
  assert.deepEqual(placesOf([c.float, c.double, c.float, c.double, c.float, c.float], c.void).places, [
    ["float 0"],
    ["float 1"],
    ["float 2"],
    ["float 3"],
    ["stack 32"],
    ["stack 40"],
  ]);
  assert.deepEqual(placesOf([c.int, c.double, c.int, c.float, c.int, c.float], c.void).places, [
    ["integer 0"],
    ["float 1"],
    ["integer 2"],
    ["float 3"],
    ["stack 32"],
    ["stack 40"],
  ]);
});

test("the documentation's examples of results travel as it says", () => {
  const struct1 = c.struct("Struct1", { j: c.int, k: c.int, l: c.int });
  const { result, places } = placesOf([c.int, c.double, c.int, c.float], struct1);
  assert.deepEqual(result, {
    kind: "memory",
    byteLength: 12,
    alignment: 4,
    address: { kind: "integer-register", index: 0 },
    isAddressReturned: true,
  });
  assert.deepEqual(places, [["integer 1"], ["float 2"], ["integer 3"], ["stack 32"]]);
  const struct2 = c.struct("Struct2", { j: c.int, k: c.int });
  assert.deepEqual(placesOf([], struct2).result, {
    kind: "registers",
    byteLength: 8,
    pieces: [{ byteOffset: 0, byteLength: 8, place: { kind: "integer-register", index: 0 }, extension: "none" }],
  });
});

test("aggregates travel like integers of 1, 2, 4 or 8 bytes, else by the address of a copy", () => {
  const sized = (length: number): CType => c.struct(`bytes${length}`, { bytes: c.array(c.char, length) });
  const { places, arguments: placed } = placesOf([sized(1), sized(3), sized(8), sized(16), sized(4)], c.void);
  assert.deepEqual(places, [["integer 0"], ["*integer 1"], ["integer 2"], ["*integer 3"], ["stack 32"]]);
  assert.equal(placed[1]?.alignment, 16);
  assert.deepEqual(placesOf([c.struct("d", { d: c.double })], c.void).places, [["integer 0"]]);
});

test("a variadic double travels in both registers of its position", () => {
  const { places, stackByteLength } = placesOf([c.double, c.double, c.int], c.void, 1);
  assert.deepEqual(places, [["float 0"], ["float 1", "integer 1"], ["integer 2"]]);
  assert.equal(stackByteLength, 32);
});

test("vectors of 16 bytes travel by the address of a copy and come back in xmm0, those of 8 bytes are integers", () => {
  const wide = c.vector(c.float, 4);
  const narrow = c.vector(c.short, 4);
  const { places, result } = placesOf([wide, narrow, c.struct("one", { v: wide })], wide);
  assert.deepEqual(places, [["*integer 0"], ["integer 1"], ["*integer 2"]]);
  assert.deepEqual(result, {
    kind: "registers",
    byteLength: 16,
    pieces: [{ byteOffset: 0, byteLength: 16, place: { kind: "float-register", index: 0 }, extension: "none" }],
  });
  assert.equal(placesOf([], c.struct("one", { v: wide })).result.kind, "memory");
});

function placesOf(
  parameters: readonly CType[],
  result: CType,
  fixedParameterCount?: number,
): CallArrangement & { readonly places: ReadonlyArray<readonly string[]> } {
  const arrangement = arrangeWindowsX64Call(shapeOfCall({ parameters, result, fixedParameterCount }, windows));
  return { ...arrangement, places: describePlaces(arrangement) };
}
