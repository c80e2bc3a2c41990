/** The tables of bad input on every way to make calls, each in a process that a crash would end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runFile } from "../child-test.ts";

const runtime = process.versions["bun"] ?? process.versions["deno"];
const isChosen = (process.env["KOINE_ENGINE"] ?? "") !== "";
const skip = runtime === undefined && !isChosen ? false : "the matrix tries each engine on its runtimes by itself";

for (const engine of ["fast", "plain", "libffi"]) {
  for (const table of ["bad-input", "survey-of-bad-input"]) {
    test(`every mistake of ${table} is an error where KOINE_ENGINE is ${engine}`, { skip }, () => {
      const file = new URL(`../${table}.test.js`, import.meta.url);
      const { status, signal, output } = runFile(file.href, { env: { KOINE_ENGINE: engine } });
      assert.equal(signal, null, `${table} was killed by ${String(signal)}:\n${output}`);
      assert.equal(status, 0, output);
    });
  }
}
