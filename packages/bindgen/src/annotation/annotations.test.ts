/** What annotations make of declarations, that the spec keeps them, and what is said of those that fit nothing. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";
import type { BindOptions } from "../bind-options.ts";
import type { BindResult } from "../bind-result.ts";
import type { Annotations } from "./annotation-model.ts";
import { bindSpec } from "../bind-spec.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-annotations-"));
after(() => rmSync(folder, { recursive: true }));

const header = `
typedef unsigned long size; typedef int boolean_t;
typedef struct store store;
typedef void easy;
typedef struct file_s *file;
struct item { const char *name; char code[8]; unsigned count; const int *values; long id; };
enum color { RED, GREEN = 2 };
typedef int (*visit)(store *owner, const char *name, long id);
store *store_open(const char *path);
int store_create(const char *path, store **created, char **message);
void store_close(store *closed);
store *store_parent(store *child);
easy *easy_init(void);
void easy_cleanup(easy *curl);
file file_open(const char *name);
int file_close(file opened);
long store_sum(const int *values, size count);
int store_each(store *owner, visit callback, void *context);
int store_watch(store *owner, void (*changed)(const char *name), void *context);
char *store_text(store *owner);
const char *store_name(store *owner);
char **store_names(store *owner, char **skipped);
int store_read(int handle, void *buffer, size length);
boolean_t store_has(store *owner, const char *);
long store_tell(store *owner);
void store_take(int *values);
int store_split(long *position, enum color tint);
`;

let count = 0;

function bind(options: Partial<BindOptions>): BindResult {
  count += 1;
  const name = `header${count}.h`;
  writeFileSync(join(folder, name), header);
  return bindHeaders({ headers: [name], libraries: ["store"], workingDirectory: folder, ...options });
}

/** Binds without complaints; the spec alone gives the same module. */
function render(options: Partial<BindOptions>): string {
  const result = bind(options);
  assert.deepEqual(result.diagnostics, []);
  assert.equal(bindSpec(result.specText ?? "", "spec.json").module, result.module);
  return result.module ?? "";
}

/** The descriptor of a function, in one line; or its prototype, where that says all. */
function typeOf(module: string, name: string): string {
  const start = module.indexOf(`export const ${name}:`);
  const declared = /library\((.*?)\);\n/s.exec(module.slice(start))?.[1] ?? "nothing";
  const found = /\(\) =>\s*(.*?),?\s*$/s.exec(declared)?.[1] ?? declared;
  return found
    .replaceAll(/\s*\n\s*/g, " ")
    .trim()
    .replace("c.fn( ", "c.fn(")
    .replace(/, \)$/, ")")
    .replace(/,$/, "");
}

test("handles are owned where that is said, and lent everywhere else", () => {
  const module = render({
    annotations: {
      types: {
        store: { handle: "store_close" },
        file: { handle: "file_close" },
        easy: { handle: "easy_cleanup" },
      },
      functions: {
        store_open: { result: { owned: true, nullable: false } },
        store_create: { parameters: { created: { direction: "out", owned: true } } },
        "*_init": { result: { owned: true } },
        file_open: { result: { owned: true } },
        store_tell: { parameters: { owner: { nullable: true } } },
      },
    },
  });
  assert.match(module, /export const store: .* c\.handle\("store", \{ release: "store_close" \}\);/);
  assert.match(module, /export type store = NonNullable<c\.InferResult<typeof store>>;/);
  assert.match(typeOf(module, "store_open"), /c\.nonNull\(store\), \{/);
  assert.match(typeOf(module, "store_create"), /c\.out\(store\), /);
  assert.equal(typeOf(module, "store_parent"), 'c.fn([store], c.pointer(store.target), { parameterNames: ["child"] })');
  assert.match(typeOf(module, "store_tell"), /^c\.fn\(\[c\.pointer\(store\.target\)\]/);
  assert.equal(typeOf(module, "easy_init"), "c.fn([], easy)");
  assert.match(typeOf(module, "easy_cleanup"), /^c\.fn\(\[easy\]/);
  assert.match(typeOf(module, "file_open"), /, file, \{/);
  assert.match(typeOf(module, "file_close"), /^c\.fn\(\[file\]/);
});

test("values are what they are said to be", () => {
  const module = render({
    annotations: {
      functions: {
        store_text: { result: { as: "string", owned: "free" } },
        store_name: { result: { as: "pointer", borrowedFrom: "owner" } },
        store_names: { result: { owned: "free" }, parameters: { skipped: { nullTerminated: true } } },
        store_read: {
          parameters: { buffer: { as: "bytes", sizedBy: "length" }, length: {} },
          errno: "throw",
          failure: "negative",
        },
        store_has: { result: { as: "boolean" }, parameters: { 2: { name: "key", as: "string", nullable: false } } },
        store_tell: { result: { as: "number" }, errno: true },
        store_sum: { parameters: { values: { sizedBy: "count" } } },
        store_take: { parameters: { values: { transferred: true } } },
        store_split: { parameters: { position: { direction: "inout", as: "number" } }, stack: "caller" },
        store_create: { parameters: { message: { direction: "out", as: "string", owned: "free" } } },
      },
    },
  });
  assert.match(typeOf(module, "store_text"), /c\.string\.owned\("free"\)/);
  assert.match(typeOf(module, "store_name"), /c\.borrowedFrom\("owner", c\.pointer\(c\.char, \{ const: true \}\)\)/);
  assert.match(
    typeOf(module, "store_names"),
    /c\.nullTerminated\(c\.string\)\], c\.owned\(c\.pointer\(c\.pointer\(c\.char\)\), "free"\)/,
  );
  assert.match(
    typeOf(module, "store_read"),
    /c\.sizedBy\("length", c\.bytes\), size\], c\.int, .*errno: "throw", isFailure: \(result\) => result < 0 \}/,
  );
  assert.match(
    typeOf(module, "store_has"),
    /c\.nonNull\(c\.string\)\], c\.boolean\(boolean_t\), \{ parameterNames: \["owner", "key"\] \}/,
  );
  assert.match(typeOf(module, "store_tell"), /c\.long\.number, \{ parameterNames: \["owner"\], errno: true \}/);
  assert.match(typeOf(module, "store_sum"), /c\.sizedBy\("count", c\.pointer\(c\.int, \{ const: true \}\)\)/);
  assert.match(typeOf(module, "store_take"), /c\.transferred\(c\.pointer\(c\.int\)\)/);
  assert.match(
    typeOf(module, "store_split"),
    /^c\.fn\(\[c\.inout\(c\.long\.number\), color\], c\.int, .*stack: "caller" \}/,
  );
  assert.match(typeOf(module, "store_create"), /c\.out\(c\.string\.owned\("free"\)\)/);
});

test("types, members and callbacks are what they are said to be", () => {
  const module = render({
    integers: "number",
    annotations: {
      types: {
        item: { members: { name: { as: "string" }, code: { as: "string" }, values: { sizedBy: "count" } } },
        "col*": { enum: "flags" },
        visit: { callback: { lifetime: "until", onThrow: -1, parameters: { 2: { as: "string", nullable: false } } } },
      },
      functions: { store_watch: { parameters: { changed: { callback: { lifetime: "static", threads: "any" } } } } },
    },
  });
  assert.match(
    module,
    /name: c\.string,\n {2}code: c\.array\(c\.char, 8\)\.string,\n {2}count: c\.uint,\n {2}values: c\.sizedBy\("count", c\.pointer\(c\.int, \{ const: true \}\)\),\n {2}id: c\.long\.number,/,
  );
  assert.match(module, /export const color: [^=]*= .*declareFlags\("enum color : unsigned int \{/);
  assert.match(
    module,
    /export const visit: [\s\S]*\(\) => c\.callback\(\[c\.pointer\(store\), c\.nonNull\(c\.string\), c\.long\.number\], c\.int, \{ lifetime: "until", onThrow: -1 \}\)\)\(\);/,
  );
  assert.match(typeOf(module, "store_each"), /\[c\.pointer\(store\), visit, /);
  assert.match(
    module,
    /export const store_watch_changed: [\s\S]*\(\) => c\.callback\(\[c\.pointer\(c\.char, \{ const: true \}\)\], c\.void, \{ lifetime: "static", threads: "any" \}\)\)\(\);/,
  );
  assert.match(typeOf(module, "store_watch"), /\[c\.pointer\(store\), store_watch_changed, /);
});

test("arrays of bytes in structs and behind pointers are bytes, other arrays are not", () => {
  writeFileSync(
    join(folder, "digest.h"),
    "typedef unsigned char byte; struct digest { byte value[16]; signed char tag[2]; int words[4]; byte rest[]; };\nvoid finish(byte (*out)[16]);\n",
  );
  const annotate = (...members: readonly string[]): BindResult =>
    bindHeaders({
      headers: ["digest.h"],
      libraries: ["a"],
      workingDirectory: folder,
      annotations: {
        types: { digest: { members: Object.fromEntries(members.map((name) => [name, { as: "bytes" }])) } },
        functions: { finish: { parameters: { out: { direction: "out", as: "bytes" } } } },
      },
    });
  const { module, diagnostics } = annotate("value", "tag");
  assert.deepEqual(diagnostics, []);
  assert.match(module ?? "", /value: c\.array\(byte, 16\)\.bytes,\n {2}tag: c\.array\(c\.schar, 2\)\.bytes,/);
  assert.match(module ?? "", /value: \(c\.ArrayForms<typeof byte, 16>\)\["bytes"\];/);
  assert.match(module ?? "", /c\.out\(c\.array\(byte, 16\)\.bytes\)/);
  assert.deepEqual(
    annotate("words", "rest").diagnostics.map(({ message }) => message.replace(/ \(types.*/, "")),
    ["digest: int [4] cannot be given as bytes", "digest: byte [] cannot be given as bytes"],
  );
});

test("names are new by map, pattern and function; what is taken gets a suffix and a warning", () => {
  const module = render({ rename: { "store_*": "*", store_open: "openStore", store: "Store", RED: "red" } });
  assert.match(module, /export const openStore: .*library\(\s*"struct store \*store_open\(/s);
  assert.match(module, /export const Store: .*c\.opaque\("store"\)/);
  assert.match(module, /export const red = 0;/);
  const upper = render({ rename: ({ kind, name }) => (kind === "type" ? `T_${name}` : undefined) });
  assert.match(upper, /export const T_item: /);
  const clash = bind({ rename: { store_open: "file_open", store_close: "delete" } });
  assert.deepEqual(
    clash.diagnostics.map(({ code, message }) => [code, message]),
    [["bindgen/rename-clash", "store_open is called file_open_, because file_open is taken (rename.store_open)"]],
  );
  assert.match(clash.module ?? "", /export const file_open_: /);
  assert.match(clash.module ?? "", /export \{ delete_ as delete \};/);
});

test("filters choose by kind and by header", () => {
  writeFileSync(join(folder, "part.h"), "int part(void);\n#define PART 1\n");
  writeFileSync(join(folder, "whole.h"), '#include "part.h"\nint whole(void);\nint half(void);\n#define WHOLE 2\n');
  const names = (choose: BindOptions["choose"]): readonly string[] => {
    const result = bindHeaders({ headers: ["whole.h"], libraries: ["x"], workingDirectory: folder, choose });
    assert.equal(bindSpec(result.specText ?? "", "spec.json").module, result.module);
    return result.spec?.declarations.map(({ name }) => name) ?? [];
  };
  assert.deepEqual(names({ functions: { include: ["^whole$"] } }), ["whole", "WHOLE", "PART"]);
  assert.deepEqual(names({ files: { include: ["^part"] }, constants: { exclude: ["P"] } }), ["part"]);
  assert.deepEqual(names({ files: { exclude: ["^part"] } }), ["whole", "half", "WHOLE"]);
});

test("whatever fits nothing is reported at once, and the rest is bound", () => {
  const { diagnostics, module } = bind({
    annotations: {
      types: { stoer: { handle: "x" }, item: { enum: "open", members: { nmae: {} } } },
      functions: {
        store_opne: {},
        store_open: { parameters: { pth: {} }, result: { owned: true } },
        store_sum: { parameters: { values: { sizedBy: "cnt", direction: "out" } } },
        store_close: { errno: "throw" },
        store_name: { result: { as: "boolean" }, failure: "zero" },
        "store_t*": { result: { as: "string" } },
        "store_te*": { result: { as: "pointer" } },
        store_watch: {
          parameters: { changed: { callback: { threads: "any", onThrow: 1 } }, context: { callback: {} } },
        },
        "/(/": {},
      },
    },
    rename: { nothing: "something", "store_*": "1*" },
  });
  const messages = diagnostics.map(({ code, message }) => `${code} ${message.replace(/ \(.*\)$/, "")}`);
  for (const expected of [
    "bindgen/annotation-name no type stoer is bound",
    "bindgen/annotation-name item has no member nmae",
    "bindgen/annotation-misfit item is no enum",
    "bindgen/annotation-name no function store_opne is bound",
    "bindgen/annotation-name store_open() has no parameter pth",
    "bindgen/annotation-misfit store_open(): store * is no handle",
    "bindgen/annotation-conflict store_sum(): direction and sizedBy contradict each other",
    "bindgen/annotation-name store_sum(): there is no cnt that could be a count",
    "bindgen/annotation-misfit store_close(): the result does not say whether the call failed",
    "bindgen/annotation-misfit store_name(): const char * cannot be given as boolean",
    'bindgen/annotation-conflict store_name(): failure says when errno is thrown, so errno must be "throw"',
    'bindgen/annotation-conflict result.as is "pointer" here, and "string" by "store_t*"',
    "bindgen/annotation-conflict store_watch(): a callback without a result has no onThrow",
    'bindgen/annotation-conflict store_watch(): threads "any" needs a callback that outlives the call',
    "bindgen/annotation-misfit store_watch(): void * is no function pointer",
    "bindgen/annotation-name /(/ is not a regular expression",
    "bindgen/annotation-name nothing that is bound is called nothing",
    'bindgen/annotation-conflict store_open cannot be called "1open": that is no identifier',
  ]) {
    assert.ok(messages.includes(expected), `${expected}\n\namong\n${messages.join("\n")}`);
  }
  assert.match(typeOf(module ?? "", "store_open"), /struct store \*store_open/);
});

test("an annotation of what is left out is told why it is", () => {
  const { diagnostics } = bind({
    exclude: ["^store_open$"],
    annotations: { functions: { store_open: {} } },
  });
  assert.deepEqual(
    diagnostics.map(({ message, help }) => `${message}: ${help?.replace(/,.*/, "")}`),
    ["no function store_open is bound (functions.store_open): it is not bound: left out by --include or --exclude"],
  );
});

test("a spec with annotations that fit nothing is refused with the place", () => {
  const { specText } = bind({ annotations: { functions: { store_text: { result: { as: "string" } } } } });
  const text = specText ?? "";
  const misfit = bindSpec(text.replace('{"result":{"as":"string"}}', '{"result":{"as":"boolean"}}'), "a.json");
  assert.equal(misfit.diagnostics[0]?.code, "bindgen/annotation-misfit");
  const line = text.split("\n").findIndex((item) => item.startsWith('"store_text": {"result"')) + 1;
  assert.equal(misfit.diagnostics[0]?.span?.line, line);
  const shape = bindSpec(text.replace('{"result":{"as":"string"}}', '{"result":{"as":"strings"}}'), "a.json");
  assert.match(
    shape.diagnostics[0]?.message ?? "",
    /^spec\.annotations\.store_text\.result\.as: expected "string" or /,
  );
});

test("library tables and frameworks reach the module", () => {
  const table = { linux: ["libstore.so.1"], darwin: { framework: "Store" }, win32: "store" };
  assert.match(
    render({ libraries: table }),
    /declareLibrary\(\{ linux: \["libstore\.so\.1"\], darwin: \{ framework: "Store" \}, win32: "store" \}\);/,
  );
});

test("callbacks get arrays where elements end with a zero, and what does not fit their parameters is told", () => {
  const text =
    "typedef int (*visit)(void *context, const char **words, long id);\nint each(visit call, void (*end)(int *ids));\n";
  writeFileSync(join(folder, "visit.h"), text);
  const annotate = (words: object, ids: object): BindResult =>
    bindHeaders({
      headers: ["visit.h"],
      libraries: ["visit"],
      workingDirectory: folder,
      annotations: {
        types: { visit: { callback: { parameters: { 2: words } } } },
        functions: { each: { parameters: { end: { callback: { parameters: { 1: ids } } } } } },
      },
    });
  const { module, diagnostics, specText } = annotate({ nullTerminated: true }, { nullTerminated: true });
  assert.deepEqual(diagnostics, []);
  assert.match(
    module ?? "",
    /c\.callback\(\[c\.pointer\(c\.void\), c\.nullTerminated\(c\.string\), c\.long\], c\.int\)/,
  );
  assert.match(module ?? "", /c\.callback\(\[c\.nullTerminated\(c\.int\)\], c\.void\)/);
  assert.equal(bindSpec(specText ?? "", "spec.json").module, module);
  const wrong = bindHeaders({
    headers: ["visit.h"],
    libraries: ["visit"],
    workingDirectory: folder,
    annotations: {
      types: { visit: { callback: { parameters: { 3: { nullTerminated: true }, 4: { as: "string" } } } } },
    },
  });
  assert.deepEqual(
    wrong.diagnostics.map(({ code, message }) => `${code} ${message.replace(/ \(.*/, "")}`),
    [
      "bindgen/annotation-misfit visit: long is no pointer to elements",
      "bindgen/annotation-name visit: the callback has no parameter 4",
    ],
  );
});

test("a typedef of functions is annotated as one of pointers to functions is", () => {
  const text = `typedef long reader(void *context, const void *block, unsigned long size);
typedef reader *reader_place;
struct source { reader *read; reader_place place; };
int each(reader *first, reader second, reader_place third);
`;
  writeFileSync(join(folder, "reader.h"), text);
  const annotate = (onThrow: number | null): BindResult =>
    bindHeaders({
      headers: ["reader.h"],
      libraries: ["a"],
      workingDirectory: folder,
      annotations: {
        types: {
          reader: { callback: { lifetime: "until", onThrow, parameters: { 2: { as: "bytes", sizedBy: "3" } } } },
        },
      },
    });
  const result = annotate(-1);
  const { diagnostics, specText } = result;
  const module = result.module ?? "";
  assert.deepEqual(diagnostics, []);
  assert.match(
    module,
    /export const reader: [^]*?\(\) => c\.callback\(\[c\.pointer\(c\.void\), c\.sizedBy\("count", c\.bytes\), c\.ulong\], c\.long, \{ lifetime: "until", onThrow: -1,/,
  );
  assert.match(module, /export const each: c\.Function<\s*\[typeof reader, typeof reader, typeof reader_place\]/);
  assert.match(module, /c\.fn\(\s*\[reader, reader, reader_place\]/);
  // In memory there is an address, whatever the type is called.
  assert.match(module, /read: c\.PointerType<c\.Fn</);
  assert.equal(bindSpec(specText ?? "", "spec.json").module, module);
  const wrong = annotate(null).diagnostics.map(({ code, message }) => `${code} ${message}`);
  assert.deepEqual(wrong, ["bindgen/annotation-misfit reader: long cannot be null (types.reader.callback.onThrow)"]);
});

test("callbacks get addresses with a count, and results have a form", () => {
  const text = `typedef void (*text_handler)(void *user, const char *text, int length);
typedef _Bool (*packet_handler)(unsigned count, const unsigned char *bytes, const int *values, long value_count);
typedef int (*filter)(const char *word);
typedef long (*measure)(double factor);
struct reader { int (*read)(void *); const unsigned char *bytes; double length; };
void run(text_handler a, packet_handler b, filter c, measure d, struct reader *r);
const unsigned char *give(void);
`;
  writeFileSync(join(folder, "sized.h"), text);
  const bindSized = (types: Annotations["types"], functions: Annotations["functions"] = {}): BindResult =>
    bindHeaders({
      headers: ["sized.h"],
      libraries: ["sized"],
      workingDirectory: folder,
      annotations: { types: types ?? {}, functions },
    });
  const { module, diagnostics, specText } = bindSized({
    text_handler: { callback: { parameters: { 2: { as: "string", sizedBy: "3" } } } },
    packet_handler: {
      callback: { onThrow: false, parameters: { 2: { as: "bytes", sizedBy: "1" }, 3: { sizedBy: "4" } } },
    },
    filter: { callback: { onThrow: true, result: { as: "boolean" } } },
    measure: { callback: { onThrow: -1, result: { as: "number" } } },
  });
  assert.deepEqual(diagnostics, []);
  const body = (module ?? "").replaceAll(/\s+/g, " ");
  for (const part of [
    'c.callback([c.pointer(c.void), c.sizedBy("count", c.string), c.int], c.void, ' +
      '{ parameterNames: [undefined, undefined, "count"] }',
    '[c.uint, c.sizedBy("count1", c.bytes), c.sizedBy("count4", c.pointer(c.int, { const: true })), c.long], c.bool, ' +
      '{ onThrow: false, parameterNames: ["count1", undefined, undefined, "count4"] }',
    "c.callback([c.pointer(c.char, { const: true })], c.boolean(c.int), { onThrow: true })",
    "c.callback([c.double], c.long.number, { onThrow: -1 })",
  ]) {
    assert.ok(body.includes(part), `${part}\n\nin\n${module}`);
  }
  assert.equal(bindSpec(specText ?? "", "spec.json").module, module);
  const wrong = bindSized(
    {
      text_handler: { callback: { onThrow: 1, parameters: { 2: { sizedBy: "1" }, 3: { sizedBy: "2" } } } },
      packet_handler: {
        callback: { onThrow: 1, threads: "any", parameters: { 2: { as: "bytes" }, 3: { sizedBy: "5" } } },
      },
      filter: { callback: { onThrow: true, result: { as: "bigint" }, parameters: { "1.0": {} } } },
      "struct reader": {},
      reader: { members: { bytes: { sizedBy: "length" } } },
    },
    { give: { result: { as: "bytes" } } },
  );
  assert.deepEqual(
    wrong.diagnostics.map(({ message }) => message.replace(/ \(\w+\..*/, "")).toSorted(),
    [
      "filter: int cannot be true",
      "filter: int cannot be given as bigint",
      "filter: the callback has no parameter 1.0",
      "give(): nobody knows how many bytes C gives",
      "no type struct reader is bound",
      "packet_handler: _Bool cannot be 1",
      "packet_handler: nobody knows how many bytes C passes",
      'packet_handler: threads "any" needs a callback that outlives the call',
      "packet_handler: there is no 5 that could be a count",
      "reader: double is no count",
      "text_handler: a callback without a result has no onThrow",
      "text_handler: int is no pointer to elements",
      "text_handler: void * is no count",
    ].toSorted(),
  );
});
