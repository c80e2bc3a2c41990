/** The raw layers of libffi and libclang are what `koine bind` makes of their headers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./source-file.ts";

const ffiHeader = ["/usr/include/x86_64-linux-gnu/ffi.h", "/usr/include/ffi.h"].find((path) => existsSync(path));
const ffiVersion = ffiHeader === undefined ? undefined : /libffi (\d+\.\d+)/.exec(readFileSync(ffiHeader, "utf8"))?.[1];
const hasClang = existsSync("/usr/lib/llvm-19/include/clang-c/Index.h");

for (const [library, script, skip] of [
  ["libffi", "bind-libffi.mjs", ffiVersion !== "3.4" && `made from the header of 3.4, here is ${ffiVersion ?? "none"}`],
  ["libclang", "bind-libclang.mjs", !hasClang && "made from the header of LLVM 19, which is not here"],
] as const) {
  test(`the checked-in raw layer of ${library} is what the header gives`, { skip }, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(repositoryRoot, "scripts", script), "--check"],
      { encoding: "utf8" },
    );
    assert.equal(status, 0, stdout + stderr);
  });
}
