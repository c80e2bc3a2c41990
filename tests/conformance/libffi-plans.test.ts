/**
 * Where libffi has call plans, calls go through them. The installed library may be too old: then one is built whose plans only
 * count, and the test of real ones is skipped.
 */
import assert from "node:assert/strict";
import { existsSync, symlinkSync, mkdirSync } from "node:fs";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { bind } from "koine/libffi/high";
import * as low from "koine/libffi/low";
import { Cif, Type } from "koine/libffi/middle";
import { isChild, testInChild } from "./child-test.ts";
import { compileLibrary } from "./native-library.ts";

const archive = "/usr/lib/x86_64-linux-gnu/libffi_pic.a";
const prints: readonly string[] = ["true", "7", "8", "9", "3"];
const title = "calls go through plans";

if (!isChild && !existsSync(archive)) {
  test(title, { skip: `${archive} is not installed` }, () => {});
} else {
  testInChild(title, import.meta.url, { env: isChild ? {} : { LD_LIBRARY_PATH: buildLibrary() }, prints }, (print) => {
    const { count_invoked } = openLibrary("libffi.so.8", { count_invoked: c.fn([], c.int) }).symbols;
    const { abs } = openLibrary(null, { abs: "int abs(int)" }).symbols;
    print(low.hasCallPlans());
    print(bind(abs.address, c.fn([c.int], c.int))(-7));
    print(new Cif([Type.i32], Type.i32).call(abs.address, [-8]));
    const parameters = low.allocateTypes([low.typeOf("sint32")]);
    const cif = low.allocateCif();
    low.prepCif(cif, { result: low.typeOf("sint32"), parameters, count: 1 });
    const plan = low.callPlanAlloc(cif);
    const number = allocate(c.int);
    number.value = -9;
    const values = allocate(c.pointer(c.void));
    values.value = number.cast(c.void);
    const result = allocate(c.i64);
    low.callPlanInvoke(plan, abs.pointer, result, values);
    low.callPlanFree(plan);
    print(result.value);
    print(count_invoked());
  });
}

if (!isChild) {
  const installed = low.version() ?? "older than 3.5";
  const skip = low.hasCallPlans() ? false : `the installed libffi (${installed}) has no call plans: 3.7 and newer do`;
  test("plans of the installed libffi pass and return what direct calls do", { skip }, () => {
    const Point = c.struct("Point", { x: c.double, y: c.double });
    const Large = c.struct("Forty", { values: c.array(c.long, 40) });
    const add = c.fn([Point, Point], Point);
    const sum = c.fn([c.int, Large, c.int], c.long);
    const { symbols } = openLibrary(compileLibrary("structs"), { add, sum });
    const [left, right] = [
      { x: 1.5, y: -2 },
      { x: 10, y: 20 },
    ];
    const numbers = { values: Array.from({ length: 40 }, (_, index) => BigInt(index)) };
    const [addPlanned, sumPlanned] = [bind(symbols.add.address, add), bind(symbols.sum.address, sum)];
    for (let round = 0; round < 1000; round++) {
      assert.deepEqual(addPlanned(left, right).toObject(), symbols.add(left, right).toObject());
      assert.equal(sumPlanned(1, numbers, round), symbols.sum(1, numbers, round));
    }
    const printed = c.fn([c.bytes, c.usize.number, c.string], c.int, { variadic: true });
    const { snprintf } = openLibrary(null, { snprintf: printed }).symbols;
    const [direct, planned] = [new Uint8Array(32), new Uint8Array(32)];
    const length = snprintf(direct, 32, "%d %s %.2f", c.int(42), "x", c.double(0.5));
    assert.equal(bind(snprintf.address, printed)(planned, 32, "%d %s %.2f", c.int(42), "x", c.double(0.5)), length);
    assert.deepEqual(planned, direct);
  });
}

/** Gives the folder that has the library under its usual name. */
function buildLibrary(): string {
  const path = compileLibrary("libffi-plans", ["-Wl,--whole-archive", archive, "-Wl,--no-whole-archive"]);
  const directory = `${path}.as`;
  mkdirSync(directory, { recursive: true });
  if (!existsSync(`${directory}/libffi.so.8`)) symlinkSync(path, `${directory}/libffi.so.8`);
  return directory;
}
