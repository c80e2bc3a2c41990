/**
 * Where libffi has call plans, calls go through them. The installed library may be too old: then one is built whose plans only
 * count, and the test of real ones is skipped.
 */
import { existsSync, symlinkSync, mkdirSync } from "node:fs";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { bind } from "koine/libffi/high";
import * as low from "koine/libffi/low";
import { Cif, Type } from "koine/libffi/middle";
import { isChild, testInChild } from "./child-test.ts";
import { checkPlans } from "./libffi-plan-checks.ts";
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
  test("plans of the installed libffi pass and return what direct calls do", { skip }, checkPlans);
}

/** Gives the folder that has the library under its usual name. */
function buildLibrary(): string {
  const path = compileLibrary("libffi-plans", ["-Wl,--whole-archive", archive, "-Wl,--no-whole-archive"]);
  const directory = `${path}.as`;
  mkdirSync(directory, { recursive: true });
  if (!existsSync(`${directory}/libffi.so.8`)) symlinkSync(path, `${directory}/libffi.so.8`);
  return directory;
}
