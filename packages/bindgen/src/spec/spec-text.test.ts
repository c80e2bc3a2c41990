/** A spec of every kind of declaration, there and back; and specs that are wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { specFormat } from "./model.ts";
import type { Spec, SpecDeclaration } from "./model.ts";
import { parseSpec } from "./parse-spec.ts";
import { parseType } from "./parse-type.ts";
import { renderSpec } from "./render-spec.ts";

const file = "point.h";
const declarations: readonly SpecDeclaration[] = [
  { kind: "typedef", name: "real", file: "real.h", type: parseType("double"), unsupported: undefined },
  { kind: "opaque", name: "Canvas", file, of: "struct", isAnonymous: false },
  {
    kind: "struct",
    name: "Point",
    file,
    isAnonymous: false,
    byteLength: 16,
    alignment: 8,
    isPacked: false,
    pack: 0,
    members: [
      { name: "x", type: parseType("t:real"), bitOffset: 0 },
      { name: "flags", type: parseType("unsigned int"), bitOffset: 67, bitWidth: 3 },
      { name: null, type: parseType("unsigned int"), bitOffset: 70, bitWidth: 2 },
    ],
    unsupported: undefined,
  },
  {
    kind: "enum",
    name: "Color",
    file,
    isAnonymous: false,
    isFlags: false,
    base: parseType("unsigned long"),
    enumerators: [
      { name: "RED", value: 0n },
      { name: "HUGE", value: 0xffff_ffff_ffff_ffffn },
    ],
    unsupported: undefined,
  },
  {
    kind: "function",
    name: "draw",
    file,
    symbol: "draw_v2",
    parameters: [
      { name: "canvas", type: parseType("*s:Canvas") },
      { name: null, type: parseType("s:Point") },
    ],
    result: parseType("int"),
    isVariadic: false,
    hasPrototype: true,
    isInline: false,
    convention: null,
    isNoreturn: false,
    deprecated: "use paint",
    unsupported: "takes a struct by value",
  },
  { kind: "constant", name: "PI", file, value: { kind: "float", value: 3.14 }, type: parseType("double") },
  { kind: "constant", name: "ZERO", file, value: { kind: "float", value: -0 }, type: parseType("double") },
  { kind: "constant", name: "INF", file, value: { kind: "float", value: Infinity }, type: parseType("double") },
  { kind: "constant", name: "BIG", file, value: { kind: "integer", value: -(2n ** 63n) }, type: parseType("long") },
  { kind: "constant", name: "NAME", file, value: { kind: "string", text: 'a"b' }, type: parseType("[4]char") },
  {
    kind: "constant",
    name: "RAW",
    file,
    value: { kind: "bytes", bytes: new Uint8Array([255, 0]) },
    type: parseType("[3]char"),
  },
  {
    kind: "constant",
    name: "FREE",
    file,
    value: { kind: "pointer", address: 2n ** 64n - 1n },
    type: parseType("*void"),
  },
  { kind: "alias", name: "paint", file, of: "draw", unsupported: undefined },
];

const spec: Spec = {
  head: {
    format: specFormat,
    generator: "0.1.0",
    headers: ["point.h"],
    libraries: ["point"],
    targets: ["x86_64-unknown-linux-gnu"],
    standard: "c99",
    defines: ["A=1"],
    undefines: ["B"],
    preincludes: ["config.h"],
    wrapper: "./point-wrap",
    integers: "number",
    filter: { include: ["^d"], exclude: [], functions: { include: ["^draw_"], exclude: ["_old$"] } },
    files: [{ path: "point.h", hash: "0123456789abcdef" }],
  },
  declarations,
  overrides: [],
  skipped: [{ kind: "macro", name: "MAX", file, reason: "function-macro", detail: undefined }],
  annotations: new Map([
    ["draw", { name: "paint", parameters: { p: { direction: "out" } }, result: { owned: "free" }, errno: "throw" }],
    ["s:Point", { members: { x: { as: "number" } } }],
  ]),
  docs: new Map([
    ["draw", "Draws.\nTwice."],
    ["s:Point.x", "Abscissa."],
    ["__proto__", "A legal name in C."],
  ]),
  lines: new Map([["draw", 12]]),
};

test("a spec reads back as what was printed", () => {
  assert.deepEqual(parseSpec(renderSpec(spec), "point.json").spec, spec);
});

test("what other targets declare otherwise reads back too", () => {
  const [first] = declarations;
  assert.ok(first !== undefined);
  const overrides = [{ targets: ["aarch64-apple-darwin"], declarations: [first], removed: ["FREE"] }];
  const targets = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin"];
  const both = { ...spec, head: { ...spec.head, targets }, overrides };
  assert.deepEqual(parseSpec(renderSpec(both), "point.json").spec, both);
});

test("each declaration stands on a line of its own, without the place where it was found", () => {
  const lines = renderSpec(spec).split("\n");
  assert.equal(lines.filter((line) => line.startsWith('{"kind":')).length, declarations.length + 1);
  assert.ok(lines.includes('{"kind":"opaque","name":"Canvas","of":"struct"},'));
  assert.ok(
    lines.includes(
      '{"kind":"struct","name":"Point","size":16,"align":8,"members":[["x","t:real",0],["flags","unsigned int",67,3],' +
        '[null,"unsigned int",70,2]]},',
    ),
  );
});

test("64-bit values are strings where a number would lose bits", () => {
  assert.match(renderSpec(spec), /\["RED",0\],\["HUGE","18446744073709551615"\]/);
});

for (const [title, text, code, message] of [
  [
    "text that is not JSON, with its place",
    '{\n  "format": 1,,}',
    "bindgen/spec-syntax",
    /^this is not JSON: expected a name/,
  ],
  ["another format version", '{"format": 2}', "bindgen/spec-format", /spec\.format: expected format 1/],
  [
    "a wrong shape, with its path",
    renderSpec(spec).replace('"filter": {', '"filter": 1, "x": {'),
    "bindgen/spec-shape",
    /spec\.filter: expected an object/,
  ],
  [
    "a wrong type string, with its path",
    renderSpec(spec).replace('"*s:Canvas"', '"*s:"'),
    "bindgen/spec-shape",
    /spec\.declarations\["point\.h"\]\[3\]\.parameters\[0\]\[1\]: expected a name at offset 3/,
  ],
] as const) {
  test(`refuses ${title}`, () => {
    const parsed = parseSpec(text, "point.json");
    assert.equal(parsed.spec, null);
    const [diagnostic] = parsed.diagnostics;
    assert.equal(diagnostic?.code, code);
    assert.match(diagnostic?.message ?? "", message);
    assert.equal(diagnostic?.span?.file, "point.json");
  });
}
