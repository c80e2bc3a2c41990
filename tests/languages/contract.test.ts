/** The contract between a package and its library: a package of an older document, on a library of the current one. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { parseApi, renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { buildProducer, languagesRoot, producerLanguages, runTool } from "./producer.ts";
import type { ProducerLanguage } from "./producer.ts";

const installed = join(dirname(dirname(languagesRoot)), "node_modules");
const text = readFileSync(join(languagesRoot, "documents", "interfaces.yml"), "utf8");

/** Loads the package of a document with the library of the current one; gives what that says. */
function loadPackage(
  document: string,
  producer: ProducerLanguage = "c",
): { readonly status: number | null; readonly output: string } {
  const { api } = parseApi(document, "interfaces.yml");
  assert.ok(api !== undefined);
  return inTemporaryDirectory((directory) => {
    for (const file of renderTargets(api, ["ts"]).files) {
      const path = join(directory, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
    mkdirSync(join(directory, "node_modules"));
    for (const name of ["koine", "@koine"]) symlinkSync(join(installed, name), join(directory, "node_modules", name));
    runTool(process.execPath, [join(installed, "typescript", "bin", "tsc"), "-p", join(directory, "ts")]);
    const run = spawnSync(process.execPath, [join(directory, "ts", "dist", "index.js")], {
      encoding: "utf8",
      env: {
        ...process.env,
        INTERFACES_LIBRARY: buildProducer("interfaces", { producer }).library,
        NODE_TEST_CONTEXT: undefined,
      },
    });
    return { status: run.status, output: run.stdout + run.stderr };
  });
}

for (const producer of producerLanguages) {
  test(`a library in ${producer} is loaded with its own document, and refused with another`, () => {
    assert.deepEqual(loadPackage(text, producer), { status: 0, output: "" });
    const { status, output } = loadPackage(
      text.replace("{ name: name, return: string }", "{ name: name, return: i64 }"),
      producer,
    );
    assert.equal(status, 1);
    assert.match(output, /FFI_STALE_BINDING/);
    assert.match(output, /counting\.Counter\.name is different in the library/);
  });
}

test("what only the library has does not matter", () => {
  const older = text
    .replace(/^ +- \{ name: sum,.*\n/m, "      - { name: sum, params: [], return: i64 }\n")
    .replace(/^ {4}functions:\n +- \{ name: sum.*\n/m, "");
  assert.notEqual(older, text);
  assert.deepEqual(loadPackage(older), { status: 0, output: "" });
});

test("every declaration that differs or is missing is named", () => {
  const other = text
    .replace("{ name: sum, params: [{ name: a, type: Counter }", "{ name: sum, params: [{ name: a, type: i32 }")
    .replace("{ name: live, return: i64", "{ name: alive, return: i64");
  const { status, output } = loadPackage(other);
  assert.equal(status, 1);
  assert.match(output, /FFI_STALE_BINDING/);
  assert.match(output, /counting\.sum is different in the library/);
  assert.match(output, /probe\.alive is not in the library/);
  assert.doesNotMatch(output, /counting\.Counter(?:\.\w+)? is/);
});
