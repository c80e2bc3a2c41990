/** What real compilers say to specs: that they are right, that forged ones are wrong, and what their macros are. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { hostTarget, requireTarget } from "@koine/ctypes";
import { bindHeaders } from "../bind-headers.ts";
import type { BindOptions } from "../bind-options.ts";
import { parseSpec } from "../spec/parse-spec.ts";
import { renderSpec } from "../spec/render-spec.ts";
import { renderModule } from "../typescript/render-module.ts";
import { probeSpec } from "./probe-spec.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-probe-test-"));
after(() => rmSync(folder, { recursive: true }));

function has(command: string): boolean {
  return spawnSync(command, ["--version"]).status === 0;
}

const text = `
#include <stddef.h>
typedef float four __attribute__((vector_size(16)));
typedef struct { char tag; double value; union { int number; four lanes; }; unsigned bits : 3; } item;
struct pair { short left; long right; };
enum color { RED, GREEN = -7, BLUE = 0x7fffffff };
#define LIMIT 3
#define HALF 0.5
#define NAME "k\\"oine"
#define MARK "\\xef\\xbb\\xbf"
#define MARKED "\\357\\273\\277text"
#define LANES (sizeof((four){0} + (four){0}) / sizeof(float))
#define ONES ((int)__builtin_fabs(-8.0))
#define LEAST (-(int)__builtin_fabs(4.0) - 1)
#define ROOT __builtin_fabs(-1.5)
#define PLACE __builtin_choose_expr(sizeof((four){0} + (four){0}) == 16, "wide;", "narrow")
#define CALLED rand()
#define BROKEN ) {
#define STATEMENT do { } while (0)
#define UNKNOWN never_declared + 1
#define LIST LIMIT, 2L
#define STREAM stdin
#define PLACE_FILE __FILE__
#define PLACE_LINE (__LINE__ + 0)
#define PLACE_COUNT __COUNTER__
int use(item *item);
`;
const header = join(folder, "probe.h");
writeFileSync(header, text);

function bind(command: readonly string[], options: Partial<BindOptions> = {}): ReturnType<typeof bindHeaders> {
  return bindHeaders({ headers: [header], libraries: ["x"], probe: [{ command }], ...options });
}

for (const command of [["cc"], ["clang"]]) {
  const skip = has(command[0] ?? "") ? false : `needs ${command[0]}`;
  test(`${command[0]} confirms the spec and fills in what only a compiler can calculate`, { skip }, () => {
    const plain = bindHeaders({ headers: [header], libraries: ["x"] });
    const result = bind(command);
    assert.deepEqual(result.diagnostics, []);
    assert.ok(result.spec !== null && plain.spec !== null);
    const before = new Set(plain.spec.declarations.map(({ name }) => name));
    const added = result.spec.declarations.filter(({ name }) => !before.has(name));
    const values = added.flatMap((item) =>
      item.kind === "constant" ? [[item.name, Object.values(item.value)[1]]] : [],
    );
    for (const expected of [
      ["ONES", 8n],
      ["LEAST", -5n],
      ["ROOT", 1.5],
      ["PLACE", "wide;"],
      ["LANES", 4n],
    ]) {
      assert.ok(
        values.some(([name, value]) => name === expected[0] && value === expected[1]),
        `${String(expected)} in ${String(values)}`,
      );
    }
    assert.ok(added.every((item) => item.kind === "constant" && item.isProbed === true));
    assert.match(result.module, /export const ROOT = 1\.5;/);
    assert.match(result.module, /export const PLACE = "wide;";/);
    assert.match(result.module, /export const LANES = 4;/);
    const left = result.spec.skipped.map(({ name }) => name);
    for (const name of [
      "CALLED",
      "BROKEN",
      "STATEMENT",
      "UNKNOWN",
      "LIST",
      "STREAM",
      "PLACE_FILE",
      "PLACE_LINE",
      "PLACE_COUNT",
    ])
      assert.ok(left.includes(name), name);
    assert.match(result.specText, /"name": ?"ONES".*"probed": ?true/);
    const read = parseSpec(renderSpec(result.spec), "probe.json").spec;
    assert.ok(read !== null);
    assert.equal(renderModule(read), result.module);
    assert.equal(renderSpec(read), result.specText);
  });

  test(`${command[0]} contradicts a forged spec, value by value and with the place`, { skip }, () => {
    const { spec } = bindHeaders({ headers: [header], libraries: ["x"] });
    assert.ok(spec !== null);
    const forged = renderSpec(spec)
      .replace(/("name": ?"pair".*?"size": ?)16/, "$124")
      // What has no tag may be aligned more strictly by its typedef, but never less.
      .replace(/("name": ?"item".*?"align": ?)\d+/, "$164")
      .replace(/("name": ?"LIMIT".*?"value": ?)3/, "$14")
      .replace('"GREEN", -7', '"GREEN", -8')
      .replace('"GREEN",-7', '"GREEN",-8')
      .replace(/("name": ?"HALF".*?"float": ?)"0.5"/, '$1"0.25"')
      .replace(/("name": ?"NAME".*?"string": ?")k/, "$1K");
    const read = parseSpec(forged, "forged.json").spec;
    assert.ok(read !== null);
    const { diagnostics } = probeSpec(read, { command }, [
      {
        target: hostTarget(process.platform, process.arch),
        preincludes: [],
        headers: [header],
        paths: [header],
        includeDirectories: [],
        systemIncludeDirectories: [],
        localNames: new Set<string>(),
        readFile: () => text,
      },
    ]);
    assert.deepEqual(
      diagnostics.map(({ code, message, span }) => [code, message, span?.line]),
      [
        ["alignment of item is at least 64 in the spec and is 16", 4],
        ["size of struct pair is 24 in the spec and is 16", 5],
        ["value of GREEN is -8 in the spec and is -7", 6],
        ["value of LIMIT is 4 in the spec and is 3", 7],
        ["value of HALF is 0.25 in the spec and is 0.5", 8],
        [String.raw`value of NAME is "K\"oine" in the spec and is "k\"oine"`, 9],
      ].map(([message, line]) => ["bindgen/probe-difference", `${message} to ${command[0]}`, line]),
    );
  });
}

test(
  "types that a compiler has a convention of its own for are not asked about, the others are",
  { skip: process.arch === "x64" ? false : "needs the conventions of x86-64" },
  () => {
    const conventions = join(folder, "conventions.h");
    writeFileSync(
      conventions,
      `int plain(int value);
__attribute__((ms_abi)) int there(int value);
extern int (__attribute__((ms_abi)) *pointer)(int value);
struct table { int (__attribute__((ms_abi)) *call)(void); int (*back)(int); };
__attribute__((regcall)) int fast(int value);
extern int (__attribute__((regcall)) *slot)(int value);
`,
    );
    for (const command of ["cc", "clang"].filter(has)) {
      const { diagnostics, module } = bind([command], { headers: [conventions] });
      assert.deepEqual(diagnostics, [], command);
      assert.match(module ?? "", /export const plain\b/);
      assert.match(module ?? "", /fast: calling convention regcall/);
    }
  },
);

test("a compiler that is not there is an error with the package that has it, and the module is made all the same", () => {
  for (const [command, packageName] of [
    ["koine-none-gcc", "gcc-koine-none"],
    ["x86_64-none-w64-mingw32-gcc", "gcc-mingw-w64-x86-64"],
  ] as const) {
    const { diagnostics, module } = bind([command]);
    assert.equal(diagnostics[0]?.code, "bindgen/probe-compiler");
    assert.equal(diagnostics[0]?.message, `compiler ${command} was not found`);
    assert.ok(diagnostics[0]?.help?.includes(`apt-get install ${packageName} `));
    assert.match(module ?? "", /export const LIMIT = 3;/);
  }
});

test(
  "what is no compiler is an error, not a crash",
  { skip: process.platform === "win32" ? "needs programs of POSIX" : false },
  () => {
    for (const [command, message] of [
      ["true", /^true is no compiler to ask: it compiles nothing$/],
      ["false", /^false does not take the headers: it says nothing$/],
      [folder, /is no compiler to ask: it cannot be run: .*EACCES/],
    ] as const) {
      const { diagnostics, module } = bind([command]);
      assert.deepEqual(
        diagnostics.map(({ code }) => code),
        ["bindgen/probe-compiler"],
      );
      assert.match(diagnostics[0]?.message ?? "", message);
      assert.match(module ?? "", /export const LIMIT = 3;/);
    }
    // Nobody knows a package of a program that is no known compiler.
    assert.equal(bind(["koine-none"]).diagnostics[0]?.help, "name a compiler that is there with --cc, such as cc");
  },
);

const cross = "aarch64-linux-gnu-gcc";

test(
  "a compiler for another machine is refused for this one, and answers for its own",
  { skip: has(cross) ? false : `needs ${cross}` },
  () => {
    const target = hostTarget(process.platform, process.arch);
    if (target.architecture !== "arm64") {
      const { diagnostics } = bind([cross]);
      assert.equal(diagnostics[0]?.code, "bindgen/probe-target");
      assert.match(diagnostics[0]?.message ?? "", /compiles for aarch64-linux-gnu, and the spec is for /);
    }
    const own = bind([cross], { targets: ["aarch64-unknown-linux-gnu"] });
    assert.deepEqual(own.diagnostics, []);
    assert.match(own.module ?? "", /export const ROOT = 1\.5;/);
  },
);

test(
  "headers that the compiler does not take are an error, with what it says",
  { skip: has("cc") ? false : "needs cc" },
  () => {
    const odd = join(folder, "odd.h");
    writeFileSync(
      odd,
      "#ifdef __GNUC_PATCHLEVEL__\n#ifndef KOINE\n#error only for koine\n#endif\n#endif\n#define A 1\n",
    );
    const { diagnostics } = bindHeaders({
      headers: [odd],
      libraries: ["x"],
      defines: ["KOINE"],
      probe: [{ command: ["cc", "-UKOINE"] }],
    });
    assert.deepEqual(diagnostics, []);
    writeFileSync(odd, '#define A 1\nint f(unsigned int);\n_Static_assert(sizeof(int) == 2, "");\n');
    const failed = bindHeaders({ headers: [odd], libraries: ["x"], probe: [{ command: ["cc"] }] });
    assert.ok(
      failed.diagnostics.some(
        ({ code, message }) => code === "bindgen/probe-compiler" && /static assertion/.test(message),
      ),
    );
  },
);

const bitFields = `
struct flags { unsigned a : 3, : 2; _Bool b : 1; struct { long long c : 40; union { int d : 7; }; }; enum { F_X } e : 2; };
typedef union { unsigned char low : 4; unsigned wide : 20; } __attribute__((packed)) mixed;
struct large { char room[5000]; int far : 3; unsigned long long farther : 33; };
#define STOCK ((char *)"stock")
#define BYTES ((const unsigned char *)"bytes")
`;

for (const command of [
  ["gcc"],
  ["clang"],
  ["aarch64-linux-gnu-gcc"],
  ["i686-linux-gnu-gcc"],
  ["x86_64-w64-mingw32-gcc"],
]) {
  const [program = ""] = command;
  test(
    `${program} sees bit-fields where they are, and not where a forged spec says`,
    { skip: has(program) ? false : `needs ${program}` },
    () => {
      const file = join(folder, "bits.h");
      writeFileSync(file, bitFields);
      const triple =
        {
          "aarch64-linux-gnu-gcc": "aarch64-unknown-linux-gnu",
          "i686-linux-gnu-gcc": "i686-unknown-linux-gnu",
          "x86_64-w64-mingw32-gcc": "x86_64-w64-windows-gnu",
        }[program] ?? hostTarget(process.platform, process.arch).triple;
      const { spec, diagnostics } = bindHeaders({
        headers: [file],
        libraries: ["x"],
        targets: [triple],
        probe: [{ command }],
      });
      assert.deepEqual(diagnostics, []);
      assert.ok(spec !== null);
      const forged = renderSpec(spec)
        .replace(/"b","bool",\d+/, '"b","bool",9')
        .replace('["c","long long",0,40]', '["c","long long",0,41]')
        .replace('["low","unsigned char",0,4]', '["low","unsigned char",4,4]')
        .replace(/\["far","int",(\d+),3\]/, '["far","int",$1,4]')
        .replace('"value":"stock"', '"value":"stick"')
        .replace('"string":"stock"', '"string":"stick"');
      const read = parseSpec(forged, "forged.json").spec;
      assert.ok(read !== null);
      const places = {
        headers: [file],
        preincludes: [],
        paths: [file],
        includeDirectories: [],
        systemIncludeDirectories: [],
        localNames: new Set<string>(),
      };
      const target = requireTarget(triple);
      const probed = probeSpec(read, { command }, [{ ...places, target, readFile: () => bitFields }]);
      const start = triple.startsWith("i686") ? 32 : 64;
      assert.deepEqual(
        probed.diagnostics.map(({ message }) => message),
        [
          `place of b in struct flags is bit 9 in the spec and is bit ${triple.includes("windows") ? 32 : 5}`,
          `place of c in struct flags is bits ${start} to ${start + 40} in the spec and is bits ${start} to ${start + 39}`,
          "place of low in mixed is bits 4 to 7 in the spec and is bits 0 to 3",
          "place of far in struct large is bits 40000 to 40003 in the spec and is bits 40000 to 40002",
          'value of STOCK is "stick" in the spec and is no constant',
        ].map((message) => `${message} to ${program}`),
      );
    },
  );
}

test(
  "several compilers are asked, each for the target that it compiles for",
  { skip: has("cc") && has(cross) ? false : `needs cc and ${cross}` },
  () => {
    const host = hostTarget(process.platform, process.arch);
    const targets = [host.triple, "aarch64-unknown-linux-gnu"];
    const commands = [["cc"], [cross], ["koine-none-gcc"]];
    const { diagnostics, spec } = bindHeaders({
      headers: [header],
      libraries: ["x"],
      targets,
      probe: commands.map((command) => ({ command })),
    });
    assert.deepEqual(spec?.head.targets, targets);
    assert.deepEqual(
      diagnostics.map(({ code, message }) => [code, message]),
      [["bindgen/probe-compiler", "compiler koine-none-gcc was not found"]],
    );
  },
);

const typed = `typedef unsigned int handle;
typedef int (*callback)(void *, handle);
struct P { int x; };
int take(struct P *p, const char *name, ...);
extern const char *const names[3];
void *give(callback c);
typedef int grid[2][3];
extern long count;
#ifndef __GNUC__
typedef int only_elsewhere;
#endif
#define PASTES_NOTHING /##/
#define COUNT __builtin_popcount(7)
#define TAGGED struct tagTAGGED
TAGGED { int a; };
int use(TAGGED *t);
#define SAME struct SAME
SAME { int a; SAME *next; };
int put(SAME *same);
`;

for (const command of [["gcc"], ["clang"], ["x86_64-w64-mingw32-gcc"]] as const) {
  const [program] = command;
  test(
    `${program} compares the types of functions, variables and typedefs`,
    { skip: has(program) ? false : `needs ${program}` },
    () => {
      const file = join(folder, "typed.h");
      writeFileSync(file, typed);
      const host = hostTarget(process.platform, process.arch);
      const target = program.includes("mingw") ? requireTarget("x86_64-w64-windows-gnu") : host;
      const options = { headers: [file], libraries: ["x"], targets: [target.triple] };
      const right = bindHeaders({ ...options, probe: [{ command }] });
      assert.deepEqual(right.diagnostics, []);
      assert.ok(right.spec !== null);
      // A macro that pastes no token does not keep others from being calculated.
      assert.match(right.module ?? "", /export const COUNT = 3;/);
      const forged = renderSpec(right.spec)
        .replace('"name":"handle","type":"unsigned int"', '"name":"handle","type":"int"')
        .replace('"type":"*fn(*void, t:handle) int"', '"type":"*fn(*void, t:handle) long long"')
        .replace('["p","*s:P"]', '["p","*const s:P"]')
        .replace('"[3]const *const char"', '"[4]const *const char"')
        .replace('"name":"give"', '"name":"gives"')
        .replace('"type":"[2][3]int"', '"type":"[2][2]int"')
        .replace('["t","*s:tagTAGGED"]', '["t","*void"]');
      const read = parseSpec(forged, "forged.json").spec;
      assert.ok(read !== null);
      const places = { preincludes: [], includeDirectories: [], systemIncludeDirectories: [], paths: [file] };
      const { diagnostics } = probeSpec(read, { command }, [
        { ...places, headers: [file], localNames: new Set<string>(), target, readFile: () => typed },
      ]);
      assert.deepEqual(
        diagnostics.map(({ severity, message, span }) => [severity, message.replace("* const", "*const"), span?.line]),
        [
          ["error", "handle is int in the spec and is unsigned int", 1],
          ["error", "callback is long long (*)(void *, handle) in the spec and is int (*)(void *, unsigned int)", 2],
          [
            "error",
            "take is int (const struct P *, const char *, ...) in the spec and is int (struct P *, const char *, ...)",
            4,
          ],
          ["error", "names is const char *const [4] in the spec and is const char *const [3]", 5],
          ["warning", "gives is void *(callback) in the spec and is not declared", undefined],
          ["error", "grid is int [2][2] in the spec and is int [2][3]", 7],
          ["error", "use is int (void *) in the spec and is int (struct tagTAGGED *)", 16],
        ].map(([severity, message, line]) => [severity, `type of ${message} to ${program}`, line]),
      );
    },
  );
}

for (const program of ["gcc", "clang"]) {
  test(
    `${program} confirms functions that take pointers to functions which never return`,
    { skip: has(program) ? false : `needs ${program}` },
    () => {
      const path = join(folder, "never.h");
      const declared = `
#define NORETURN __attribute__((noreturn))
typedef void (*report)(const char *text);
void set_die(NORETURN report routine);
int set_both(int a, NORETURN report first, void (*second)(int) NORETURN, report third);
report set_last(report first, NORETURN void (*last)(void));
NORETURN void leave(report first);
`;
      writeFileSync(path, declared);
      const { counts, diagnostics } = bind([program], { headers: [path] });
      assert.deepEqual(diagnostics, []);
      assert.equal(counts.functions, 4);
    },
  );
}

test(
  "vectors that compilers for Arm have types of their own for, and half precision, are not asked about by these types",
  { skip: has("aarch64-linux-gnu-gcc") ? false : "needs aarch64-linux-gnu-gcc" },
  () => {
    const path = join(folder, "neon.h");
    const declared = `#include <arm_neon.h>
int32x2_t first(int64x1_t a, float16_t *b, __fp16 *c, bfloat16x4_t *d, poly8_t e);
struct halves { __fp16 one; float16x4_t four; bfloat16x8x2_t more; };
typedef __fp16 half;
`;
    writeFileSync(path, declared);
    const targets = ["aarch64-unknown-linux-gnu"];
    const { counts, diagnostics } = bind(["aarch64-linux-gnu-gcc"], { headers: [path], targets });
    assert.deepEqual(diagnostics, []);
    assert.equal(counts.functions, 1);
  },
);

test(
  "a type keeps its name where a macro of another library wants arguments behind it, and the macro is told of",
  { skip: has("cc") ? false : "needs cc" },
  () => {
    mkdirSync(join(folder, "count"));
    const path = join(folder, "count", "count.h");
    const declarations =
      "typedef long count;\ncount read_count(const char *text);\nstruct counter { count (*next)(int); };\n";
    writeFileSync(path, `${declarations}#include "../counting.h"\n`);
    writeFileSync(join(folder, "counting.h"), "#define count(list, value) count_in(list, value)\n");
    const { spec, diagnostics, counts } = bind(["cc"], { headers: [path] });
    assert.deepEqual(diagnostics, []);
    assert.equal(counts.functions, 1);
    const told = spec?.skipped.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`);
    assert.deepEqual(told, ["macro count: macro-hides-declaration"]);
  },
);
