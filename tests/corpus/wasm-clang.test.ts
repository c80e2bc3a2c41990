/**
 * Clang as WebAssembly as a second opinion on the corpus, as libclang is in `libclang.test.ts`: its syntax tree, and the layouts that it
 * answers with, give the same lines of the spec in the same order. Clang runs slowly there, so these are some of the header sets.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import * as clang from "@yowasp/clang";
import { goldenFile } from "@koine/codegen/golden";
import { bindHeaders, loadWasmClang } from "@koine/bindgen";
import type { BindResult } from "@koine/bindgen";
import { declarationLines } from "./declaration-lines.ts";
import { findIncludeDirectories, findMissingHeaders, headerSets } from "./header-set.ts";
import type { HeaderSet } from "./header-set.ts";

const isCi = (process.env["CI"] ?? "") !== "";
const chosen: ReadonlySet<string> = new Set(["sqlite3", "zlib", "lua", "libpq", "libffi", "cbindgen"]);

const hardText = String.raw`
/** A struct with most of what structs have. */
struct hard { int x; struct { short a; } inner; union { int u; struct { float f; }; }; unsigned b : 3; int : 5; unsigned long long wide : 40; };
typedef struct { char c; double d; } __attribute__((packed)) packed_t;
typedef enum { FIRST, SECOND = 5, THIRD, BELOW = -1 } signed_t;
enum wide { WIDE = 1LL << 40 };
enum { ALONE = 7, AFTER };
typedef int (*compare_t)(const void *left, const void *right);
typedef union { struct { int deep; } s; packed_t p[2]; } nested_t;
int *(*returns_function(int a))(double);
int old(int x) __attribute__((deprecated("use new_one")));
void sorts(nested_t *items, unsigned long count, compare_t compare, int table[3][4]);
void stops(void) __attribute__((noreturn));
extern const char *names[3];
struct opaque;
struct opaque *make(enum wide w, struct opaque *(*maker)(struct hard *), ...);
`;

/** Clang's tree has the parameters of functions as pointers, and not the lengths of the arrays that they are declared as. */
function linesWithoutLengths(result: BindResult): readonly string[] {
  const isFunction = (line: string): boolean => line.startsWith('{"kind":"function"');
  return declarationLines(result).map((line) => (isFunction(line) ? line.replaceAll(/",\d+\]/g, '"]') : line));
}

function reasonToSkip(set: HeaderSet): string | false {
  if (process.platform !== "linux" || process.arch !== "x64") return "the corpus is that of x86-64 Linux";
  const missing = findMissingHeaders(set);
  return missing.length > 0 && !isCi ? `<${missing.join(">, <")}> is not installed` : false;
}

for (const set of headerSets.filter(({ name }) => chosen.has(name))) {
  test(`${set.name}: Clang as WebAssembly reads the same`, { skip: reasonToSkip(set), timeout: 600_000 }, async () => {
    const options = { headers: set.headers, libraries: [set.name], includeDirectories: findIncludeDirectories(set) };
    const result = bindHeaders({ ...options, reader: await loadWasmClang(clang) });
    assert.deepEqual(
      result.diagnostics.filter(({ severity }) => severity !== "note"),
      [],
    );
    assert.deepEqual(declarationLines(result), linesWithoutLengths(bindHeaders(options)));
  });
}

test("unnamed types, bit-fields, packing, attributes and errors are read", { timeout: 600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "koine-wasm-"));
  after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "hard.h");
  writeFileSync(path, hardText);
  const options = { headers: [path], libraries: ["hard"] };
  const reader = await loadWasmClang(clang);
  const read = bindHeaders({ ...options, reader });
  assert.deepEqual(declarationLines(read), linesWithoutLengths(bindHeaders(options)));
  const vectors = { headers: [goldenFile("bindgen/headers/vectors.h")], libraries: ["vectors"] };
  assert.deepEqual(declarationLines(bindHeaders({ ...vectors, reader })), linesWithoutLengths(bindHeaders(vectors)));
  writeFileSync(path, "int before(void);\nint wrong(unknown_t value);\nint behind(void);\n");
  const { diagnostics } = bindHeaders({ ...options, reader });
  const [first] = diagnostics;
  assert.deepEqual([first?.code, first?.span?.file, first?.span?.line], ["bindgen/clang", path, 2]);
});
