/** What each pass promises, on declarations written as the lines of a spec. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { encodeDeclaration } from "../spec/encode-declaration.ts";
import { decodeDeclaration } from "../spec/decode-declaration.ts";
import { JsonReader } from "../json/json-reader.ts";
import type { SpecDeclaration } from "../spec/model.ts";
import type { PassState } from "./pass.ts";
import { passes, runPasses } from "./run-passes.ts";

const targets = [requireTarget("x86_64-unknown-linux-gnu")];

/** Declarations as the lines of a spec have them, with their file in front. */
function declare(lines: readonly string[]): readonly SpecDeclaration[] {
  return lines.flatMap((line) => {
    const [file = "", json = ""] = line.split(/ (.*)/s);
    const reader = new JsonReader(JSON.parse(json), file);
    const declaration = decodeDeclaration(reader, file);
    assert.deepEqual(reader.problems, []);
    return declaration ?? [];
  });
}

function run(
  lines: readonly string[],
  filter: { include?: string[]; exclude?: string[] } = {},
  internalFiles: readonly string[] = [],
): PassState {
  const initial = { declarations: declare(lines), others: [], skipped: [] };
  const stages = runPasses(initial, {
    wantedFiles: new Set(["a.h", "b.h"]),
    internalFiles: new Set(internalFiles),
    filter: { include: filter.include ?? [], exclude: filter.exclude ?? [] },
    isSealed: (name) => name === "sealed",
    targets,
  });
  return stages.at(-1)!.state;
}

function print(declarations: readonly SpecDeclaration[]): readonly string[] {
  return declarations.map((declaration) => `${declaration.file} ${JSON.stringify(encodeDeclaration(declaration))}`);
}

test("the order of the passes is fixed", () => {
  assert.deepEqual(
    passes.map((pass) => pass.name),
    [
      "keep-wanted-files",
      "resolve-macro-conflicts",
      "filter-names",
      "seal-types",
      "add-needed-types",
      "group-by-file",
      "mark-unsupported",
    ],
  );
});

test("what included headers declare is left out", () => {
  const kept = 'a.h {"kind":"typedef","name":"mine","type":"int"}';
  assert.deepEqual(print(run([kept, 'stdio.h {"kind":"typedef","name":"theirs","type":"int"}']).declarations), [kept]);
});

test("foreign types come back as they are needed: opaque behind pointers, complete by value, without chains of names", () => {
  const { declarations } = run([
    'sys.h {"kind":"typedef","name":"__off_t","type":"long"}',
    'sys.h {"kind":"typedef","name":"off_t","type":"t:__off_t"}',
    'sys.h {"kind":"struct","name":"_IO_FILE","size":4,"align":4,"members":[["fd","int",0]]}',
    'sys.h {"kind":"typedef","name":"FILE","type":"s:_IO_FILE"}',
    'sys.h {"kind":"struct","name":"timeval","size":8,"align":8,"members":[["sec","t:off_t",0]]}',
    'sys.h {"kind":"struct","name":"unused","size":4,"align":4,"members":[["fd","int",0]]}',
    'a.h {"kind":"struct","name":"log","size":16,"align":8,"members":[["file","*t:FILE",0],["at","s:timeval",8]]}',
  ]);
  assert.deepEqual(print(declarations), [
    'sys.h {"kind":"typedef","name":"off_t","type":"long"}',
    'sys.h {"kind":"opaque","name":"_IO_FILE","of":"struct"}',
    'sys.h {"kind":"typedef","name":"FILE","type":"s:_IO_FILE"}',
    'sys.h {"kind":"struct","name":"timeval","size":8,"align":8,"members":[["sec","t:off_t",0]]}',
    'a.h {"kind":"struct","name":"log","size":16,"align":8,"members":[["file","*t:FILE",0],["at","s:timeval",8]]}',
  ]);
});

test("filters apply to names, say what they left out, and never take a type that is needed", () => {
  const { declarations, skipped } = run(
    [
      'a.h {"kind":"typedef","name":"size","type":"int"}',
      'a.h {"kind":"function","name":"z_open","parameters":[["n","t:size"]],"result":"int"}',
      'a.h {"kind":"function","name":"z_debug","parameters":[],"result":"int"}',
      'a.h {"kind":"function","name":"other","parameters":[],"result":"int"}',
    ],
    { include: ["^z_"], exclude: ["debug"] },
  );
  assert.deepEqual(
    declarations.map(({ name }) => name),
    ["size", "z_open"],
  );
  assert.deepEqual(
    skipped.map(({ name, reason }) => [name, reason]),
    [
      ["z_debug", "filtered"],
      ["other", "filtered"],
    ],
  );
});

test("a macro that repeats an enumerator is dropped, one that hides a function is reported", () => {
  const { declarations, skipped } = run([
    'a.h {"kind":"enum","name":"e","base":"unsigned int","values":[["RED",0]]}',
    'a.h {"kind":"function","name":"open","parameters":[],"result":"int"}',
    'a.h {"kind":"constant","name":"RED","type":"int","value":0}',
    'a.h {"kind":"alias","name":"open","of":"open64"}',
  ]);
  assert.deepEqual(
    declarations.map(({ kind }) => kind),
    ["enum", "function"],
  );
  assert.deepEqual(
    skipped.map(({ name, reason }) => [name, reason]),
    [["open", "macro-hides-declaration"]],
  );
});

test("of internal headers only what is reserved is left out", () => {
  const lines = ["mine", "__theirs", "_Theirs", "_mine"].map(
    (name) => `b.h {"kind":"typedef","name":"${name}","type":"int"}`,
  );
  assert.deepEqual(print(run(lines, {}, ["b.h"]).declarations), [lines[0], lines[3]]);
  assert.deepEqual(print(run(lines).declarations), lines);
});

test("structs of the C library come complete, but for those that only it makes", () => {
  const { declarations } = run([
    'sys/time.h {"kind":"struct","name":"timeval","size":16,"align":8,"members":[["sec","long",0],["usec","long",8]]}',
    'stdio.h {"kind":"struct","name":"_IO_FILE","size":8,"align":8,"members":[["_IO_buf_base","*char",0]]}',
    'stdlib.h {"kind":"struct","name":"__div","size":4,"align":4,"members":[["quot","int",0]]}',
    'a.h {"kind":"function","name":"f","parameters":[["t","*s:timeval"],["f","*s:_IO_FILE"],["d","*s:__div"]],"result":"int"}',
  ]);
  const kinds = declarations.map(({ kind, name }) => `${kind} ${name}`);
  assert.deepEqual(kinds, ["struct timeval", "opaque _IO_FILE", "struct __div", "function f"]);
});

for (const [title, line, reason] of [
  ["va_list", '"parameters":[["list","va_list"]],"result":"int"', "takes va_list"],
  [
    "incomplete structs",
    '"parameters":[["p","s:hidden"]],"result":"int"',
    "takes the incomplete struct hidden by value",
  ],
  ["128 bits", '"parameters":[["wide","__int128"]],"result":"int"', "takes __int128"],
  ["no prototype", '"parameters":null,"result":"int"', "declared without parameters: f() says less than f(void)"],
] as const) {
  test(`functions with ${title} stay in the spec and are marked`, () => {
    const { declarations } = run([
      'a.h {"kind":"struct","name":"point","size":8,"align":4,"members":[["x","int",0],["y","int",4]]}',
      'a.h {"kind":"opaque","of":"struct","name":"hidden"}',
      `a.h {"kind":"function","name":"f",${line}}`,
    ]);
    const [last] = declarations.slice(-1);
    assert.equal(last?.kind === "function" ? last.unsupported : undefined, reason);
  });
}

for (const [title, line] of [
  ["variadic functions", '"parameters":[["p","*const char"]],"result":"int","variadic":true'],
  ["functions of long double", '"parameters":[["x","long double"]],"result":"long double"'],
  ["functions of complex numbers", '"parameters":[["x","complex double"]],"result":"complex long double"'],
] as const) {
  test(`${title} are available`, () => {
    const { declarations } = run([`a.h {"kind":"function","name":"f",${line}}`]);
    const [last] = declarations.slice(-1);
    assert.equal(last?.kind === "function" ? last.unsupported : "not a function", undefined);
  });
}

test("functions that take and return structs by value are available", () => {
  const { declarations } = run([
    'a.h {"kind":"struct","name":"point","size":8,"align":4,"members":[["x","int",0],["y","int",4]]}',
    'a.h {"kind":"typedef","name":"point_t","type":"s:point"}',
    'a.h {"kind":"function","name":"f","parameters":[["p","t:point_t"]],"result":"s:point"}',
  ]);
  const [last] = declarations.slice(-1);
  assert.equal(last?.kind === "function" ? last.unsupported : "not a function", undefined);
});

test("a record whose members have no descriptor is marked, and so is every record that contains it", () => {
  const { declarations } = run([
    'a.h {"kind":"struct","name":"outer","size":16,"align":16,"members":[["inner","s:inner",0]]}',
    'a.h {"kind":"struct","name":"inner","size":16,"align":16,"members":[["wide","__int128",0]]}',
  ]);
  assert.deepEqual(
    declarations.map((item) => ("unsupported" in item ? item.unsupported : undefined)),
    ["member inner is struct inner, which is not available", "member wide is __int128"],
  );
});

test("a record is marked when no descriptor can have its layout", () => {
  const { declarations } = run([
    'a.h {"kind":"union","name":"odd","size":12,"align":4,"members":[["x","int",0],["y","int",4]]}',
  ]);
  const [odd] = declarations;
  assert.equal(odd?.kind === "union" ? odd.unsupported : undefined, "its layout cannot be stated by a descriptor");
});

test("what stands for something that is not available is not available either", () => {
  const { declarations } = run([
    'a.h {"kind":"struct","name":"wide","size":16,"align":16,"members":[["x","__int128",0]]}',
    'a.h {"kind":"typedef","name":"wide_t","type":"s:wide"}',
    'a.h {"kind":"typedef","name":"huge","type":"__int128"}',
    'a.h {"kind":"function","name":"f","parameters":[["w","*t:wide_t"]],"result":"t:huge"}',
    'a.h {"kind":"alias","name":"g","of":"f"}',
    'a.h {"kind":"alias","name":"h","of":"nothing"}',
  ]);
  assert.deepEqual(
    declarations.map((item) => ("unsupported" in item ? item.unsupported : undefined)),
    [
      "member x is __int128",
      undefined,
      "it is __int128",
      "returns __int128",
      "stands for f, which is not available",
      "stands for nothing, which is not available",
    ],
  );
});

test("an array that is only pointed to has complete elements all the same", () => {
  const { declarations } = run([
    'sys.h {"kind":"struct","name":"tag","size":4,"align":4,"members":[["x","int",0]]}',
    'sys.h {"kind":"typedef","name":"buffer","type":"[1]s:tag"}',
    'a.h {"kind":"function","name":"f","parameters":[["to","*t:buffer"]],"result":"void"}',
  ]);
  assert.deepEqual(
    declarations.map(({ kind, name }) => `${kind} ${name}`),
    ["struct tag", "typedef buffer", "function f"],
  );
});

test("a sealed record is opaque, and needs none of its members' types", () => {
  const { declarations } = run([
    'b/other.h {"kind":"struct","name":"inner","size":4,"align":4,"members":[["x","int",0]]}',
    'a.h {"kind":"struct","name":"sealed","size":4,"align":4,"members":[["inner","s:inner",0]]}',
  ]);
  assert.deepEqual(print(declarations), ['a.h {"kind":"opaque","name":"sealed","of":"struct"}']);
});
