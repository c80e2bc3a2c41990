/** Parameters are called by name or by position, and what is said of one under both, or of none, is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindTexts } from "../texts/bind-texts.ts";
import type { BindResult } from "../bind-result.ts";
import type { Annotations, ParameterAnnotation, Renaming } from "./annotation-model.ts";

const header = `
struct store; struct page; struct base { int kind; }; struct derived { struct base base; int more; };
struct store *store_open(const char *path);
void store_close(struct store *closed);
void page_free(struct page *freed);
void base_free(struct base *freed);
void any_free(void *freed);
char *store_text(struct store *owner);
struct derived *store_derive(struct store *owner);
int store_read(struct store *owner, void *buffer, unsigned long length);
int store_fill(struct store *, int *values, unsigned count);
const char *store_name(struct store *);
`;

function bind(annotations: Annotations, rename: Renaming = {}): BindResult {
  const targets = ["x86_64-unknown-linux-gnu"] as const;
  return bindTexts({ "store.h": header }, { headers: ["store.h"], libraries: ["store"], targets, annotations, rename });
}

function complain(annotations: Annotations, rename?: Renaming): readonly string[] {
  return bind(annotations, rename).diagnostics.map(
    ({ severity, message }) => `${severity} ${message.replace(/ \(.*/, "")}`,
  );
}

test("positions and names of one parameter are told apart by how exact the key of the function is", () => {
  const { module, diagnostics } = bind({
    functions: {
      store_read: { parameters: { 2: { as: "bytes", sizedBy: "3" } } },
      "store_r*": { parameters: { buffer: { as: "pointer" }, 3: {} } },
      store_name: { parameters: { 1: { name: "owner" } }, result: { borrowedFrom: "1" } },
    },
  });
  assert.deepEqual(diagnostics, []);
  assert.match(module ?? "", /c\.sizedBy\("length", c\.bytes\), c\.ulong\]/);
  assert.match(module ?? "", /c\.borrowedFrom\("owner", /);
});

test("what is said twice of a parameter, and names that are none or taken, are told", () => {
  assert.deepEqual(
    complain({ functions: { store_read: { parameters: { 2: { as: "bytes" }, buffer: { as: "pointer" } } } } }),
    ["error buffer and 2 are the same parameter"],
  );
  assert.deepEqual(
    complain({ functions: { store_fill: { parameters: { 1: { name: "count" }, 2: { name: "a b" } } } } }),
    ["error store_fill(): another parameter is called count", 'error store_fill(): "a b" is no identifier'],
  );
  const { diagnostics } = bind({ functions: { store_read: { parameters: { 4: { as: "bytes" } } } } });
  assert.equal(diagnostics[0]?.help, "parameters are numbered from 1 to 3: owner, buffer, length");
});

test("elements of void and of what is incomplete end nowhere", () => {
  assert.deepEqual(complain({ functions: { store_read: { parameters: { 2: { nullTerminated: true } } } } }), [
    "error store_read(): void * has no elements that a zero could end",
  ]);
  const { diagnostics } = bind({ functions: { store_read: { parameters: { owner: { nullTerminated: true } } } } });
  assert.match(diagnostics[0]?.message ?? "", /^store_read\(\): struct store \* has no elements that a zero could end/);
});

test("a function that takes something else gives nothing back without a warning", () => {
  const handle = (release: string): readonly string[] => complain({ types: { store: { handle: release } } });
  const owned = (release: string): readonly string[] =>
    complain({ functions: { store_text: { result: { owned: release } } } });
  const derived = (release: string): readonly string[] =>
    complain({ functions: { store_derive: { result: { owned: release } } } });
  assert.deepEqual(
    [handle("store_close"), handle("any_free"), owned("any_free"), derived("base_free")],
    [[], [], [], []],
  );
  const warnings = [...handle("page_free"), ...owned("store_close"), ...derived("page_free")];
  assert.deepEqual(warnings, [
    "warning store: page_free() takes struct page *, which is something else",
    "warning store_text(): store_close() takes struct store *, which is something else",
    "warning store_derive(): page_free() takes struct page *, which is something else",
  ]);
  assert.match(bind({ types: { store: { handle: "page_free" } } }).module ?? "", /release: "page_free"/);
});

test("a wrong annotation leaves the new name, and groups of an expression are part of names", () => {
  const annotations = { functions: { store_text: { result: { as: "boolean" } } } } as const;
  const { module, diagnostics } = bind(annotations, { "store_*": "*", "/^(base|any)_(free)$/": "$2_$1" });
  assert.equal(diagnostics.length, 1);
  for (const name of ["text", "free_base", "free_any", "read"])
    assert.ok(module?.includes(`export const ${name}:`), name);
});

test("types are called without struct, and what only Koine has a name for is not suggested", () => {
  const { diagnostics } = bind({ types: { "struct base": { opaque: true } } });
  assert.equal(diagnostics[0]?.help, "did you mean base?");
});

test("an integer that is wide on one of several targets is a number on all, and a misfit names its target", () => {
  const text = `#ifdef _WIN32
struct facts { int size; };
#else
struct facts { long size; };
#endif
`;
  const read = (as: "number" | "bigint"): BindResult =>
    bindTexts(
      { "facts.h": text },
      {
        headers: ["facts.h"],
        libraries: null,
        targets: ["x86_64-unknown-linux-gnu", "x86_64-w64-windows-gnu"],
        annotations: { types: { facts: { members: { size: { as } } } } },
      },
    );
  const { module, diagnostics } = read("number");
  assert.deepEqual(diagnostics, []);
  assert.match(module ?? "", /size: c\.long\.number/);
  assert.match(module ?? "", /size: c\.int\b(?!\.)/);
  assert.match(
    read("bigint").diagnostics[0]?.message ?? "",
    /int cannot be given as bigint for x86_64-w64-windows-gnu/,
  );
});

test("only pointers are taken over, and only text has an encoding", () => {
  const read = (parameters: Readonly<Record<string, ParameterAnnotation>>): readonly string[] =>
    complain({ functions: { store_read: { parameters } } });
  assert.deepEqual(read({ length: { transferred: true } }), [
    "error store_read(): unsigned long is no pointer that C could take over",
  ]);
  assert.deepEqual(read({ owner: { encoding: "utf-16le" } }), ["error store_read(): struct store * is no text"]);
  assert.deepEqual(read({ buffer: { encoding: "utf-16le" } }), []);
});

test("what is said of another name of a struct is said of the struct, which nobody passes by value then", () => {
  const text =
    "struct it { int a; }; typedef struct it first; typedef first second; second by_value(struct it a); int by_place(first *a);\n";
  for (const annotation of [{ opaque: true }, { handle: "free" }] as const) {
    const { module, omissions, diagnostics } = bindTexts(
      { "it.h": text },
      {
        headers: ["it.h"],
        libraries: null,
        targets: ["x86_64-unknown-linux-gnu"],
        annotations: { types: { second: annotation } },
      },
    );
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      omissions.map(({ name }) => name),
      ["by_value"],
    );
    assert.match(module ?? "", /export const by_place: /);
  }
});

test("a pointer to an array of what is opaque is an address", () => {
  const text = "struct it { int a; }; struct has { struct it (*rows)[2]; int b; }; void take(struct it (*rows)[2]);\n";
  const { module, diagnostics } = bindTexts(
    { "it.h": text },
    {
      headers: ["it.h"],
      libraries: null,
      targets: ["x86_64-unknown-linux-gnu"],
      annotations: { types: { it: { opaque: true }, has: { members: { b: { as: "boolean" } } } } },
    },
  );
  assert.deepEqual(diagnostics, []);
  assert.match(module ?? "", /rows: c\.pointer\(c\.void\),/);
});

test("what has no size, or none that is fixed, is no out-parameter, and an enum is no handle", () => {
  const text = `struct none { }; struct open { int n; int rest[]; }; typedef enum { RED } color;
int fill(struct none *a, struct open *b); void drop(color *c);
`;
  const { diagnostics } = bindTexts(
    { "a.h": text },
    {
      headers: ["a.h"],
      libraries: null,
      targets: ["x86_64-unknown-linux-gnu"],
      annotations: {
        types: { color: { handle: "drop" } },
        functions: { fill: { parameters: { a: { direction: "out" }, b: { direction: "out" } } } },
      },
    },
  );
  assert.deepEqual(
    diagnostics.map(({ message }) => message.replace(/ \(.*/, "")),
    [
      "color has no pointers that could be handles",
      "fill(): struct none * cannot be an out-parameter",
      "fill(): struct open * cannot be an out-parameter",
    ],
  );
});
