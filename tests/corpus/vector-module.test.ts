/** The module of `vectors.h` calls a library of gcc's: vectors as arguments, results, members, variables and in callbacks. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bindHeaders } from "@koine/bindgen";
import { goldenFile } from "@koine/codegen/golden";
import { allocate, c } from "koine";
import type { CType, Pointer } from "koine";
import { transform } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "koine-vectors-"));
after(() => rmSync(folder, { recursive: true }));

const header = goldenFile("bindgen/headers/vectors.h");
const source = String.raw`
#include "vectors.h"
vec4 origin = { 1, 2, 3, 4 };
vec4 vec4_add(vec4 a, vec4 b) { return a + b; }
dvec2 dvec2_of(double x, double y) { return (dvec2){ x, y }; }
float vec4_length(const vec4 *v) { return (*v)[0] + (*v)[1] + (*v)[2] + (*v)[3]; }
void vec4_each(vec4 *list, int count, vec4 (*map)(vec4 v, void *data), void *data) {
  for (int i = 0; i < count; i++) list[i] = map(list[i], data);
}
struct matrix matrix_scale(struct matrix m, vec4 factors) {
  for (int i = 0; i < 4; i++) m.columns[i] *= factors[i];
  return m;
}
float __attribute__((vector_size(8))) half_of(vec4 v) { return (float __attribute__((vector_size(8)))){ v[0], v[1] }; }
bytes8 reverse(bytes8 b) { return (bytes8){ b[7], b[6], b[5], b[4], b[3], b[2], b[1], b[0] }; }
void ivec8_store(const ivec8 *from, int *to) { for (int i = 0; i < 8; i++) to[i] = (*from)[i]; }
one_long longs(one_long v) { return v + v; }
`;

type Lanes = Float32Array | Float64Array | Uint8Array | BigInt64Array;
type Input = ArrayLike<number | bigint>;

/** What is used of the module. */
interface Vectors {
  readonly vec4: CType;
  readonly ivec8: CType;
  readonly vec4_add: (a: Input, b: Input) => Lanes;
  readonly dvec2_of: (x: number, y: number) => Lanes;
  readonly vec4_length: (v: Pointer) => number;
  readonly vec4_each: (list: Pointer, count: number, map: (v: Float32Array) => Input, data: null) => void;
  readonly matrix_scale: (m: { readonly columns: readonly Input[] }, factors: Input) => { readonly columns: Lanes[] };
  readonly half_of: (v: Input) => Lanes;
  readonly reverse: (bytes: Input) => Lanes;
  readonly ivec8_store: (from: Pointer, to: Pointer) => void;
  readonly longs: (v: Input) => Lanes;
  readonly origin: { value: Input };
}

async function importModule(): Promise<Vectors> {
  const library = join(folder, "libvectors.so");
  writeFileSync(join(folder, "vectors.c"), source);
  const words = ["-shared", "-fPIC", "-O2", "-w", `-I${dirname(header)}`, join(folder, "vectors.c"), "-o", library];
  assert.equal(spawnSync("gcc", words, { encoding: "utf8" }).stderr, "");
  const { module } = bindHeaders({ headers: [header], libraries: [library], targets: ["x86_64-unknown-linux-gnu"] });
  const { code } = await transform(module ?? "", { loader: "ts" });
  mkdirSync(join(folder, "node_modules"));
  const koine = fileURLToPath(new URL("../../../node_modules/koine", import.meta.url));
  symlinkSync(koine, join(folder, "node_modules", "koine"));
  writeFileSync(join(folder, "vectors.mjs"), code);
  return (await import(pathToFileURL(join(folder, "vectors.mjs")).href)) as Vectors;
}

const skip = process.platform === "linux" && process.arch === "x64" ? false : "compiles for x86-64 Linux";

test("a module of vectors calls a library", { skip }, async () => {
  const vectors = await importModule();
  const { vec4, ivec8 } = vectors;
  assert.deepEqual(vectors.vec4_add([1, 2, 3, 4], [0.5, 0, 0, -4]), new Float32Array([1.5, 2, 3, 0]));
  assert.deepEqual(vectors.dvec2_of(0.25, -1), new Float64Array([0.25, -1]));
  assert.deepEqual(vectors.half_of([5, 6, 7, 8]), new Float32Array([5, 6]));
  assert.deepEqual(vectors.reverse([1, 2, 3, 4, 5, 6, 7, 8]), new Uint8Array([8, 7, 6, 5, 4, 3, 2, 1]));
  assert.deepEqual(vectors.longs([1n, -(2n ** 40n)]), new BigInt64Array([2n, -(2n ** 41n)]));

  const columns = [1, 2, 3, 4].map((first) => [first, 0, 0, -1]);
  const scaled = vectors.matrix_scale({ columns }, [1, 10, 100, 1000]);
  assert.deepEqual(
    scaled.columns.map((column) => [...column]),
    [
      [1, 0, 0, -1],
      [20, 0, 0, -10],
      [300, 0, 0, -100],
      [4000, 0, 0, -1000],
    ],
  );

  const list = allocate(vec4, 2);
  list.set(0, [1, 2, 3, 4]);
  list.set(1, [5, 6, 7, 8]);
  assert.equal(vectors.vec4_length(list), 10);
  vectors.vec4_each(list, 2, (v) => v.map((lane) => lane * 2), null);
  assert.deepEqual([list.get(0), list.get(1)], [new Float32Array([2, 4, 6, 8]), new Float32Array([10, 12, 14, 16])]);

  const wide = allocate(ivec8);
  wide.value = [1, 2, 3, 4, 5, 6, 7, 8];
  const stored = allocate(c.int, 8);
  vectors.ivec8_store(wide, stored);
  assert.deepEqual(
    Array.from({ length: 8 }, (_, lane) => stored.get(lane)),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );

  assert.deepEqual(vectors.origin.value, new Float32Array([1, 2, 3, 4]));
  vectors.origin.value = [9, 8, 7, 6];
  assert.deepEqual(vectors.origin.value, new Float32Array([9, 8, 7, 6]));
});
