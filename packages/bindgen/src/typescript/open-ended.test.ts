/** Arrays without a length in unions and in structs of nothing else, as Linux's `__DECLARE_FLEX_ARRAY` makes them, are flexible. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindTexts } from "../texts/bind-texts.ts";

/** Binds a struct, and gives what its module says of it. */
function describe(text: string, name: string): string | undefined {
  const { module, diagnostics } = bindTexts(
    { "a.h": text },
    { headers: ["a.h"], libraries: null, targets: ["x86_64-unknown-linux-gnu"] },
  );
  assert.deepEqual(diagnostics, []);
  return new RegExp(`export const ${name}:[^]*? = /\\* @__PURE__ \\*/ (.*);\n`).exec(module ?? "")?.[1];
}

const flexible = "struct { struct { } __empty_bufs; struct buf bufs[]; }";
const start = "struct buf { long long a; };\n";

test("in a union behind an empty member", () => {
  const text = `${start}struct ring { union { struct { short head; }; ${flexible}; }; };\n`;
  assert.equal(describe(text, "ring"), 'declareStruct("struct ring { union ring_0; }", ring_0)');
  assert.equal(
    describe(text, "ring_0"),
    'declareUnion("union ring_0 { struct ring_0_0; struct ring_0_1; }", ring_0_0, ring_0_1)',
  );
  assert.equal(describe(text, "ring_0_1"), 'declareStruct("struct ring_0_1 { struct buf bufs[]; }", buf)');
});

test("in a union itself, and at the end of a struct", () => {
  assert.equal(
    describe(`${start}union one { short head; struct buf bufs[]; };\n`, "one"),
    'declareUnion("union one { short head; struct buf bufs[]; }", buf)',
  );
  assert.equal(
    describe(`${start}struct tail { int n; ${flexible}; };\n`, "tail"),
    'declareStruct("struct tail { int n; struct tail_0; }", tail_0)',
  );
});

test("an array without a length at the end of a struct is as long as it is", () => {
  assert.equal(
    describe("struct open { int n; int all[]; };\n", "open"),
    'declareStruct("struct open { int n; int all[]; }")',
  );
});

test("one with something behind it is bytes, or has no elements where its members are those of what contains it", () => {
  const text = `${start}struct ring { int n; ${flexible}; };\nstruct all { union { short head; ${flexible}; }; struct ring one; int end; };\n`;
  assert.equal(describe(text, "all_0_0"), 'declareStruct("struct all_0_0 { struct buf bufs[0]; }", buf)');
  assert.equal(
    describe(text, "all"),
    'declareStruct("struct all { union all_0; unsigned char one[8]; int end; }", all_0)',
  );
});

test("what has neither a name nor members is nothing of a module, unless something points to it", () => {
  const text = `${start}struct ring { union { struct { short head; }; ${flexible}; }; };
struct anonymous { struct { struct { }; }; int a; };
struct pointing { struct { } *place; struct { } none[3]; int b; };
struct named { };
struct only { struct { }; };
`;
  const options = {
    headers: ["a.h"],
    libraries: null,
    targets: ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu"],
  } as const;
  const { module, omissions, spec } = bindTexts({ "a.h": text }, options);
  assert.deepEqual(
    omissions.map(({ name }) => name),
    ["pointing.place", "named", "only"],
  );
  assert.equal(describe(text, "anonymous"), 'declareStruct("struct anonymous { int a; }")');
  assert.equal(describe(text, "pointing"), 'declareStruct("struct pointing { struct pointing_place *place; int b; }")');
  assert.doesNotMatch(module ?? "", /__empty_bufs|pointing_none|anonymous_0/);
  assert.ok(spec?.declarations.some(({ name }) => name.endsWith("__empty_bufs")));
});
