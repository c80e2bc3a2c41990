/** A fault of native code that is no overflow takes the process down as it always did: nobody may swallow it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { isChild, runFile } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

if (isChild) {
  const { symbols } = openLibrary(compileLibrary("callbacks"), {
    call_and_crash: c.fn([c.callback([c.int], c.int)], c.int),
  });
  process.stdout.write("before\n");
  symbols.call_and_crash((value) => value);
  process.stdout.write("not reached\n");
} else {
  test("writing to a null pointer in a function that calls back ends the process by its signal", () => {
    const { status, signal, printed } = runFile(import.meta.url, {});
    assert.notEqual(status, 0);
    // Bun and Deno have handlers of their own, which end the process in other ways.
    if (process.versions["bun"] === undefined) assert.ok(signal === "SIGSEGV" || signal === "SIGABRT", String(signal));
    assert.equal(printed.includes("not reached"), false);
  });
}
