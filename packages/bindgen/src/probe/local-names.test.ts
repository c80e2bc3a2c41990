/** What C cannot name, or has another kind of address, with compilers as the judges of all the rest. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";
import type { BindResult } from "../bind-result.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-local-names-"));
after(() => rmSync(folder, { recursive: true }));
const isX64 = process.arch === "x64" && process.platform === "linux";

function bind(name: string, text: string, command: string): BindResult {
  writeFileSync(join(folder, name), text);
  return bindHeaders({ headers: [join(folder, name)], libraries: ["x"], probe: [{ command: [command] }] });
}

for (const command of ["cc", "clang"]) {
  const skip = spawnSync(command, ["--version"]).status === 0 ? false : `needs ${command}`;

  test(`${command} is not asked about types that only a parameter list has, and about all others`, { skip }, () => {
    const text = `void f(struct in_list { int a; struct inner { char b; } c; } *p, enum kind { K1 = 3, K2 } k);
int g(struct later *p, struct file *q, enum { U1 = 9 } u);
struct later { int x, y; };
struct file { char c; };
enum known { E1 = 5 };
`;
    const { diagnostics, spec, module } = bind("list.h", text, command);
    assert.deepEqual(diagnostics, []);
    const names = spec?.declarations.map(({ name }) => name) ?? [];
    for (const name of ["in_list", "inner", "kind", "later", "file", "known", "f", "g"])
      assert.ok(names.includes(name));
    assert.match(module ?? "", /declareStruct\("struct in_list \{ int a; struct inner c; \}"/);
  });

  test(`pointers into segments are addresses, as ${command} knows`, { skip: isX64 ? skip : "needs x86-64" }, () => {
    const text = `int f(int __seg_gs *p);
int *g(const int *__seg_fs *p, int *q);
struct s { int x; const struct s __seg_gs *next; int *r; };
typedef struct s __seg_gs *far_s;
extern int __seg_gs inside;
far_s h(void);
`;
    const { diagnostics, module } = bind("segments.h", text, command);
    assert.deepEqual(diagnostics, []);
    assert.match(module ?? "", /"int f\(void \*p\)"/);
    assert.match(module ?? "", /"int \*g\(void \*p, int \*q\)"/);
    assert.match(module ?? "", /declareStruct\("struct s \{ int x; const void \*next; int \*r; \}"\)/);
    assert.match(module ?? "", /declareAlias\("typedef void \*far_s"\)/);
    assert.match(module ?? "", /\/\/ {3}inside: it is int __seg_gs/);
  });
}

test("the vector conventions of AArch64 are foreign there, and nothing elsewhere", () => {
  writeFileSync(
    join(folder, "vectors.h"),
    "int wide(int a) __attribute__((aarch64_vector_pcs));\nvoid take(int (__attribute__((aarch64_sve_pcs)) *f)(int));\n",
  );
  const bindFor = (target: string): string =>
    bindHeaders({ headers: [join(folder, "vectors.h")], libraries: ["x"], targets: [target] }).module ?? "";
  const arm = bindFor("aarch64-unknown-linux-gnu");
  assert.match(arm, /\/\/ {3}wide: calling convention aarch64_vector_pcs/);
  assert.match(arm, /"take", \(\) => c\.fn\(\[c\.pointer\(c\.void\)\]/);
  assert.match(bindFor("x86_64-unknown-linux-gnu"), /"int wide\(int a\)"/);
});
