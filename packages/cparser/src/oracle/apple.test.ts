/** What Apple's compilers add to C, as clang reads it for their target. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { renderPredefinedMacros } from "../predefined/predefined-macros.ts";
import { defaultStandard } from "../standard/language-standard.ts";
import { renderCheckProgram } from "../verify/render-check-program.ts";
import { parseText } from "./gcc.case.ts";

const texts: Readonly<Record<string, string>> = {
  alignments: String.raw`
#pragma options align=packed
struct a { char c; int i; };
#pragma pack(2)
struct b { char c; int i; };
#pragma align = natural
struct d { char c; int i; };
#pragma options align=reset
struct e { char c; int i; };
#pragma options align=reset
struct f { char c; double d; };
#pragma align
#pragma options other=packed
struct g { char c; long long l; struct a m; };
#pragma align=power
struct h { char c; short s[3]; struct b m; };
#pragma pack(pop)
`,
  "enums that state their alignment": String.raw`
enum __attribute__((aligned(16))) a { A };
enum b { B } __attribute__((aligned(8)));
struct d { char c; enum a e; char f; enum b g; };
enum e { E } __attribute__((packed, aligned(4)));
`,
  hidden: String.raw`
__private_extern__ int a(void);
__private_extern__ const char *b[];
__private_extern__ struct c { int i; } d;
`,
  features: String.raw`
#if __has_feature(nullability) && __has_extension(c_static_assert) && !__has_feature(cxx_lambdas)
enum { A = 1 };
#endif
#if !__has_feature(__objc_arc__) || __has_feature(modules)
enum { B = 2 };
#endif
int a[A + B];
`,
  "the largest alignment": String.raw`
struct a { char c; _Alignas(__BIGGEST_ALIGNMENT__) char d; };
struct b { char c; char d __attribute__((aligned)); };
`,
  fields: String.raw`
struct a { char : 1; __attribute__((aligned(1))) int n : 25; char last; };
struct b { char c : 3; int i : 30 __attribute__((aligned(2))); char last; };
#pragma pack(2)
struct c { int i __attribute__((aligned(8))); int b : 4 __attribute__((aligned(8))); int d : 32 __attribute__((aligned(8))); char last; };
#pragma pack()
struct d { char c; int i : 31 __attribute__((packed, aligned(2))); char last; };
typedef float wide __attribute__((vector_size(32)));
struct e { char c; wide w; };
typedef struct a __attribute__((aligned(16))) f;
struct g { char c; f all[1]; };
`,
};

const isCi = (process.env["CI"] ?? "") !== "";
const skip = spawnSync("clang", ["--version"]).status === 0 || isCi ? false : "needs clang";

for (const [name, text] of Object.entries(texts)) {
  for (const triple of ["aarch64-apple-darwin", "x86_64-apple-darwin"]) {
    test(`${name} of Apple are read as clang reads them for ${triple}`, { skip }, () => {
      const unit = parseText(text, requireTarget(triple));
      assert.deepEqual(
        unit.diagnostics.filter(({ severity }) => severity === "error"),
        [],
      );
      const program = renderCheckProgram(unit, { includes: [] });
      const input = `${text}\n#line 1 "check.c"\n${program.text}`;
      const flags = [`--target=${triple}`, "-w", "-fsyntax-only", "-ferror-limit=0", "-xc", "-"];
      const { stderr, status } = spawnSync("clang", flags, { input, encoding: "utf8" });
      const wrong = [...stderr.matchAll(/^check\.c:(\d+):\d+: error: (.*)$/gm)];
      assert.deepEqual(
        wrong.map(([, line, message]) => program.claims.get(Number(line)) ?? message),
        [],
      );
      assert.equal(status, 0, stderr);
      assert.ok(program.claims.size > 1);
    });
  }
}

test("what __private_extern__ declares is hidden", () => {
  const [function_] = parseText("__private_extern__ int a(void);", requireTarget("aarch64-apple-darwin")).functions;
  assert.equal(function_?.storage, "extern");
  assert.equal(function_.attributes.visibility, "hidden");
});

/** Names of clang itself, and what says how it was started. */
const ofClang =
  /^__(?:clang|CLANG|llvm|SSP|OPENCL|tune|core2|NO_MATH|seg_[fg]s|SSE|SSSE|LAHF)|_FMT\w__$|C_SUFFIX__$|_WIDTH__$|MAXWIDTH__$/;

for (const triple of ["aarch64-apple-darwin", "x86_64-apple-darwin"]) {
  test(`what clang predefines for ${triple} is predefined`, { skip }, () => {
    const flags = [
      `--target=${triple.replace("apple-darwin", "apple-macosx11")}`,
      "-std=gnu17",
      "-dM",
      "-E",
      "-xc",
      "/dev/null",
    ];
    const { stdout } = spawnSync("clang", flags, { encoding: "utf8" });
    const names = (text: string): string[] => [...text.matchAll(/^#define (\w+)/gm)].map(([, name = ""]) => name);
    const ours = new Set(names(renderPredefinedMacros(requireTarget(triple), defaultStandard)));
    const absent = names(stdout).filter((name) => !ours.has(name) && !ofClang.test(name));
    // Which versions of the instructions are there, Clang has said since version 9 and says no more.
    assert.deepEqual(
      absent.filter(
        (name) => !["__ARM_ACLE", "__ARM_FEATURE_FRINT", "__GCC_HAVE_SYNC_COMPARE_AND_SWAP_16"].includes(name),
      ),
      [],
    );
  });
}

test("blocks are pointers of known size", () => {
  const text = "struct s { char c; void (^done)(int code); int last; };\nvoid wait(void (^done)(void));\n";
  const { records, functions } = parseText(text, requireTarget("aarch64-apple-darwin"));
  assert.equal(records[0]?.layout?.byteLength, 24);
  const [parameter] = functions[0]?.type.parameters ?? [];
  assert.equal(parameter?.type.kind === "unsupported" ? parameter.type.text : undefined, "void (^)(void)");
});
