/** The raw layer of libffi is what `koine bind` makes of libffi's header. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./source-file.ts";

const header = ["/usr/include/x86_64-linux-gnu/ffi.h", "/usr/include/ffi.h"].find((path) => existsSync(path));
const version = header === undefined ? undefined : /libffi (\d+\.\d+)/.exec(readFileSync(header, "utf8"))?.[1];
const skip = version === "3.4" ? false : `made from the header of libffi 3.4, here is ${version ?? "none"}`;

test("the checked-in raw layer is what the header gives", { skip }, () => {
  const script = join(repositoryRoot, "scripts", "bind-libffi.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});
