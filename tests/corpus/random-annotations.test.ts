/**
 * Whatever a configuration says of a header, right or wrong: it is bound without a crash, the spec alone gives the same module, and
 * everything that the module describes can be made.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { bindSpec } from "@koine/bindgen";
import { bindTexts } from "@koine/bindgen/texts";

// Modules import koine, which is found from here.
const folder = mkdtempSync(join(dirname(fileURLToPath(import.meta.url)), "random-annotations-"));
after(() => rmSync(folder, { recursive: true }));

const header = `
typedef unsigned long size1; typedef size1 size2; typedef int gint; typedef gint gboolean; typedef char *text1; typedef text1 text2;
typedef const char *fixed; typedef void *anything; typedef unsigned char byte; typedef byte *bytes; typedef char **list;
typedef enum { RED, GREEN = 4 } color; typedef struct image_s *image; typedef struct image_s image_t;
typedef gboolean (*visit)(anything data, fixed name, const byte *block, size2 n); typedef visit visitor; typedef void change(anything a, gint b);
struct none { }; struct open { int n; int rest[]; }; struct bits { int a : 3; unsigned b : 5; };
struct item { fixed name; gboolean on; size2 n; const byte *block; const gint *values; list names; byte digest[16]; char label[8];
  visitor each; change *then; anything user; image shown; image_t *other; struct none *empty; color tint; double wide; };
typedef struct item item; typedef item second; typedef second *place;
gboolean f1(gboolean a, color *b); text2 f2(fixed a, text2 b); anything f3(anything a, const void *b, size2 c); bytes f4(bytes a, size2 b); list f5(list a);
place f6(place a, const second *b, second *c, second d); second f7(struct item a, struct open *b, struct none *c); void f8(visitor a, anything b);
void f9(change *a, change b); size2 f10(size2 a, size2 *b); gint f11(text2 *a, size2 *b, double *c); gint f12(place *a, second *b, image *c);
image f13(image a, const image_t *b, image c[]); void f14(size2 a, gint b[], fixed c[]); gint f15(fixed a, ...); struct bits f16(struct bits a, color b);
`;

let seed = 7;
function pick<TValue>(values: readonly TValue[]): TValue {
  seed = (seed * 48271) % 2147483647;
  return values[seed % values.length] as TValue;
}

function sometimes<TValue extends object>(value: () => TValue): TValue | object {
  return pick([true, false, false]) ? value() : {};
}

function randomValue(): object {
  return {
    ...sometimes(() => ({ as: pick(["string", "bytes", "pointer", "boolean", "number", "bigint"]) })),
    ...sometimes(() => ({ nullable: pick([true, false]) })),
    ...pick([{}, {}, {}, { encoding: "utf-16le" }, { owned: pick([true, "free"]) }]),
  };
}

function randomCallback(): object {
  return {
    ...sometimes(() => ({ lifetime: pick(["call", "once", "until", "static"]) })),
    ...sometimes(() => ({
      parameters: { [pick(["1", "2", "3", "4"])]: { as: pick(["string", "bytes"]), sizedBy: "4" } },
    })),
    ...sometimes(() => ({ result: { as: "boolean" } })),
  };
}

function randomParameter(): object {
  return {
    ...randomValue(),
    ...sometimes(() => ({ direction: pick(["out", "inout"]) })),
    ...pick([{}, {}, {}, { sizedBy: pick(["1", "2", "3"]) }, { nullTerminated: true }, { transferred: true }]),
    ...pick([{}, {}, {}, {}, { callback: randomCallback() }]),
  };
}

function randomFunction(): object {
  const parameters = Object.fromEntries(
    ["1", "2", "3"].flatMap((name) => pick([[], [], [], [[name, randomParameter()]]])),
  );
  const { as, ...result } = randomValue() as { readonly as?: string };
  return { parameters, ...sometimes(() => ({ result: as === "bytes" ? result : { ...result, ...(as && { as }) } })) };
}

function randomType(): object {
  const members = {
    [pick(["name", "on", "n", "block", "values", "names", "digest", "label", "shown"])]: randomValue(),
  };
  return pick([
    { opaque: true },
    { handle: "free" },
    { enum: pick(["closed", "open", "flags"]) },
    { callback: randomCallback() },
    { members },
  ]);
}

const functions = Array.from({ length: 16 }, (_, place) => `f${place + 1}`);
const types = [
  "item",
  "second",
  "place",
  "image",
  "image_s",
  "image_t",
  "color",
  "visit",
  "visitor",
  "change",
  "anything",
  "none",
  "open",
  "bits",
];

function randomAnnotations(): object {
  return {
    functions: Object.fromEntries(pick([[1], [1, 2]]).map(() => [pick(functions), randomFunction()])),
    types: Object.fromEntries([1, 2].flatMap(() => pick([[], [], [[pick(types), randomType()]]]))),
  };
}

/** Has every descriptor made at once that the module would make at the first use of a function. */
const recorder = `const library = (_, make) => { if (typeof make === "function" && !("kind" in make)) late.push(make); };
library.variable = (_, make) => { late.push(make); };
`;

test("random annotations", { timeout: 300_000 }, async () => {
  let exact = 0;
  for (let turn = 0; turn < 400; turn++) {
    const annotations = randomAnnotations();
    const stated = JSON.stringify(annotations);
    const options = { headers: ["a.h"], libraries: ["a"], targets: ["x86_64-unknown-linux-gnu"] as const, annotations };
    const { module, specText, diagnostics } = bindTexts({ "a.h": header }, options);
    assert.ok(module !== null && specText !== null, stated);
    assert.equal(bindSpec(specText, "a.json").module, module, stated);
    if (diagnostics.every(({ severity }) => severity !== "error")) exact += 1;
    const text = `const late = [];\n${module.replace(/^const library = .*\n/m, recorder)}\nexport { late };\n`;
    const file = join(folder, `m${turn}.mjs`);
    writeFileSync(file, (await transform(text, { loader: "ts" })).code);
    const { late, ...exports } = (await import(pathToFileURL(file).href)) as {
      readonly late: readonly (() => unknown)[];
    };
    try {
      for (const make of late) make();
      for (const value of Object.values<unknown>(exports)) if (value instanceof Object) void Reflect.get(value, "size");
    } catch (error) {
      assert.fail(`${String(error)}\n${stated}`);
    }
  }
  assert.ok(exact > 5, `${exact} of them fit`);
});
