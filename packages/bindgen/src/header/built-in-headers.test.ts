/** `koine bind stddef.h`: the headers that compilers bring are bound for every target, with or without a compiler for it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { knownTargets } from "../known-targets.ts";
import { bindHeaders } from "../bind-headers.ts";
import type { BindOptions } from "../bind-options.ts";
import type { BindResult } from "../bind-result.ts";
import { bindTexts } from "../texts/bind-texts.ts";

const headers = ["stddef.h", "stdint.h", "stdbool.h", "limits.h", "float.h", "stdalign.h", "stdatomic.h", "iso646.h"];

function bind(header: string, options: Partial<BindOptions> = {}): BindResult {
  return bindHeaders({ headers: [header], libraries: null, ...options });
}

/** The C types of typedefs, by name. */
function typesOf({ module }: BindResult): Readonly<Record<string, string>> {
  const found = (module ?? "").matchAll(/declareAlias\("typedef ([^"]*?) ?(\w+)"/g);
  return Object.fromEntries(Array.from(found, ([, type = "", name = ""]) => [name, type]));
}

for (const [command, target] of [
  ["gcc", undefined],
  ["aarch64-linux-gnu-gcc", "aarch64-unknown-linux-gnu"],
  ["i686-linux-gnu-gcc", "i686-unknown-linux-gnu"],
  ["musl-gcc", "x86_64-unknown-linux-musl"],
  ["x86_64-w64-mingw32-gcc", "x86_64-w64-windows-gnu"],
] as const) {
  const skip = spawnSync(command, ["--version"]).status === 0 ? false : `needs ${command}`;
  for (const standard of ["gnu17", "c23"]) {
    test(`${command} has the headers of compilers as they are bound in ${standard}`, { skip }, () => {
      const targets = target === undefined ? [] : [target];
      for (const header of headers) {
        // Of C23's others GCC 12 has not all.
        if (standard === "c23" && header !== "float.h") continue;
        // The wrapper keeps what glibc's gcc predefines, and with it the fast types that are atomic there.
        if (command === "musl-gcc" && header === "stdatomic.h") continue;
        const result = bind(header, { targets, standard, probe: [{ command: [command] }] });
        assert.deepEqual(
          result.diagnostics.filter(({ code }) => code !== "bindgen/nothing-bound"),
          [],
          header,
        );
      }
    });
  }
}

for (const target of knownTargets) {
  test(`the headers of compilers are there for ${target}, whatever else is`, () => {
    for (const header of headers) {
      const { diagnostics, spec } = bind(header, { targets: [target] });
      assert.deepEqual(
        diagnostics.filter(({ severity }) => severity === "error"),
        [],
        header,
      );
      assert.deepEqual(spec?.head.headers, [header]);
      assert.ok(spec.head.files.every(({ path }) => !path.includes("<")));
    }
  });
}

test("without any file, types and limits are those of the target", () => {
  const types = (target: string): Readonly<Record<string, string>> => {
    const names = ["stddef.h", "stdint.h"] as const;
    const found = names.map((name) => typesOf(bindTexts({}, { headers: [name], libraries: null, targets: [target] })));
    return Object.assign({}, ...found) as Readonly<Record<string, string>>;
  };
  const linux = types("x86_64-unknown-linux-gnu");
  assert.equal(linux["size_t"], "unsigned long");
  assert.equal(linux["wchar_t"], "int");
  assert.equal(linux["int_fast16_t"], "long");
  assert.equal(types("x86_64-unknown-linux-musl")["int_fast16_t"], "int");
  const apple = types("aarch64-apple-darwin");
  assert.equal(apple["int_fast16_t"], "short");
  assert.equal(apple["int_fast32_t"], "int");
  const windows = types("x86_64-pc-windows-msvc");
  assert.equal(windows["size_t"], "unsigned long long");
  assert.equal(windows["wchar_t"], "unsigned short");
  const limits = (target: string): string =>
    bindTexts({}, { headers: ["limits.h"], libraries: null, targets: [target] }).module ?? "";
  assert.match(limits("x86_64-pc-windows-msvc"), /export const LONG_MAX = 2147483647;/);
  assert.match(limits("aarch64-unknown-linux-gnu"), /export const LONG_MAX = 9223372036854775807n;/);
  assert.match(limits("aarch64-unknown-linux-gnu"), /export const CHAR_MIN = 0;/);
});

test(
  "limits.h has those of C, of POSIX and of the kernel",
  { skip: process.platform === "linux" ? false : "needs Linux" },
  () => {
    const module = bind("limits.h").module ?? "";
    for (const name of ["CHAR_BIT", "INT_MAX", "ULLONG_MAX", "PATH_MAX", "LINE_MAX"]) {
      assert.match(module, new RegExp(`export const ${name} = `), name);
    }
  },
);

test("data512_t is there where the processor has it", () => {
  const texts = { "wide.h": "#include <arm_acle.h>\nvoid store(void *place, data512_t value);\n" };
  const options = { headers: ["wide.h"], libraries: ["x"], targets: ["aarch64-unknown-linux-gnu"] } as const;
  const { diagnostics, specText } = bindTexts(texts, { ...options, defines: ["__ARM_FEATURE_LS64"] });
  assert.deepEqual(diagnostics, []);
  assert.match(
    specText ?? "",
    /"name":"data512_t","anonymous":true,"size":64,"align":8,"members":\[\["val","\[8\]uint64_t",0\]\]/,
  );
  assert.match(bindTexts(texts, options).diagnostics[0]?.message ?? "", /unknown type name "data512_t"/);
});

test("musl's own headers come before those that compilers bring, and so do directories that are stated", () => {
  const answer = "#include <limits.h>\n#ifdef CHAR_BIT\nint with_built_in(void);\n#else\nint with_own(void);\n#endif\n";
  const texts = {
    "/usr/include/x86_64-linux-musl/limits.h": "#define FROM_MUSL 1\n",
    "/usr/x86_64-linux-gnu/include/limits.h": "#define FROM_GNU 1\n",
    "/stated/limits.h": "#define FROM_STATED 1\n",
    "/project/own.h": answer,
  };
  const bindFor = (target: string, header: string, stated: readonly string[] = []): string =>
    bindTexts(texts, { headers: [header], libraries: null, targets: [target], systemIncludeDirectories: stated })
      .module ?? "";
  assert.match(bindFor("x86_64-unknown-linux-musl", "/project/own.h"), /export const with_own: /);
  assert.match(bindFor("x86_64-unknown-linux-gnu", "/project/own.h"), /export const with_built_in: /);
  assert.match(bindFor("x86_64-unknown-linux-gnu", "/project/own.h", ["/stated"]), /export const with_own: /);
  assert.match(bindFor("x86_64-unknown-linux-musl", "limits.h"), /export const FROM_MUSL = 1;/);
  assert.match(bindFor("x86_64-unknown-linux-gnu", "limits.h", ["/stated"]), /export const FROM_STATED = 1;/);
});

test("what stands in the project goes first, and other headers are bound beside", () => {
  const folder = mkdtempSync(join(tmpdir(), "koine-built-in-"));
  after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "own.h"), "#include <limits.h>\nint own(int n);\n");
  const both = bindHeaders({ headers: ["own.h", "stddef.h"], libraries: ["x"], workingDirectory: folder });
  assert.deepEqual(both.diagnostics, []);
  assert.match(both.module ?? "", /export const own: /);
  assert.match(both.module ?? "", /export const size_t: /);
  // Included, and not given.
  assert.doesNotMatch(both.module ?? "", /INT_MAX/);
  writeFileSync(join(folder, "float.h"), "int own_float(void);\n");
  const own = bindHeaders({ headers: ["float.h"], libraries: ["x"], workingDirectory: folder });
  assert.match(own.module ?? "", /export const own_float: /);
  assert.doesNotMatch(own.module ?? "", /FLT_MAX/);
});
