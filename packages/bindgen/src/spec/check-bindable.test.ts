/** Specs that somebody changed: whatever is wrong is told with its place, and no module is made of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindSpec } from "../bind-spec.ts";
import { bindTexts } from "../texts/bind-texts.ts";

const header = `
struct point { char tag; double x; struct { int inner; } part; int bits : 3; };
union either { int a; float b; };
enum color { RED, GREEN = 4 };
typedef enum color color_t;
struct opened; typedef int (*visit)(void *context, int count);
struct point middle(struct point one, const struct opened *two);
int each(visit callback, color_t color, const char *format, ...);
extern int level;
#define LIMIT 0x7fffffff
#define NAME "name"
#define TWICE(a) ((a) * 2u)
#define MIDDLE middle
`;
const targets = ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu"] as const;
const made = bindTexts(
  { "a.h": header },
  {
    headers: ["a.h"],
    libraries: ["a"],
    targets,
    rename: { level: "height" },
    annotations: { types: { opened: { handle: "free" } }, functions: { each: { errno: true } } },
  },
);
const text = made.specText ?? "";

function complain(from: string | RegExp, to: string): readonly string[] {
  const changed = text.replace(from, to);
  assert.notEqual(changed, text);
  const { diagnostics, module } = bindSpec(changed, "a.json");
  assert.equal(module, null);
  return diagnostics.map(({ message, span }) => `${span?.line ?? 0} ${message}`);
}

function lineOf(part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}

test("sizes and offsets that no compiler gives such members are told where they stand, not in a crash", () => {
  const line = lineOf('"name":"point"');
  const reason = "struct point cannot be bound: its layout cannot be stated by a descriptor";
  assert.deepEqual(complain('["x","double",8]', '["x","double",9]'), [`${line} ${reason}`]);
});

test("types of which nothing is left are told of each declaration that has a value of one", () => {
  const lines = text.split("\n").filter((line) => !line.startsWith('{"kind":"union","name":"either"'));
  const spec = lines.join("\n").replace('"bits","int"', '"bits","u:either"');
  const { diagnostics } = bindSpec(spec, "a.json");
  assert.ok(diagnostics.some(({ message }) => message.startsWith("struct point cannot be bound: ")));
});

test("the base of an enum is a type of integers", () => {
  assert.deepEqual(complain('"base":"unsigned int"', '"base":"s:point"'), [
    `${lineOf('"name":"color"')} enum color cannot be bound: its base is no type of integers`,
  ]);
});

test("what is no name does not become text of a module", () => {
  const code = "x, b: eval(process.argv)";
  const quoted = JSON.stringify(code);
  for (const name of ["each", "color_t", "level", "LIMIT", "TWICE", "RED", "callback", "point", "inner", "a"]) {
    const changed = text.replaceAll(`"${name}"`, quoted).replaceAll(`t:${name}`, `t:${code}`);
    const { module, diagnostics } = bindSpec(changed, "a.json");
    assert.equal(module, null, name);
    assert.ok(diagnostics.length > 0, name);
  }
  assert.match(complain('{"name":"height"}', `{"name":${quoted}}`)[0] ?? "", /is no name of C$/);
});

test("whatever is changed in a spec, there is a module or a diagnostic", () => {
  const values: readonly unknown[] = [
    null,
    -1,
    0,
    7,
    2 ** 53,
    "",
    "a b",
    "int",
    "s:none",
    "[3]int",
    "*/",
    [],
    {},
    ["a", "int"],
    true,
  ];
  const paths = listPaths(JSON.parse(text));
  let seed = 1;
  const pick = (count: number): number => (seed = (seed * 48271) % 2147483647) % count;
  for (let turn = 0; turn < 600; turn++) {
    const document: unknown = JSON.parse(text);
    const path = paths[pick(paths.length)] ?? [];
    change(document, path, pick(3) === 0 ? undefined : values[pick(values.length)]);
    const { module, diagnostics } = bindSpec(JSON.stringify(document), "a.json");
    // What a module is made of is asked for when it is read.
    assert.ok(module !== null || diagnostics.length > 0, path.join("."));
  }
});

/** The ways to all values inside of a document. */
function listPaths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, item]) => listPaths(item, [...path, key]));
  return path.length === 0 ? inside : [path, ...inside];
}

/** Puts a value at a place of a document, or takes away what is there. */
function change(document: unknown, path: readonly string[], value: unknown): void {
  let place = document as Record<string, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  const last = path.at(-1) ?? "";
  if (value !== undefined) place[last] = value;
  else if (Array.isArray(place)) place.splice(Number(last), 1);
  else Reflect.deleteProperty(place, last);
}
