/** The table of wrong arguments on every way to make calls, each in a process that a crash would end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runFile } from "../child-test.ts";

const runtime = process.versions["bun"] ?? process.versions["deno"];
const isChosen = (process.env["KOINE_ENGINE"] ?? "") !== "";
const skip = runtime === undefined && !isChosen ? false : "the matrix tries each engine on its runtimes by itself";
const table = new URL("../bad-input.test.js", import.meta.url);

for (const engine of ["fast", "plain", "libffi"]) {
  test(`every wrong argument is an error where KOINE_ENGINE is ${engine}`, { skip }, () => {
    const { status, signal, output } = runFile(table.href, { env: { KOINE_ENGINE: engine } });
    assert.equal(signal, null, `${fileURLToPath(table)} was killed by ${String(signal)}:\n${output}`);
    assert.equal(status, 0, output);
  });
}
