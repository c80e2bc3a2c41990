/** Go, whose runtime looks at the stack that it is called on, calls back from a stack of its own and from the caller's. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { c, openLibrary } from "koine";
import { isChild, runFile } from "../child-test.ts";
import { keepLibrary } from "../native-library.ts";

const library = "KOINE_GO_LIBRARY";

function callGo(stack: "caller" | 65_536 | 262_144): string {
  const callback = c.callback([c.int], c.int);
  const type = c.fn([callback, c.int], c.int, { stack });
  const { symbols } = openLibrary(String(process.env[library]), { go_call: type, go_sum: type, go_descend: type });
  let sum = 0;
  for (let round = 0; round < 5000; round++) sum += symbols.go_sum((value) => value, 10);
  const nest = (level: number): number => (level === 0 ? 0 : symbols.go_call(nest, level - 1));
  let caught = "";
  try {
    symbols.go_call(() => {
      throw new Error("thrown");
    }, 1);
  } catch (error) {
    caught = (error as Error).message;
  }
  return [stack, sum, symbols.go_descend((value) => value, 5000), nest(20), caught].join();
}

if (isChild) {
  for (const stack of [262_144, 65_536, "caller"] as const) process.stdout.write(`${callGo(stack)}\n`);
} else {
  const isGoThere = spawnSync("go", ["version"]).status === 0 && process.platform === "linux";
  const isRequired = (process.env["CI"] ?? "") !== "";
  test("a Go library calls back", { skip: isGoThere || isRequired ? false : "needs Go on Linux" }, () => {
    const { status, signal, printed, output } = runFile(import.meta.url, { env: { [library]: buildGoLibrary() } });
    assert.equal(status, 0, `${String(signal)}: ${output}`);
    const expected = ["262144", "65536", "caller"].map((stack) => `${stack},225000,7,20,thrown`);
    assert.deepEqual(printed.trimEnd().split("\n"), expected);
  });
}

/** The library holds Go's own runtime, so that another version of Go makes another one. */
function buildGoLibrary(): string {
  const source = fileURLToPath(new URL("../../../conformance/native/go-callbacks/main.go", import.meta.url));
  const ingredients = [runGo("version"), readFileSync(source, "utf8")];
  return keepLibrary("go-callbacks", ingredients, (scratch) => {
    const path = join(scratch, "libcallbacks.so");
    runGo("build", "-buildmode=c-shared", "-o", path, source);
    return path;
  });
}

function runGo(...words: readonly string[]): string {
  const run = spawnSync("go", words, { encoding: "utf8", env: { ...process.env, GO111MODULE: "off" } });
  assert.equal(run.status, 0, run.error?.message ?? run.stderr);
  return run.stdout;
}
