/**
 * The layers over a libffi with call plans: the one that Node has inside since it has `node:ffi`. It exports none of it, but
 * its symbols say where everything is, and a library that defines these addresses stands in the place of the system's.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { c } from "koine";
import { closure } from "koine/libffi/high";
import * as low from "koine/libffi/low";
import { isChild, runFile } from "./child-test.ts";
import { checkPlans } from "./libffi-plan-checks.ts";
import { inTemporaryDirectory } from "./native-library.ts";

/** What is in libffi by its addresses; nothing where Node has none with plans, or lies at another address each time. */
function findAddresses(): ReadonlyMap<string, string> {
  if (process.platform !== "linux" || process.arch !== "x64" || process.versions["deno"] !== undefined)
    return new Map();
  const isFixed = /Type:\s+EXEC/u.test(readWith("readelf", "-h"));
  const symbols = isFixed ? readWith("nm").matchAll(/^([0-9a-f]+) [a-zA-Z] (ffi_\w+)$/gmu) : [];
  const addresses = new Map([...symbols].map(([, address = "", name = ""]) => [name, address]));
  return addresses.has("ffi_call_plan_invoke") ? addresses : new Map();
}

function readWith(tool: string, ...options: readonly string[]): string {
  const run = spawnSync(tool, [...options, process.execPath], { encoding: "utf8", maxBuffer: 2 ** 28 });
  return run.status === 0 ? run.stdout : "";
}

/** Makes a library of nothing but names for these addresses. */
function makeLibrary(directory: string, addresses: ReadonlyMap<string, string>): void {
  const names = [...addresses].map(([name, address]) => `-Wl,--defsym=${name}=0x${address}`);
  const path = join(directory, "libffi.so.8");
  const run = spawnSync("gcc", ["-shared", "-nostdlib", "-o", path, ...names, "-x", "c", "/dev/null"], {
    encoding: "utf8",
  });
  assert.equal(run.status, 0, run.stderr);
}

if (isChild) {
  checkPlans();
  using sum = closure(c.fn([c.u64, c.u64], c.u64), (y, z) => 5n + y + z);
  const type = c.fn([c.u64, c.u64], c.u64);
  process.stdout.write([low.version(), low.hasCallPlans(), type.at(sum.codePointer)(6n, 7n)].join());
} else {
  const addresses = findAddresses();
  const skip = addresses.size === 0 ? "this runtime has no libffi with call plans inside: Node 26.10 has" : false;
  test("calls and closures go through the libffi that Node has inside, and its plans", { skip }, () => {
    inTemporaryDirectory((directory) => {
      makeLibrary(directory, addresses);
      const { status, signal, printed, output } = runFile(import.meta.url, { env: { LD_LIBRARY_PATH: directory } });
      assert.equal(status, 0, `${String(signal)}: ${output}`);
      assert.match(printed, /^3\.\d+\.\d+,true,18$/);
    });
  });
}
