/**
 * Hardened systems: where no mapping may be writable and executable Koine works, and where there is no executable memory at
 * all it says so. V8 itself needs `--jitless` there.
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
const skip = isHere
  ? false
  : "the filter is written for x86-64 Linux, and only Node runs without a compiler of its own";

if (isChild) {
  try {
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      call_now: c.fn([c.callback([c.int], c.int), c.int], c.int),
    });
    process.stdout.write(`called: ${symbols.call_now((value) => value * 2, 21)}\n`);
  } catch (error) {
    assert.ok(error instanceof FfiError);
    process.stdout.write(`${error.code} ${error.message}\n`);
  }
} else {
  test("calls and callbacks work where memory is writable or executable, but never both", { skip }, (context) => {
    const printed = runDenied("mdwe", "");
    if (printed === undefined) context.skip("this kernel cannot deny it (Linux 6.3)");
    else assert.equal(printed, "called: 42\n");
  });

  test("a system that grants no executable memory is named, with what to do", { skip }, (context) => {
    const printed = runDenied("all", "");
    if (printed === undefined) context.skip("this system allows no seccomp filters");
    else {
      assert.match(printed, /^FFI_UNSUPPORTED the system grants no executable memory for call stubs/);
      assert.match(printed, /hint: allow memfd_create with executable mappings, or mprotect with PROT_EXEC/);
    }
  });

  test("fast functions that were insisted on are refused the same way", { skip }, (context) => {
    const printed = runDenied("all", "fast");
    if (printed === undefined) context.skip("this system allows no seccomp filters");
    else assert.match(printed, /^FFI_UNSUPPORTED the system grants no executable memory/);
  });
}

/** Runs this file where code is denied; `undefined` where that is not possible. */
function runDenied(what: "mdwe" | "all", engine: string): string | undefined {
  // Compiled here: there the compiler could not run.
  compileLibrary("callbacks");
  return inTemporaryDirectory((directory) => {
    const launcher = compileProgram(directory, "deny-code");
    const parameters = [what, process.execPath, "--jitless", fileURLToPath(import.meta.url)];
    const env: NodeJS.ProcessEnv = { ...process.env, KOINE_TEST_CHILD: "1", NODE_NO_WARNINGS: "1" };
    delete env["NODE_TEST_CONTEXT"];
    delete env["KOINE_ENGINE"];
    if (engine !== "") env["KOINE_ENGINE"] = engine;
    const { status, signal, stdout, stderr } = spawnSync(launcher, parameters, { encoding: "utf8", env });
    if (status === 77) return undefined;
    assert.equal(signal, null, stderr);
    assert.equal(status, 0, stderr);
    return stdout;
  });
}
