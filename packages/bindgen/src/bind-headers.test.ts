/** Binds small headers: goldens in `tests/goldens/bindgen`, what is wanted of included files, and bad input. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { expectGolden, goldenFile } from "@koine/codegen/golden";
import { bindHeaders } from "./bind-headers.ts";
import { bindSpec } from "./bind-spec.ts";
import type { BindOptions } from "./bind-options.ts";
import type { BindResult } from "./bind-result.ts";
import { renderCCheck } from "./verify/render-c-check.ts";

const linux = ["x86_64-unknown-linux-gnu"];
const hasLinuxHeaders = process.platform === "linux" && process.arch === "x64";
const skip = hasLinuxHeaders ? false : "the goldens are for the C library's headers of x64 Linux";
const hasGcc = spawnSync("gcc", ["--version"]).status === 0;

const folder = mkdtempSync(join(tmpdir(), "koine-bind-"));
after(() => rmSync(folder, { recursive: true }));

/** Writes headers into a folder of their own and binds the first. */
function bindText(files: Readonly<Record<string, string>>, options: Partial<BindOptions> = {}): BindResult {
  const place = mkdtempSync(join(folder, "case-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  const [first = ""] = Object.keys(files);
  return bindHeaders({ headers: [first], libraries: ["x"], targets: linux, workingDirectory: place, ...options });
}

for (const name of ["shapes", "functions", "vectors"]) {
  test(`${name}.h gives its golden spec and module`, { skip }, () => {
    const header = goldenFile(`bindgen/headers/${name}.h`);
    const result = bindHeaders({ headers: [header], libraries: [name], targets: linux });
    assert.deepEqual(result.diagnostics, []);
    expectGolden(`bindgen/${name}.spec.json`, result.specText ?? "");
    expectGolden(`bindgen/${name}.gen.ts`, result.module ?? "");
  });

  test(`gcc agrees with the spec of ${name}.h`, { skip: skip || (hasGcc ? false : "no gcc here") }, () => {
    const header = goldenFile(`bindgen/headers/${name}.h`);
    const { spec } = bindHeaders({ headers: [header], libraries: [name], targets: linux });
    assert.ok(spec !== null);
    const run = spawnSync("gcc", ["-std=gnu17", "-fsyntax-only", "-w", `-I${dirname(header)}`, "-x", "c", "-"], {
      input: renderCCheck(spec),
      encoding: "utf8",
    });
    assert.equal(run.stderr, "");
    assert.equal(run.status, 0);
  });
}

test(
  "variables that never change are constants with the values that C prints",
  { skip: hasGcc ? false : "no gcc here" },
  () => {
    const text = `
static const int limit = 3 * 4;
static const unsigned long long wide = ~0ull;
static const double half = 1 / 2.0;
static const char *const name = "a" "b";
static const char text[] = "text";
static const short wrapped = (short)70000;
static int counter = 1;
static const char *place = "x";
static const int table[] = { 1, 2, 3 };
#define TABLE_LENGTH (sizeof table / sizeof *table)
`;
    const { spec, diagnostics } = bindText({ "a.h": text });
    assert.deepEqual(diagnostics, []);
    const constants = (spec?.declarations ?? []).flatMap((item) => (item.kind === "constant" ? [item] : []));
    const values = constants.map(
      ({ name, value }) => `${name} ${"value" in value ? value.value : "text" in value ? value.text : ""}`,
    );
    const main = `int main(void) {
  printf("limit %d\\nwide %llu\\nhalf %g\\nname %s\\ntext %s\\nwrapped %d\\n", limit, wide, half, name, text, wrapped);
  printf("TABLE_LENGTH %zu\\n", TABLE_LENGTH);
}`;
    const place = mkdtempSync(join(folder, "run-"));
    writeFileSync(join(place, "a.c"), `#include <stdio.h>\n${text}${main}\n`);
    const compiled = spawnSync("gcc", ["-w", "-o", join(place, "a"), join(place, "a.c")], { encoding: "utf8" });
    assert.equal(compiled.stderr, "");
    assert.equal(values.join("\n"), spawnSync(join(place, "a"), { encoding: "utf8" }).stdout.trim());
    assert.deepEqual(
      spec?.skipped.map(({ name, reason }) => [name, reason]),
      [
        ["counter", "static-variable"],
        ["place", "static-variable"],
        ["table", "static-variable"],
      ],
    );
  },
);

test("a header speaks for the files below its folder, and for no others", () => {
  const { spec } = bindText({
    "lib/lib.h": '#include "detail/types.h"\n#include "../other.h"\nint run(thing_t *, other_t *);\n',
    "lib/detail/types.h": "typedef struct thing thing_t;\n",
    "other.h": "typedef struct other other_t;\nint other(void);\n",
  });
  const names = (spec?.declarations ?? []).map((item) => `${item.file}: ${item.kind} ${item.name}`);
  assert.deepEqual(names, [
    "other.h: opaque other",
    "other.h: typedef other_t",
    "lib.h: function run",
    "detail/types.h: opaque thing",
    "detail/types.h: typedef thing_t",
  ]);
});

test("-D and -I reach the headers", () => {
  const { spec } = bindText(
    {
      "a.h": "#include <b.h>\n#ifdef FULL\nint full(b_t);\n#endif\nint level = LEVEL;\n",
      "inc/b.h": "typedef int b_t;\n",
    },
    { defines: ["FULL", "LEVEL=3"], includeDirectories: ["inc"] },
  );
  assert.ok(spec?.declarations.some((item) => item.kind === "function" && item.name === "full"));
  assert.deepEqual(spec?.head.defines, ["FULL", "LEVEL=3"]);
});

test("the functions of a module without a library come with a warning", () => {
  const { diagnostics, module } = bindText({ "a.h": "int f(void);\n" }, { libraries: [] });
  assert.deepEqual(
    diagnostics.map(({ code, severity }) => [code, severity]),
    [["bindgen/no-library", "warning"]],
  );
  assert.match(module ?? "", /declareLibrary\(null\);/);
  assert.deepEqual(bindText({ "a.h": "int f(void);\n" }, { libraries: null }).diagnostics, []);
});

test("a header that is missing is a diagnostic", () => {
  const { spec, module, diagnostics } = bindHeaders({ headers: ["no/such.h"], workingDirectory: folder });
  assert.deepEqual([spec, module], [null, null]);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ["bindgen/header-not-found"],
  );
});

test("every syntax error of a header is a diagnostic with its place, and the rest is bound", () => {
  const { spec, diagnostics, sources } = bindText({ "a.h": "int ok(void);\nint 5x;\nunknown_t f(void);\n" });
  assert.deepEqual(
    spec?.declarations.map(({ name }) => name),
    ["ok"],
  );
  assert.ok(diagnostics.length >= 2, JSON.stringify(diagnostics));
  for (const { span, severity } of diagnostics) {
    assert.equal(severity, "error");
    assert.match(span?.file ?? "", /a\.h$/);
    assert.ok(sources.has(span?.file ?? ""));
  }
  assert.deepEqual(
    diagnostics.map(({ span }) => span?.line),
    [2, 3],
  );
});

const twoTargets = { targets: ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin"] };

test("targets for which the headers say the same share every line", () => {
  const { spec, specText, module } = bindText(
    { "a.h": "struct s { long a; void *b; };\nlong f(struct s *);\n" },
    twoTargets,
  );
  assert.deepEqual(spec?.head.targets, twoTargets.targets);
  assert.deepEqual(spec.overrides, []);
  assert.doesNotMatch(specText ?? "", /overrides/);
  assert.doesNotMatch(module ?? "", /byTarget/);
});

test("where targets differ, the spec has both and the module picks", () => {
  const text = `
    #ifdef __APPLE__
    typedef unsigned short mode; struct s { int only_apple; mode m; };
    #define LIMIT 2
    #define APPLE 1
    int apple(void);
    #else
    typedef unsigned int mode; struct s { mode m; };
    #define LIMIT 3
    #endif
    int f(struct s *, mode); int same(int);
  `;
  const result = bindText({ "a.h": text }, twoTargets);
  const { spec, module } = result;
  const [override] = spec?.overrides ?? [];
  assert.deepEqual(override?.targets, ["aarch64-apple-darwin"]);
  assert.deepEqual(override?.declarations.map(({ name }) => name).toSorted(), ["APPLE", "LIMIT", "apple", "mode", "s"]);
  const flat = (module ?? "").replaceAll(/\s+/g, " ");
  const pick = (onLinux: string, onApple: string, picker = "c.byTarget"): string =>
    `/* @__PURE__ */ ${picker}( [["x86_64-unknown-linux-gnu"], () => ${onLinux}], [["aarch64-apple-darwin"], () => ${onApple}], );`;
  const mode = pick(
    'declareAlias("typedef unsigned int mode")',
    'declareAlias("typedef unsigned short mode")',
    "declareByTarget",
  );
  assert.ok(flat.includes(mode.replace(/;$/, " as typeof mode;")), flat);
  assert.ok(flat.includes(`export const LIMIT: 3 | 2 = ${pick("3", "2")}`), flat);
  assert.ok(flat.includes(`export const APPLE: undefined | 1 = ${pick("undefined", "1")}`), flat);
  // What only one target has, is declared once; so is what is said with the same words.
  assert.equal(flat.split(" apple(void)").length, 2);
  assert.equal(flat.split("int f(struct s *, mode)").length, 2);
  assert.equal(bindSpec(result.specText ?? "", "spec.json").module, module);
});

test("a struct that is the same but for its layout is computed where the module runs", () => {
  const targets = ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu"];
  const { spec, module } = bindText({ "a.h": "struct s { char c; void *p; long long l; };\n" }, { targets });
  const [override] = spec?.overrides ?? [];
  assert.deepEqual(
    override?.declarations.map((item) => (item.kind === "struct" ? item.byteLength : item.name)),
    [16],
  );
  assert.doesNotMatch(module ?? "", /byTarget/);
});

test("a target whose headers are not here is left out with a warning, unless it is the only one", () => {
  const files = { "a.h": "#ifdef __APPLE__\n#include <koine/apple-only.h>\n#endif\nint f(void);\n" };
  const { spec, diagnostics } = bindText(files, twoTargets);
  assert.deepEqual(spec?.head.targets, ["x86_64-unknown-linux-gnu"]);
  assert.deepEqual(
    diagnostics.map(({ code, severity }) => [code, severity]),
    [["bindgen/target-not-generated", "warning"]],
  );
  assert.match(diagnostics[0]?.message ?? "", /^nothing was generated for aarch64-apple-darwin: .*apple-only\.h/);
  assert.equal(bindText(files, { targets: ["aarch64-apple-darwin"] }).spec, null);
});

test("a header that is missed by another is named with its way there, the places and the package", () => {
  const { spec, diagnostics } = bindText(
    { "a.h": '#include "b.h"\n', "b.h": '#include "zmq.h"\nint f(void);\n' },
    { includeDirectories: ["/koine/one"], targets: ["riscv64-unknown-linux-gnu"] },
  );
  assert.equal(spec, null);
  const [missing] = diagnostics;
  assert.equal(missing?.code, "cparser/file-not-found");
  assert.match(missing.span?.file ?? "", /b\.h$/);
  assert.deepEqual(
    missing.related?.map(({ message, span }) => [message, span.file.replace(/.*\//, ""), span.line]),
    [["included from here", "a.h", 1]],
  );
  assert.match(
    missing.help ?? "",
    /^on Debian, apt-get install libzmq3-dev brings it \(tried .*zmq\.h, \/koine\/one\/zmq\.h/,
  );
});

test("an enum that states its type and has no enumerators is that type", () => {
  const text =
    "enum fixed : unsigned short;\nenum loose;\nstruct s { enum fixed f; enum fixed *p; enum loose *q; };\nenum fixed f(enum fixed);\n";
  const { module, diagnostics } = bindText({ "a.h": text });
  assert.deepEqual(diagnostics, []);
  assert.match(
    module ?? "",
    /struct s \{ unsigned short f; unsigned short \*p;|f: c\.ushort,\s+p: c\.pointer\(c\.ushort\)/,
  );
  assert.match(module ?? "", /"unsigned short f\(unsigned short\)"/);
});

test("an enumerator that a macro changes keeps its value, and the macro is told of", () => {
  const text = "enum level { LOW, HIGH, LEVELS };\n#define LOW LOW\n#define LEVELS (LEVELS - 1)\n";
  const { spec, module } = bindText({ "a.h": text });
  assert.match(module ?? "", /LEVELS: 2/);
  assert.deepEqual(
    spec?.skipped.map(({ name, reason }) => [name, reason]),
    [["LEVELS", "macro-hides-declaration"]],
  );
});

test("a macro that names a function changes no question about a member of its name", () => {
  const text =
    "struct uri { int SetPort; int open; };\nint SetPortA(void);\n#define SetPort SetPortA\n#define open(x) x\n";
  const { spec } = bindText({ "a.h": text }, {});
  assert.ok(spec !== null);
  const questions = renderCCheck(spec).split("\n");
  const asked = questions.findIndex((line) => line.includes("offsetof(struct uri, SetPort) == 0"));
  assert.ok(questions.indexOf("#undef SetPort") > questions.indexOf("#include <a.h>"));
  assert.ok(asked > questions.indexOf("#undef SetPort"));
});

test("a type keeps its name where a macro has it too, and the macro is told of", () => {
  const text =
    "typedef struct _open { int a; } open_t;\ntypedef enum { A, B } mode;\nint f(mode, open_t);\n#define open_t 0\n#define mode 7\n";
  const { spec, module, diagnostics } = bindText({ "a.h": text });
  assert.deepEqual(diagnostics, []);
  const exported = [...(module ?? "").matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(exported, ["_open", "open_t", "mode", "A", "B", "f"]);
  assert.deepEqual(
    spec?.skipped.map(({ name, reason }) => [name, reason]),
    [
      ["open_t", "macro-hides-declaration"],
      ["mode", "macro-hides-declaration"],
    ],
  );
});

test("macros of other headers that repeat the name of a type are no types that are made of themselves", () => {
  const types = "typedef unsigned short mode_t;\n#define mode_t mode_t\ntypedef int size;\n#define size const size\n";
  const files = {
    "own/a.h": "#include <types.h>\nstruct perm { mode_t mode; size length; };\n#define mode_t mode_t\n",
    "system/types.h": types,
  };
  const { spec, diagnostics } = bindText(files, { systemIncludeDirectories: ["system"] });
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(
    spec?.declarations.map(({ name }) => name),
    ["mode_t", "size", "perm"],
  );
  assert.deepEqual(spec?.skipped, []);
});

test("structs that end with an array without a length are bytes where C has something behind them, or left out with the reason", () => {
  const text =
    "struct entry { int n; char text[]; };\nstruct table { int n; struct entry first[]; };\n" +
    "union either { int n; struct entry e; };\nstruct pair { union either both[2]; };\n" +
    "struct around { short id; struct entry all[3]; struct entry one; long after; struct entry last; };\n" +
    "extern struct entry entries[2];\nint count(struct table *t, struct pair *p, struct around *a);\n";
  const { spec, diagnostics, module } = bindText({ "a.h": text });
  assert.deepEqual(diagnostics, []);
  const reasons = spec?.declarations.flatMap((item) =>
    "unsupported" in item && item.unsupported !== undefined ? [[item.name, item.unsupported]] : [],
  );
  assert.deepEqual(reasons, [
    ["table", "member first is an array of structs without a fixed size"],
    ["entries", "it is an array of structs without a fixed size"],
  ]);
  assert.match(module ?? "", /export const count:/);
  const around = /export const around: ([^]*?) =/.exec(module ?? "")?.[1] ?? "";
  const bytes = (count: number): string => `c.ArrayForms<typeof c.uchar, ${count}>`;
  const members = `id: typeof c.short; all: ${bytes(12)}; one: ${bytes(4)}; after: typeof c.long; last: typeof entry;`;
  assert.equal(around.replaceAll(/\s+/g, " "), `c.Struct<"around", { ${members} }>`);
  assert.match(
    module ?? "",
    /declareStruct\("around", \(\) => \(\{[^}]*\}\), \{ packed: true, align: 8, offsets: \{ id: 0, all: 4,/,
  );
});

test("a header is included by a program, and those that it includes are one level deeper", () => {
  const inner = "#if __INCLUDE_LEVEL__ <= 1\n#error private\n#endif\nint f(int levels[__INCLUDE_LEVEL__]);\n";
  const { diagnostics, counts } = bindText({ "a.h": '#include "inner.h"\n', "inner.h": inner });
  assert.deepEqual(diagnostics, []);
  assert.equal(counts.functions, 1);
});

test("headers that one directory would bring are missed once", () => {
  const { diagnostics } = bindText(
    {
      "lib/x/a.h": "#include <x/b.h>\n#include <x/c.h>\nb_t f(void);\n",
      "lib/x/b.h": "typedef int b_t;\n",
      "lib/x/c.h": "",
    },
    { targets: ["riscv64-unknown-linux-gnu"] },
  );
  assert.equal(diagnostics.length, 1);
  assert.match(
    diagnostics[0]?.help ?? "",
    /lib.x.b\.h is there: add -I .*lib, which brings 1 more that is missed \(tried/,
  );
});

test("headers that are read before the others decide about them and are not bound themselves", () => {
  const files = {
    "api/a.h": "#ifndef LIMIT\n#error configure first\n#endif\nsetting f(int x[LIMIT]);\n",
    "own/config.h": "#define LIMIT 3\ntypedef long setting;\nint hidden(void);\n",
  };
  assert.deepEqual(
    bindText(files).diagnostics.map(({ code, help }) => [code, help]),
    [["cparser/error-directive", "it is not reached with -D LIMIT"]],
  );
  const { spec, specText, module, wrapper } = bindText(files, { preincludes: ["own/config.h"], wrapper: "./wrap" });
  assert.ok(spec !== null);
  assert.deepEqual(spec.head.headers, ["a.h"]);
  assert.deepEqual(spec.head.preincludes, ["config.h"]);
  assert.match(specText ?? "", /^"preincludes": \["config\.h"\],$/m);
  assert.match(module ?? "", /"setting f\(int \*x\)"/);
  assert.doesNotMatch(module ?? "", /hidden/);
  assert.match(wrapper ?? "", /#include "config\.h"\n#include "a\.h"\n/);
  assert.match(renderCCheck(spec), /#include <config\.h>\n#include <a\.h>\n/);
  const [missing] = bindText(files, { preincludes: ["none.h"] }).diagnostics;
  assert.equal(missing?.code, "bindgen/header-not-found");
});

test("what was found is told stage by stage", () => {
  const { stages } = bindText({ "a.h": "#include <stddef.h>\nint f(size_t);\n" });
  assert.deepEqual(
    stages.map(({ name, state }) => [name, state.declarations.length > 0]),
    [
      ["lower", true],
      ["keep-wanted-files", true],
      ["resolve-macro-conflicts", true],
      ["filter-names", true],
      ["seal-types", true],
      ["add-needed-types", true],
      ["group-by-file", true],
      ["mark-unsupported", true],
    ],
  );
});

test("names that JavaScript objects inherit are ordinary names", () => {
  const { module } = bindText({
    "a.h": "struct constructor { int toString; int __proto__; };\nint hasOwnProperty(struct constructor *valueOf);\n",
  });
  assert.match(module ?? "", /"struct constructor \{ int toString; int __proto__; \}"/);
  assert.match(module ?? "", /export const hasOwnProperty: /);
});

test("names of the module's own give way to those of the header", () => {
  const { module } = bindText({
    "a.h":
      "struct stat { int c; };\nint stat(struct stat *);\nint c(void);\nint declareLibrary(int);\nint library(int);\n",
  });
  assert.match(module ?? "", /import \{ c as c_, declareLibrary as declareLibrary_, declareStruct \} from "koine";/);
  assert.match(
    module ?? "",
    /export const struct_stat: c_\.Struct<"stat", \{\n {2}c: typeof c_\.int;\n\}> = \/\* @__PURE__ \*\/ declareStruct\("struct stat \{ int c; \}"\);/,
  );
  assert.match(module ?? "", /const library_ = \/\* @__PURE__ \*\/ declareLibrary_\("x"\);/);
  for (const name of ["stat", "c", "declareLibrary", "library"]) {
    assert.match(module ?? "", new RegExp(`export const ${name}: [^=]*=\\s[^=]*library_\\("int ${name}\\(`));
  }
});

test("types that form a circle are declared once each, and complete where they must be", () => {
  const { module, diagnostics } = bindText({
    "a.h": `
      struct file; struct methods;
      struct file { const struct methods *methods; };
      struct methods { int (*close)(struct file *); struct methods *next; };
      struct outer { struct file inner; struct outer *self; };
    `,
  });
  assert.deepEqual(diagnostics, []);
  const order = [...(module ?? "").matchAll(/export const (\w+):/g)].map(([, name]) => name);
  assert.deepEqual(order, ["methods", "file", "outer"]);
  assert.match(module ?? "", /int \(\*close\)\(struct file \*\); struct methods \*next; \}",\s+\(\) => \[file\],/);
  assert.doesNotMatch(module ?? "", /opaque/);
});

test("a typedef is the type of its tag, by whatever way, also where they form a circle", () => {
  const { module } = bindText({
    "a.h": `
      struct item { struct item *next; const struct list *list; };
      typedef struct list list_t; typedef list_t *list_pointer; typedef list_t other_name;
      struct list { struct item *first; list_t *parent; list_pointer child; int (*count)(void); };
      int use(list_pointer list, other_name *other);
    `,
  });
  const text = module ?? "";
  assert.match(text, /export const list_t: typeof list = list;/);
  assert.match(text, /export const other_name: typeof list = list;/);
  assert.match(text, / {2}struct list \*parent;\n/);
  assert.match(text, /count: c\.PointerType<c\.Fn<readonly \[\], typeof c\.int>, false>;/);
  assert.match(text, /declareAlias\("typedef struct list \*list_pointer", \(\) => \[list_t\]\)/);
  assert.doesNotMatch(text, /opaque/);
});

test("inline functions are left out, unless they are GNU's for inlining alone, which the library has, too", () => {
  const { module, omissions } = bindText({
    "a.h": `
      unsigned long size(const int *number);
      extern inline __attribute__((__gnu_inline__)) unsigned long size(const int *number) { return *number; }
      static inline int own(void) { return 1; }
      inline int standard(void) { return 1; }
    `,
  });
  assert.match(module ?? "", /"unsigned long size\(const int \*number\)"/);
  const reason = "static or inline function, which --wrap gives a symbol";
  assert.deepEqual(
    omissions.map((omission) => [omission.name, omission.reason]),
    [
      ["own", reason],
      ["standard", reason],
    ],
  );
});

test("a struct without a descriptor is opaque, and so is every name for it", () => {
  const { module, omissions } = bindText({
    "a.h": "typedef struct wide { __int128 x; } wide_t;\nint use(wide_t *);\nint use_too(struct wide *);\n",
  });
  assert.match(
    module ?? "",
    /export const wide: .* = \/\* @__PURE__ \*\/ c\.opaque\("wide"\);\n\nexport const wide_t: typeof wide = wide;/,
  );
  assert.match(module ?? "", /"int use\(struct wide \*\)"\)/);
  assert.match(module ?? "", /"int use_too\(struct wide \*\)"\)/);
  assert.deepEqual(
    omissions.map(({ name, reason }) => [name, reason]),
    [["wide", "member x is __int128"]],
  );
});
