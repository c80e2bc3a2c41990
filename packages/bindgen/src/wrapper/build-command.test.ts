/** The commands that build a wrapper, as its first lines state them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SpecLibraries } from "../spec/library-names.ts";
import { specFormat } from "../spec/model.ts";
import { renderBuildLines } from "./build-command.ts";

function render(
  triple: string,
  libraries: SpecLibraries,
  includeDirectories: readonly string[] = [],
): readonly string[] {
  const names = { format: specFormat, generator: "0", headers: ["a.h"], defines: [], files: [] } as const;
  const filter = { include: [], exclude: [] };
  return renderBuildLines({ ...names, filter, targets: [triple], wrapper: "./a-wrap", libraries }, includeDirectories);
}

const linux = "x86_64-unknown-linux-gnu";
const apple = "aarch64-apple-darwin";

test("libraries are named as the linker of each system takes them", () => {
  const end = (triple: string, libraries: SpecLibraries): string =>
    render(triple, libraries)[0]?.split(" ").pop() ?? "";
  assert.equal(end(linux, ["z"]), "-lz");
  assert.equal(end(linux, ["libz.so.1", "z"]), "-l:libz.so.1");
  assert.equal(end(apple, ["libz.1.dylib"]), "-lz");
  assert.equal(end(apple, ["libz.dylib"]), "-lz");
  assert.equal(end(apple, { framework: "Metal" }), "Metal");
  assert.equal(end(linux, { linux: ["m"], darwin: "z" }), "-lm");
});

test("what a shell would take apart is quoted", () => {
  assert.deepEqual(render(linux, ["z"], ["in clude", "it's"]), [
    String.raw`// Build it with: cc -shared -fPIC -O2 '-Iin clude' '-Iit'\''s' -o a-wrap.so a-wrap.c -lz`,
  ]);
});

test("Microsoft's compiler has its own words", () => {
  assert.deepEqual(render("x86_64-pc-windows-msvc", ["z.dll"], ["in clude"]), [
    '// Build it with: cl /LD /O2 "/Iin clude" a-wrap.c z.lib /Fe:a-wrap.dll',
  ]);
});
