/**
 * Hardened systems: Koine works where no mapping may be writable and executable, and through libffi where there is no executable
 * memory at all. V8 itself needs `--jitless` there.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { c, FfiError, openLibrary } from "koine";
import { isChild } from "../child-test.ts";
import { compileLibrary, compileProgram, inTemporaryDirectory } from "../native-library.ts";

const runtime = process.versions["bun"] ?? process.versions["deno"];
const isHere = process.platform === "linux" && process.arch === "x64" && runtime === undefined;
const isSecond = ["plain", "libffi"].includes(process.env["KOINE_ENGINE"] ?? "");
const skip = !isHere
  ? "the filter is written for x86-64 Linux, and only Node runs without a compiler of its own"
  : isSecond && "its processes choose their engines: once for each version of Node is enough";

/** The files whose tests call and are called in every way. */
const conformance = [
  "callbacks",
  "errno",
  "lasting-callbacks",
  "stacks",
  "struct-callbacks",
  "structs-by-value",
  "texts",
  "variadic",
];

if (isChild) {
  try {
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      call_now: c.fn([c.callback([c.int], c.int), c.int], c.int),
    });
    const entered = /entered: (.*)/.exec(symbols.call_now.explain())?.[1];
    process.stdout.write(`called: ${symbols.call_now((value) => value * 2, 21)} ${entered}\n`);
    process.stdout.write(`kept: ${callKept(600)}\n`);
  } catch (error) {
    assert.ok(error instanceof FfiError);
    process.stdout.write(`${error.code} ${error.message}\n`);
  }
} else {
  test("calls and callbacks work where memory is writable or executable, but never both", { skip }, (context) => {
    const printed = runDenied("mdwe", "");
    if (printed === undefined) context.skip("this kernel cannot deny it (Linux 6.3)");
    else assert.match(printed, /^called: 42 by a stub/);
  });

  for (const wish of ["", "libffi"]) {
    const choice = wish === "" ? "by itself" : "where it was asked for";
    test(`without executable memory, calls and callbacks go through libffi ${choice}`, { skip }, (context) => {
      const printed = runDenied("all", wish);
      if (printed === undefined) context.skip("this system allows no seccomp filters");
      else assert.match(printed, /^called: 42 through the system's libffi/);
    });
  }

  test("function pointers are had in any number", { skip }, (context) => {
    const printed = runDenied("all", "");
    if (printed === undefined) context.skip("this system allows no seccomp filters");
    else assert.match(printed, /^kept: 180300$/m);
  });

  for (const name of conformance) {
    test(`the tests of ${name} pass without executable memory`, { skip }, (context) => {
      const output = runProgramDenied("all", "libffi", fileURLToPath(new URL(`../${name}.test.js`, import.meta.url)));
      if (output === undefined) context.skip("this system allows no seccomp filters");
    });
  }

  for (const wish of ["fast", "plain"]) {
    test(`stubs that were insisted on (${wish}) are refused, with what to do`, { skip }, (context) => {
      const printed = runDenied("all", wish);
      if (printed === undefined) context.skip("this system allows no seccomp filters");
      else {
        assert.match(printed, /^FFI_UNSUPPORTED the system grants no executable memory for call stubs/);
        assert.match(printed, /hint: allow memfd_create with executable mappings, or mprotect with PROT_EXEC/);
        assert.match(printed, /or install libffi 3\.4 or newer/);
      }
    });
  }
}

/** Calls many function pointers that are kept at the same time: 1 + 2 + …. */
function callKept(count: number): number {
  const type = c.callback([c.int], c.int, { lifetime: "until" });
  const { call_now } = openLibrary(compileLibrary("callbacks"), { call_now: c.fn([type, c.int], c.int) }).symbols;
  const kept = Array.from({ length: count }, (_, index) => type.create((value) => value + index));
  const sum = kept.reduce((total, handler) => total + call_now(handler, 1), 0);
  for (const handler of kept) handler.release();
  return sum;
}

/** Runs this file where code is denied; `undefined` where that is not possible. */
function runDenied(what: "mdwe" | "all", engine: string): string | undefined {
  return runProgramDenied(what, engine, fileURLToPath(import.meta.url), { KOINE_TEST_CHILD: "1" });
}

/** Runs a program where code is denied, and gives what it prints; `undefined` where that is not possible. */
function runProgramDenied(
  what: "mdwe" | "all",
  engine: string,
  program: string,
  variables: NodeJS.ProcessEnv = {},
): string | undefined {
  return inTemporaryDirectory((directory) => {
    const launcher = compileProgram(directory, "deny-code");
    const parameters = [what, process.execPath, "--jitless", program];
    const env: NodeJS.ProcessEnv = { ...process.env, ...variables, NODE_NO_WARNINGS: "1" };
    delete env["NODE_TEST_CONTEXT"];
    delete env["KOINE_ENGINE"];
    if (engine !== "") env["KOINE_ENGINE"] = engine;
    const { status, signal, stdout, stderr } = spawnSync(launcher, parameters, { encoding: "utf8", env });
    if (status === 77) return undefined;
    assert.equal(signal, null, stderr);
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    return stdout;
  });
}
