/** `koine bind --wrap`: inline functions are compiled by the user's compiler and called through the module. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const koine = fileURLToPath(new URL("../../../koine", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "koine-wrap-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "node_modules"));
symlinkSync(koine, join(folder, "node_modules", "koine"));
writeFileSync(join(folder, "package.json"), '{"type":"module"}');

const hasCompiler = spawnSync("cc", ["--version"]).status === 0;
const skip = process.platform === "linux" && hasCompiler ? false : "needs cc on Linux";

function run(command: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** Binds with a wrapper, builds it as its first lines say, and runs a program that uses the module. */
async function bindAndRun(name: string, words: readonly string[], program: string): Promise<string> {
  run(
    process.execPath,
    join(koine, "bin", "koine.js"),
    "bind",
    ...words,
    "-o",
    `${name}.ts`,
    "--wrap",
    `${name}-wrap.c`,
  );
  const wrapper = readFileSync(join(folder, `${name}-wrap.c`), "utf8");
  const [, build = ""] = /^\/\/ Build it with: (.*)$/m.exec(wrapper) ?? [];
  run("sh", "-c", build);
  const { code } = await transform(readFileSync(join(folder, `${name}.ts`), "utf8"), { loader: "ts" });
  writeFileSync(join(folder, `${name}.js`), code);
  writeFileSync(join(folder, "program.js"), program);
  return run(process.execPath, "program.js");
}

test("inline functions of every kind are called, beside those that have symbols", { skip }, async () => {
  writeFileSync(
    join(folder, "shapes.h"),
    `typedef struct { double x, y; } point;
    struct node { int value; const struct node *next; };
    /** Twice as much. */
    static inline int twice(int value) { return 2 * value; }
    static inline point mirror(point p) { point q = { p.y, p.x }; return q; }
    static inline long last(const struct node *node) { while (node->next) node = node->next; return node->value; }
    static inline void fill(int *numbers, unsigned count, int value) { while (count) numbers[--count] = value; }
    static inline int apply(int (*change)(int), int value) { return change(value); }
    static inline int sum(int count, ...) { return count; }
    int toupper(int);
    #define twice(value) twice_is_hidden(value)
    `,
  );
  const output = await bindAndRun(
    "shapes",
    ["shapes.h"],
    `import { allocate, c } from "koine";
     import * as shapes from "./shapes.js";
     const numbers = allocate(c.int, 3);
     shapes.fill(numbers, 3, 7);
     const { x, y } = shapes.mirror({ x: 1, y: 2 });
     console.log(JSON.stringify([shapes.twice(21), x, y, numbers.get(2), shapes.apply((value) => value + 1, 4), shapes.toupper(97)]));
     console.log("sum" in shapes);`,
  );
  assert.equal(output, "[42,2,1,7,5,65]\nfalse\n");
  assert.match(readFileSync(join(folder, "shapes.ts"), "utf8"), /\/\*\* Twice as much\. \*\/\nexport const twice: /);
});

test("files may have names that are more than names to URLs", { skip }, async () => {
  writeFileSync(join(folder, "odd#1%20?.h"), "int odd(void);\nstatic inline int odder(void) { return odd() + 1; }\n");
  writeFileSync(join(folder, "lib.c"), "int odd(void) { return 41; }\n");
  run("cc", "-shared", "-fPIC", "-o", "libodd#1%20?.so", "lib.c");
  const output = await bindAndRun(
    "odd#2%20?",
    ["./odd#1%20?.h", "-l", "./libodd#1%20?.so"],
    `import { odd, odder } from "./odd%232%2520%3F.js";
     console.log(odd(), odder());`,
  );
  assert.equal(output, "41 42\n");
});

test("what an inline function or a macro releases is found where that has a symbol", { skip }, async () => {
  writeFileSync(
    join(folder, "held.h"),
    `#include <stdlib.h>
    struct item; struct other;
    extern int live;
    struct item *item_new(void);
    int item_make(struct item **made);
    struct other *other_new(void);
    char *item_text(void);
    void give_back(void *given);
    static inline struct item *item_again(void) { return item_new(); }
    static inline void item_free(struct item *freed) { give_back(freed); }
    static inline void text_free(char *text) { give_back(text); }
    #define other_free give_back
    `,
  );
  writeFileSync(
    join(folder, "held.c"),
    `#include "held.h"
    #include <string.h>
    int live;
    static void *make(void) { live += 1; return strdup("text"); }
    struct item *item_new(void) { return make(); }
    int item_make(struct item **made) { *made = make(); return 7; }
    struct other *other_new(void) { return make(); }
    char *item_text(void) { return make(); }
    void give_back(void *given) { live -= 1; free(given); }
    `,
  );
  run("cc", "-shared", "-fPIC", "-o", "libheld.so", "held.c");
  const config = `export default { bind: {
    headers: ["held.h"], library: "./libheld.so", module: "held.ts",
    types: { item: { handle: "item_free" }, other: { handle: "other_free" } },
    functions: {
      "*_new": { result: { owned: true } }, item_again: { result: { owned: true } },
      item_make: { parameters: { made: { direction: "out", owned: true } } },
      item_text: { result: { as: "string", owned: "text_free" } },
    },
  } };`;
  writeFileSync(join(folder, "held.mjs"), config);
  const output = await bindAndRun(
    "held",
    ["held.h", "--config", "held.mjs"],
    `import * as held from "./held.js";
     const [status, made] = held.item_make();
     const items = [held.item_new(), held.item_again(), held.other_new(), made];
     console.log(status, held.item_text(), held.live.value);
     held.item_free(items.shift());
     for (const item of items) item.release();
     console.log(held.live.value);`,
  );
  assert.equal(output, "7 text 4\n0\n");
  const words = [join(koine, "bin", "koine.js"), "bind", "--config", "held.mjs"];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /item_free\(\) is inline, so that no library has it\n[^]*= help: --wrap gives/);
});

test("functions that are defined without a prototype take what callers have to give", { skip }, async () => {
  writeFileSync(
    join(folder, "old.h"),
    `static int answer() { return 42; }
    static int old(a, b, c) char a; float b; int *c; { return a + (int)(b * 2) + *c; }
    `,
  );
  const output = await bindAndRun(
    "old",
    ["old.h"],
    `import { allocate, c } from "koine";
     import * as old from "./old.js";
     const number = allocate(c.int);
     number.set(0, 100);
     console.log(old.answer(), old.old(1, 2.5, number));`,
  );
  assert.equal(output, "42 106\n");
});

test("macros that call a function are functions of the wrapper; others are not", { skip }, async () => {
  writeFileSync(
    join(folder, "calls.h"),
    `#include <string.h>
    int toupper(int);
    double ldexp(double value, int exponent);
    typedef struct { int x; } box;
    static inline int open_box(const box *b, const char *version, int size) { return version[0] == '1' ? b->x + size : -1; }
    #define VERSION "1.2"
    #define OPEN(b) open_box((b), VERSION, (int)sizeof(box))
    #define SCALE(exponent, value) (ldexp((value), (exponent)))
    #define UPPER(c) ((toupper)(c))
    #define LENGTH(text) strlen((const char *)text)
    #define EIGHT() ldexp(1.0, 3)
    #define TWICE_USED(c) ldexp((c), (c))
    #define TEMPORARY(n) strlen((char[4]){ n })
    #define UNDECLARED(n) ldexp(nobody, n)
    #define MORE(c) toupper(c) + 1
    #define UNUSED(c) toupper(1)
    #define DROPPED(c, d) toupper(c)
    #define MEMBER(b) toupper((b)->x)
    static inline const box *check_box(const box *b) { return b; }
    static inline const void *next_box(const box *b, int count) { return b + count; }
    #define NEXT(b, n) ((box *)(void *)next_box(check_box(b), (int)(n)))
    #define DEEP(b) (open_box(check_box(check_box((b))), (VERSION), toupper(toupper(97))))
    #define MIXED(b) (open_box(check_box(b), VERSION, 1) + 1)
    #define WRONG(b) next_box(check_box(b), b)
    `,
  );
  const output = await bindAndRun(
    "calls",
    ["calls.h", "-l", "m", "--include", "^[A-Z]+(_USED)?$", "--include", "^box$"],
    `import { allocate, c } from "koine";
     import * as calls from "./calls.js";
     const box = calls.box.create({ x: 40 });
     console.log(calls.OPEN(box.pointer), calls.SCALE(4, 1.5), calls.UPPER(97), calls.EIGHT());
     console.log(Number(calls.LENGTH(new TextEncoder().encode("four\\0"))));
     const boxes = allocate(calls.box, 3);
     boxes.set(2, { x: 17 });
     console.log(calls.NEXT(boxes, 2).value.x, calls.DEEP(box.pointer));
     console.log(Object.keys(calls).sort().join(" "));`,
  );
  assert.equal(output, "44 24 65 8\n4\n17 105\nDEEP EIGHT LENGTH NEXT OPEN SCALE UPPER VERSION box\n");
});

test("headers of the project are found by the command that the wrapper states, wherever it lies", { skip }, () => {
  mkdirSync(join(folder, "project", "include"), { recursive: true });
  mkdirSync(join(folder, "project", "own"));
  mkdirSync(join(folder, "project", "src"));
  writeFileSync(join(folder, "project", "package.json"), "{}");
  writeFileSync(join(folder, "project", "include", "more.h"), "#define STEP 2\n");
  writeFileSync(
    join(folder, "project", "own", "it is.h"),
    `#include <more.h>
    static inline int step(int koine_0) { return koine_0 + STEP; }
    static inline int koine_1(int a, int b) { return a - b; }
    static inline struct { int x; } *unnamed(void) { return 0; }
    `,
  );
  const at = (...words: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(words[0] ?? "", words.slice(1), { cwd: join(folder, "project"), encoding: "utf8" });
  const line = ["own/it is.h", "-I", "include", "-l", "libc.so.6", "-l", "nobody", "-o", "src/it.ts"];
  const bound = at(process.execPath, join(koine, "bin", "koine.js"), "bind", ...line, "--wrap", "src/it's.c");
  assert.equal(bound.status, 0, String(bound.stderr));
  assert.match(String(bound.stderr), /inline, with a type that C has no name for \(unnamed\)/);
  const text = readFileSync(join(folder, "project", "src", "it's.c"), "utf8");
  const [, build = ""] = /^\/\/ Build it with: (.*)$/m.exec(text) ?? [];
  assert.equal(build, String.raw`cc -shared -fPIC -O2 -I../include -I../own -o 'it'\''s.so' 'it'\''s.c' -l:libc.so.6`);
  const built = spawnSync("sh", ["-c", build], { cwd: join(folder, "project", "src"), encoding: "utf8" });
  assert.deepEqual([built.status, built.stderr], [0, ""]);
});

test("a wrapper that nobody has built is an error that says where building it is explained", async () => {
  writeFileSync(join(folder, "unbuilt.h"), "static inline int twice(int value) { return 2 * value; }\n");
  const line = ["unbuilt.h", "-l", "a", "-o", "unbuilt.ts", "--wrap", "unbuilt.c"];
  run(process.execPath, join(koine, "bin", "koine.js"), "bind", ...line);
  const { code } = await transform(readFileSync(join(folder, "unbuilt.ts"), "utf8"), { loader: "ts" });
  writeFileSync(join(folder, "unbuilt.js"), code);
  writeFileSync(
    join(folder, "program.js"),
    `import { twice } from "./unbuilt.js";
     try { twice(1); } catch (error) { console.log(error.code, error.hint, error.attempts.length); }`,
  );
  const hint =
    "correct the path, or build the file: a wrapper of inline functions says how in the first lines of its C file";
  assert.equal(run(process.execPath, "program.js"), `FFI_LIBRARY_NOT_FOUND ${hint} 1\n`);
});

test("what targets declare in different ways is decided by the compiler", { skip }, () => {
  writeFileSync(
    join(folder, "by-target.h"),
    `#ifdef _WIN32
    static inline int only_windows(void) { return 1; }
    #else
    static inline int only_others(void) { return 2; }
    #endif
    #ifdef __aarch64__
    static inline int width(int value) { return value; }
    #else
    static inline int width(long value) { return (int)value; }
    #endif
    static inline int same(int value) { return value; }
    `,
  );
  const triples = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-w64-windows-gnu"];
  const targets = triples.flatMap((triple) => ["--target", triple]);
  const line = ["by-target.h", "-l", "a", "-o", "by-target.ts", "--wrap", "by-target.c", ...targets];
  run(process.execPath, join(koine, "bin", "koine.js"), "bind", ...line);
  const text = readFileSync(join(folder, "by-target.c"), "utf8");
  assert.match(text, /^\/\/ Build it on Linux with: cc .* -o by-target\.so by-target\.c -la$/m);
  assert.match(text, /^\/\/ Build it on Windows with: gcc .* -o by-target\.dll by-target\.c -la$/m);
  const compilers = ["cc", "aarch64-linux-gnu-gcc", "x86_64-w64-mingw32-gcc"];
  for (const compiler of compilers.filter((name) => spawnSync(name, ["--version"]).status === 0)) {
    const { status, stderr } = spawnSync(compiler, ["-c", "-o", "by-target.o", "by-target.c"], { cwd: folder });
    assert.deepEqual([status, String(stderr)], [0, ""], compiler);
    const object = readFileSync(join(folder, "by-target.o"), "latin1");
    const isWindows = compiler.includes("mingw");
    assert.equal(object.includes("koine_only_windows"), isWindows);
    assert.equal(object.includes("koine_only_others"), !isWindows);
    assert.ok(object.includes("koine_width") && object.includes("koine_same"));
  }
});

test(
  "a library of the project is found from the module, and linked from the wrapper, wherever a program starts",
  { skip },
  async () => {
    mkdirSync(join(folder, "own", "native"), { recursive: true });
    const header = `typedef struct { int x, y; } pair;
    typedef int visit(pair value, void *context);
    int each_pair(const pair *values, int count, visit *callback, void *context);
    static inline int first_pair(const pair *values, visit *callback) { return each_pair(values, 1, callback, 0); }
    `;
    writeFileSync(join(folder, "own", "native", "own.h"), header);
    writeFileSync(
      join(folder, "own", "native", "own.c"),
      `#include "own.h"
    int each_pair(const pair *values, int count, visit *callback, void *context) {
      int sum = 0;
      while (count-- > 0) sum += callback(*values++, context);
      return sum;
    }`,
    );
    run("cc", "-shared", "-fPIC", "-o", "own/native/libown.so", "own/native/own.c");
    const words = ["own/native/own.h", "-l", "own/native/libown.so", "--spec", "own.json"];
    const output = await bindAndRun(
      "own",
      words,
      `import { each_pair, first_pair } from "./own.js";
    const sum = (value) => value.x * value.y;
    console.log(each_pair([{ x: 2, y: 3 }, { x: 4, y: 5 }], 2, sum, null), first_pair([{ x: 6, y: 7 }], sum));`,
    );
    assert.equal(output, "26 42\n");
    assert.match(readFileSync(join(folder, "own.json"), "utf8"), /^"libraries": \["\.\/own\/native\/libown\.so"\],$/m);
    const wrapper = readFileSync(join(folder, "own-wrap.c"), "utf8");
    assert.match(wrapper, /own-wrap\.c -Lown\/native -l:libown\.so '-Wl,-rpath,\$ORIGIN\/own\/native'$/m);
  },
);

const openssl = "/usr/include/openssl/x509.h";
const skipOpenssl = skip || (existsSync(openssl) ? false : "needs OpenSSL's headers (Debian: libssl-dev)");

test("stacks of OpenSSL, which are macros around inline functions, are called", { skip: skipOpenssl }, async () => {
  const output = await bindAndRun(
    "stacks",
    ["openssl/x509.h", "-l", "crypto", "--include", "^(sk_X509_(new_null|num|push|value)|X509_new)$"],
    `import * as ssl from "./stacks.js";
     const stack = ssl.sk_X509_new_null();
     const item = ssl.X509_new();
     console.log(ssl.sk_X509_num(stack), ssl.sk_X509_push(stack, item), ssl.sk_X509_num(stack));
     console.log(ssl.sk_X509_value(stack, 0).address === item.address);`,
  );
  assert.equal(output, "0 1 1\ntrue\n");
});

const zlib = "/usr/include/zlib.h";
const skipZlib = skip || (existsSync(zlib) ? false : "needs zlib's headers (Debian: zlib1g-dev)");

test("zlib's deflateInit, a macro, begins a stream", { skip: skipZlib }, async () => {
  const output = await bindAndRun(
    "zlib",
    ["zlib.h", "-l", "z", "--include", "^(deflateInit|deflate|deflateEnd|z_stream|Z_.*)$"],
    `import * as z from "./zlib.js";
     const stream = z.z_stream.create();
     const output = new Uint8Array(100);
     console.log(z.deflateInit(stream.pointer, 9) === z.Z_OK);
     console.log(z.deflateInit(stream.pointer, 99) === z.Z_STREAM_ERROR, z.deflateEnd(stream.pointer) === z.Z_OK);`,
  );
  assert.equal(output, "true\ntrue true\n");
});

const sdl = "/usr/include/SDL2/SDL.h";
const skipSdl = skip || (existsSync(sdl) ? false : "needs SDL2's headers (Debian: libsdl2-dev)");

test("SDL's inline functions are called", { skip: skipSdl }, async () => {
  const output = await bindAndRun(
    "sdl",
    ["SDL2/SDL.h", "-l", "SDL2-2.0", "--include", "^SDL_(PointInRect|RectEmpty|Point|Rect)$"],
    `import { allocate } from "koine";
     import { SDL_Point, SDL_PointInRect, SDL_Rect, SDL_RectEmpty } from "./sdl.js";
     const rect = SDL_Rect.create({ x: 0, y: 0, w: 10, h: 10 });
     const inside = (x, y) => SDL_PointInRect(SDL_Point.create({ x, y }).pointer, rect.pointer);
     console.log(inside(5, 5), inside(15, 5), SDL_RectEmpty(SDL_Rect.create().pointer));`,
  );
  assert.equal(output, "1 0 1\n");
});
