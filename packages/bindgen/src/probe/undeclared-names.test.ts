/** Names that nothing declares are found without using them: what uses one makes GCC look for a similar name, for each of them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { Compiler } from "./compiler.ts";

const prelude =
  "typedef int number;\nenum { FIRST };\nint function(void);\nextern int variable;\nstruct tag { int x; };\n";

for (const command of ["cc", "clang"]) {
  const skip = spawnSync(command, ["--version"]).status === 0 ? false : `needs ${command}`;

  test(`${command} tells which names nothing declares`, { skip }, () => {
    const compiler = new Compiler({ command: [command], standard: "gnu17", includeDirectories: [], prelude });
    const names = ["number", "FIRST", "nothing", "function", "variable", "tag", "int"];
    assert.deepEqual([...compiler.findUndeclared(names)], ["nothing", "tag"]);
    assert.deepEqual([...compiler.findUndeclared([])], []);
  });
}
