/** What the rules let through can be lowered and planned, whatever types stand wherever; and 0.3.0 stays what it was. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lowerAbi } from "../abi/index.ts";
import { renderTargets } from "../generate/index.ts";
import { parseApi } from "../load/load-api.ts";
import { planApi } from "../plan/index.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);

const imported = `version: "1.0.0"
c_prefix: other
modules:
- name: m
  structs: [{name: OtherRecord, fields: [{name: a, type: i32}]}, {name: OtherStruct, layout: c, fields: [{name: a, type: i32}]}]
  enums: [{name: OtherEnum, variants: [{name: A, value: 0}]}]
  flags: [{name: OtherFlags, members: [{name: A, value: 1}]}]
  interfaces: [{name: OtherInterface, constructors: [{name: new}]}]
  callbacks: [{name: OtherCallback, params: [{name: x, type: i32}]}]
`;

const positions = [
  "field",
  "struct",
  "variant",
  "parameter",
  "result",
  "async",
  "callback",
  "delivery",
  "method",
] as const;

/** A document with one type at one place, and every kind of type to choose from. */
function documentWith(type: string, position: (typeof positions)[number]): string {
  const at = (...own: readonly (typeof positions)[number][]): string =>
    own.includes(position) ? JSON.stringify(type) : "i32";
  return `version: "1.0.0"
imports: [{name: base, file: base.yaml}]
modules:
- name: m
  aliases: [{name: Alias, type: "[i32]"}]
  structs:
  - {name: Record, builder: true, fields: [{name: a, type: ${at("field")}}]}
  - {name: Struct, layout: c, fields: [{name: a, type: ${at("struct")}}]}
  enums:
  - {name: Enum, variants: [{name: A, value: 0}]}
  - {name: Rich, variants: [{name: A, value: 0, fields: [{name: a, type: ${at("variant")}}]}]}
  flags: [{name: Flags, members: [{name: A, value: 1}]}]
  interfaces: [{name: Interface, constructors: [{name: new}], methods: [{name: m, params: [{name: x, type: ${at("method")}}]}]}]
  callbacks:
  - {name: Callback, params: [{name: x, type: ${at("callback")}}]}
  - {name: Answer, return: ${at("delivery")}}
  listeners: [{name: l, event_callback: Callback}]
  functions:
  - {name: f, params: [{name: x, type: ${at("parameter")}}], return: ${at("result")}}
  - {name: g, async: true, cancellable: true, params: [{name: x, type: ${at("async")}}], return: ${at("async")}}
`;
}

const leaves = `i8 u64 f32 bool string bytes handle &str &[u8] Record Struct Enum Rich Flags Interface Callback handle<Record> Alias
  base.m.OtherRecord base.m.OtherStruct base.m.OtherEnum base.m.OtherFlags base.m.OtherInterface base.m.OtherCallback
  handle<base.m.OtherRecord>`;

const { type: types } = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...leaves.split(/\s+/)),
    tie("type").map((item) => `${item}?`),
    tie("type").map((item) => `[${item}]`),
    tie("type").map((item) => `[${item}; 3]`),
    fc.tuple(tie("type"), tie("type")).map(([key, value]) => `{${key}:${value}}`),
    fc.tuple(fc.constantFrom("iter", "stream"), tie("type")).map(([name, item]) => `${name}<${item}>`),
  ),
}));

test("whatever type stands wherever, it is refused, or it lowers and plans", () => {
  let accepted = 0;
  const readFile = (): Uint8Array => new TextEncoder().encode(imported);
  fc.assert(
    fc.property(types, fc.constantFrom(...positions), (type, position) => {
      const { api, diagnostics } = parseApi(documentWith(type, position), "main.yaml", { readFile });
      if (api === undefined) {
        assert.ok(diagnostics.some(({ severity }) => severity === "error"));
        return;
      }
      accepted++;
      planApi(api, lowerAbi(api));
      // What a target lacks it says, per declaration; nothing else goes wrong while it renders.
      for (const { code } of renderTargets(api).diagnostics) assert.equal(code, "idl/unsupported-by-target");
    }),
    { seed, numRuns: 400 },
  );
  assert.ok(accepted > 40, `only ${accepted} documents were accepted`);
});

test("documents of schema 0.3.0 stay valid with what their own tool never looked at", () => {
  const { api, diagnostics } = parseApi(
    `version: "0.3.0"
title: ignored
modules:
  - name: shapes
    doc: ignored by the model of that tool
    structs:
      - { name: Point, fields: [{ name: x, type: f64, default: zero }, { name: class, type: i32?? }] }
    errors: { name: ShapeError, codes: [{ name: empty, code: -1 }] }
    functions: [{ name: count, params: [{ name: default, type: string }], return: i32 }]
  - name: more
    structs: [{ name: Point, fields: [{ name: y, type: f64 }] }]
    functions: [{ name: make, return: Point }]
`,
    "old.yaml",
  );
  assert.deepEqual([...new Set(diagnostics.map(({ severity }) => severity))], ["warning"]);
  assert.ok(api);
  assert.deepEqual(api.modules[1]?.functions[0]?.result, { kind: "record", id: "more.Point" });
  const { functions } = lowerAbi(api);
  assert.deepEqual(
    functions.get("koine_shapes_count")?.parameters.map(({ name }) => name),
    ["default_", "out_err"],
  );
});
