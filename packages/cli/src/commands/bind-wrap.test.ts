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
     console.log(Object.keys(calls).sort().join(" "));`,
  );
  assert.equal(output, "44 24 65 8\n4\nEIGHT LENGTH OPEN SCALE UPPER VERSION box\n");
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
