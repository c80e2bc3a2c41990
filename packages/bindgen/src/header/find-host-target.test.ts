import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { findHostTarget, isMuslProgram } from "./find-host-target.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-host-"));
after(() => rmSync(folder, { recursive: true }));

for (const [compiler, isMusl] of [
  ["musl-gcc", true],
  ["gcc", false],
] as const) {
  const isHere = process.platform === "linux" && spawnSync(compiler, ["--version"]).status === 0;

  test(
    `a program of ${compiler} is ${isMusl ? "" : "not "}musl's`,
    { skip: isHere ? false : `needs ${compiler}` },
    () => {
      const program = join(folder, compiler);
      writeFileSync(`${program}.c`, "int main(void) { return 0; }\n");
      assert.equal(spawnSync(compiler, ["-o", program, `${program}.c`]).status, 0);
      assert.equal(isMuslProgram(program), isMusl);
    },
  );
}

test("what is no program, or not there, is not musl's", () => {
  writeFileSync(join(folder, "text"), "text\n");
  assert.equal(isMuslProgram(join(folder, "text")), false);
  assert.equal(isMuslProgram(join(folder, "none")), false);
});

test("this process has a target of its platform and architecture", () => {
  const { platform, architecture } = findHostTarget();
  assert.deepEqual([platform, architecture], [process.platform, process.arch]);
});
