/**
 * .NET, in the form of Mono: managed code that is called from C calls back. Its collector searches the stack that its thread
 * came with, so that these functions stay on it.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { c, openLibrary } from "koine";
import { isChild, runFile } from "../child-test.ts";
import { compileLibrary, inTemporaryDirectory } from "../native-library.ts";
import { skipWithout } from "../skip-without.ts";

const assembly = "KOINE_DOTNET_ASSEMBLY";
const skip = skipWithout("/usr/bin/mcs", "mono-mcs") || skipWithout("/usr/include/mono-2.0", "libmono-2.0-dev");

function callManagedCode(): readonly unknown[] {
  const callback = c.callback([c.int], c.int, { stack: "caller" });
  const path = compileLibrary("dotnet-callbacks", ["-I/usr/include/mono-2.0", "-Wl,--no-as-needed", "-lmonosgen-2.0"]);
  const { symbols } = openLibrary(path, {
    dotnet_start: "int dotnet_start(const char *path)",
    dotnet_call: c.fn([c.string, callback, c.int], c.int),
  });
  assert.equal(symbols.dotnet_start(String(process.env[assembly])), 1);
  const same = (value: number): number => value;
  let caught = "";
  try {
    symbols.dotnet_call(
      "Sum",
      () => {
        throw new Error("thrown");
      },
      5,
    );
  } catch (error) {
    caught = (error as Error).message;
  }
  return [
    symbols.dotnet_call("Sum", same, 50),
    symbols.dotnet_call("Descend", same, 1000),
    symbols.dotnet_call("Catch", same, 1),
    symbols.dotnet_call("Sum", (value) => symbols.dotnet_call("Catch", same, value), 50),
    caught,
  ];
}

if (isChild) {
  process.stdout.write(`${callManagedCode().join()}\n`);
} else {
  test("managed code of .NET calls back", { skip }, () => {
    inTemporaryDirectory((directory) => {
      const path = join(directory, "Callbacks.dll");
      const source = fileURLToPath(
        new URL("../../../conformance/native/dotnet-callbacks/Callbacks.cs", import.meta.url),
      );
      const built = spawnSync("mcs", ["-target:library", `-out:${path}`, source], { encoding: "utf8" });
      assert.equal(built.status, 0, built.stderr);
      const { status, signal, printed, output } = runFile(import.meta.url, { env: { [assembly]: path } });
      assert.equal(status, 0, `${String(signal)}: ${output}`);
      // Each of 49 exceptions has a message of 6 characters.
      assert.equal(printed.trimEnd(), "1225,7,6,294,thrown");
    });
  });
}
