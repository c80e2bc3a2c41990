/** Functions that are called in another way than their types say are left out, and told of. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-lower-"));
after(() => rmSync(folder, { recursive: true }));

const text = `void plain(int);
void in_registers(int) __attribute__((regcall));
void __attribute__((swiftcall)) of_swift(int);
void three(int) __attribute__((__regparm__(3)));
void kept(int) __attribute__((preserve_most));
`;

/** What stands in the way of each function of the text. */
function obstaclesFor(target: string): Readonly<Record<string, string | undefined>> {
  writeFileSync(join(folder, "ways.h"), text);
  const { spec } = bindHeaders({ headers: ["ways.h"], libraries: ["x"], targets: [target], workingDirectory: folder });
  const functions = spec?.declarations.filter(({ kind }) => kind === "function") ?? [];
  return Object.fromEntries(functions.map((each) => [each.name, "unsupported" in each ? each.unsupported : undefined]));
}

test("conventions without a name here are obstacles, those of registers where the processor has them", () => {
  const everywhere = {
    plain: undefined,
    in_registers: "calling convention regcall",
    of_swift: "calling convention swiftcall",
    kept: undefined,
  };
  assert.deepEqual(obstaclesFor("x86_64-unknown-linux-gnu"), { ...everywhere, three: undefined });
  assert.deepEqual(obstaclesFor("i686-unknown-linux-gnu"), { ...everywhere, three: "calling convention regparm" });
});

test("the conventions of 32-bit Windows mean something on 32-bit x86 alone", () => {
  writeFileSync(join(folder, "windows.h"), "void __stdcall late(int);\nvoid __attribute__((fastcall)) fast(int);\n");
  const conventionsFor = (target: string): readonly unknown[] => {
    const options = { headers: ["windows.h"], libraries: ["x"], targets: [target], workingDirectory: folder };
    const functions = bindHeaders(options).spec?.declarations.filter((item) => item.kind === "function") ?? [];
    return functions.map(({ convention }) => convention);
  };
  assert.deepEqual(conventionsFor("i686-unknown-linux-gnu"), ["stdcall", "fastcall"]);
  assert.deepEqual(conventionsFor("x86_64-pc-windows-msvc"), [null, null]);
});

test("pointers to functions that are called in such a way are addresses, for which nobody makes a callback", () => {
  const pointers = `typedef void (*swift_later)(int) __attribute__((swiftcall));
void take_swift(swift_later);
void take_regcall(int (__attribute__((regcall)) *)(int));
struct has_one { int (__attribute__((regcall)) *member)(int); };
void take_three(void (*)(int) __attribute__((regparm(3))));
`;
  writeFileSync(join(folder, "pointers.h"), pointers);
  const bind = (target: string): string =>
    bindHeaders({ headers: ["pointers.h"], libraries: ["x"], targets: [target], workingDirectory: folder }).module ??
    "";
  const everywhere = [
    /declareAlias\("swift_later", \(\) => c\.pointer\(c\.void\)\)/,
    /library\("void take_swift\(swift_later\)", swift_later\)/,
    /library\("take_regcall", \(\) => c\.fn\(\[c\.pointer\(c\.void\)\], c\.void\)\)/,
    /declareStruct\("struct has_one \{ void \*member; \}"\)/,
  ];
  for (const target of ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu"])
    for (const line of everywhere) assert.match(bind(target), line);
  assert.match(bind("x86_64-unknown-linux-gnu"), /"void take_three\(void \(\*\)\(int\)\)"/);
  assert.match(bind("i686-unknown-linux-gnu"), /"take_three", \(\) => c\.fn\(\[c\.pointer\(c\.void\)\]/);
});

test("parameters and results have no qualifiers of their own, and an enum with a type and enumerators is an enum", () => {
  writeFileSync(
    join(folder, "own.h"),
    "enum e : short { A };\nenum { B };\nenum only : char;\nconst int f(const enum e one, enum only two, char *const *const restrict three);\n",
  );
  const options = { libraries: ["x"], targets: ["x86_64-unknown-linux-gnu"], standard: "c23" } as const;
  const { spec, diagnostics } = bindHeaders({ headers: ["own.h"], ...options, workingDirectory: folder });
  assert.deepEqual(diagnostics, []);
  const found = spec?.declarations.find(({ name }) => name === "f");
  assert.ok(found?.kind === "function");
  assert.deepEqual(found.result, { kind: "integer", name: "int", qualifiers: [] });
  assert.deepEqual(
    found.parameters.map(({ type }) => [type.kind, type.qualifiers]),
    [
      ["reference", []],
      ["integer", []],
      ["pointer", []],
    ],
  );
});
