/** What a preprocessor has written is bound like what it was given. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "./bind-headers.ts";
import type { BindOptions } from "./bind-options.ts";
import type { BindResult } from "./bind-result.ts";

const root = mkdtempSync(join(tmpdir(), "koine-preprocessed-"));
after(() => rmSync(root, { recursive: true }));

const isLinux = process.platform === "linux";
const skip = isLinux && spawnSync("gcc", ["--version"]).status === 0 ? false : "needs gcc on Linux";

const files = {
  "api/main.h":
    '#include <stddef.h>\n#include <sys/types.h>\n#include <own/system.h>\n#include "part.h"\n#define LIMIT 3\n#define ADD(a, b) ((a) + (b))\nsize_t main_function(part *p, off_t o, own_type t);\n',
  "api/part.h": "typedef struct part { int x; } part;\n",
  "system/own/system.h": "typedef int own_type;\nint own_function(void);\n#define OWN 1\n",
};

function lay(): string {
  const folder = mkdtempSync(join(root, "case-"));
  for (const directory of ["api", "system/own", "out"]) mkdirSync(join(folder, directory), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function preprocess(folder: string, words: readonly string[], output: string, input?: string): void {
  const all = ["-E", ...words, "-isystem", "system", "-o", output];
  const { status, stderr } = spawnSync("gcc", all, { cwd: folder, encoding: "utf8", input });
  assert.equal(status, 0, stderr);
}

function bind(workingDirectory: string, headers: readonly string[], options: Partial<BindOptions> = {}): BindResult {
  const systemIncludeDirectories = ["system"];
  return bindHeaders({ headers, libraries: ["a"], systemIncludeDirectories, workingDirectory, ...options });
}

/** What is bound, with the headers that declare it. */
function listBound({ spec }: BindResult): readonly string[] {
  return (spec?.declarations ?? []).map((item) => `${item.kind} ${item.name} ${item.file}`).toSorted();
}

test("a preprocessed header gives the module of the header, without the macros or with them", { skip }, () => {
  const folder = lay();
  const direct = bind(folder, ["api/main.h"]);
  assert.deepEqual(direct.diagnostics, []);
  const expected = listBound(direct);
  // With -g the text says in which directory gcc ran.
  for (const [output, flags] of [
    ["x.i", []],
    ["out/x.i", ["-g"]],
  ] as const) {
    preprocess(folder, ["-dD", ...flags, "api/main.h"], output);
    const result = bind(folder, [output]);
    assert.deepEqual(result.diagnostics, []);
    assert.deepEqual(listBound(result), expected);
    assert.deepEqual(
      result.spec?.head.files.map(({ path }) => path),
      ["x.i", "main.h", "part.h"],
    );
    assert.equal(result.module, direct.module?.replace("from main.h", "from x.i"));
    const { specText } = result;
    preprocess(folder, [...flags, "api/main.h"], output);
    const other = bind(folder, [output]);
    assert.deepEqual(
      other.diagnostics.map(({ code, severity }) => `${severity} ${code}`),
      ["warning bindgen/macros-replaced"],
    );
    const isMacro = (line: string): boolean => /^(?:constant|macro) /.test(line);
    assert.deepEqual(
      listBound(other),
      expected.filter((line) => !isMacro(line)),
    );
    assert.equal(expected.filter(isMacro).length, 2);
    assert.ok(specText?.includes('"headers": ["x.i"]'));
    assert.ok(!specText?.includes(folder));
  }
});

test("what came from a pipe binds its own declarations, and files are chosen by their names", { skip }, () => {
  const folder = lay();
  preprocess(
    folder,
    ["-dD", "-xc", "-isystem", "api", "-"],
    "x.i",
    "#include <main.h>\n#define PIPED 4\nint piped(void);\n",
  );
  const piped = bind(folder, ["x.i"]);
  assert.deepEqual(listBound(piped), ["constant PIPED x.i", "function piped x.i"]);
  const chosen = bind(folder, ["x.i"], { choose: { files: { include: ["^own/"] } } });
  assert.deepEqual(listBound(chosen), [
    "constant OWN own/system.h",
    "function own_function own/system.h",
    "typedef own_type own/system.h",
  ]);
});
