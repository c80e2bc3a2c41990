/** Which compilers are asked where the headers of a target are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listCompilers } from "./list-compilers.ts";

const linux = "x86_64-unknown-linux-gnu";

function list(triple: string, isHost: boolean, CC?: string): readonly string[] {
  return listCompilers({ triple, isHost }, CC === undefined ? {} : { CC }).map(({ words }) => words.join(" "));
}

test("the machine's own compilers come before those that are named after it", () => {
  assert.deepEqual(list(linux, true), ["cc", "gcc", "clang", "x86_64-linux-gnu-gcc", `${linux}-gcc`]);
});

test("where CC names one for this machine, no other is believed; for others it comes first", () => {
  assert.deepEqual(list(linux, true, " ccache  gcc "), ["ccache gcc"]);
  assert.deepEqual(list("x86_64-w64-windows-gnu", false, "clang"), ["clang", "x86_64-w64-mingw32-gcc"]);
});
