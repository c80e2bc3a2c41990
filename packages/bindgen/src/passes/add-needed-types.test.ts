/** Types of other headers come along as far as they are needed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindTexts } from "../texts/bind-texts.ts";

/** Binds a header that includes another one of another folder; gives the types of the spec by name. */
function typesOf(own: string, other: string): ReadonlyMap<string, string> {
  const { spec } = bindTexts(
    { "own/a.h": `#include "../other/b.h"\n${own}`, "other/b.h": other },
    { headers: ["own/a.h"], libraries: ["a"], targets: ["x86_64-unknown-linux-gnu"] },
  );
  return new Map(spec?.declarations.map(({ name, kind }) => [name, kind]));
}

test("what is only pointed to is opaque, and what is also passed is not, whichever is first", () => {
  const other = "struct b { int x; };\n";
  assert.equal(typesOf("void f(struct b *b);\n", other).get("b"), "opaque");
  assert.equal(typesOf("void f(struct b *b);\nvoid g(struct b b);\n", other).get("b"), "struct");
  assert.equal(typesOf("void g(struct b b);\nvoid f(struct b *b);\n", other).get("b"), "struct");
  const members = "struct part { int x; };\nstruct b { struct part part; };\n";
  const needed = typesOf("void f(struct part *p);\nvoid g(struct b b);\n", members);
  assert.deepEqual([needed.get("part"), needed.get("b")], ["struct", "struct"]);
});

test("typedefs that lead to each other end", () => {
  const types = typesOf("typedef struct node *link;\nstruct node { link next; };\nvoid f(link *l);\n", "");
  assert.deepEqual([types.get("link"), types.get("node")], ["typedef", "struct"]);
});

test("another name for what only the C library makes brings no more of it than its name", () => {
  const texts = {
    "/usr/include/stdio.h":
      "struct _IO_marker;\nstruct _IO_FILE { int flags; struct _IO_marker *markers; };\ntypedef struct _IO_FILE FILE;\n",
    "own/a.h": "#include <stdio.h>\n#define A_FILE FILE\nint f(A_FILE *file);\n",
    "own/b.h": '#include "a.h"\nstruct holder { FILE inside; };\n',
  };
  const kindsOf = (header: string): Record<string, string> => {
    const stated = {
      libraries: ["a"],
      targets: ["x86_64-unknown-linux-gnu"],
      systemIncludeDirectories: ["/usr/include"],
    } as const;
    const { spec, diagnostics } = bindTexts(texts, { headers: [header], ...stated });
    assert.deepEqual(diagnostics, []);
    return Object.fromEntries(spec?.declarations.map(({ name, kind }) => [name, kind]) ?? []);
  };
  assert.deepEqual(kindsOf("own/a.h"), { _IO_FILE: "opaque", FILE: "typedef", A_FILE: "typedef", f: "function" });
  assert.equal(kindsOf("own/b.h")["_IO_FILE"], "struct");
});
