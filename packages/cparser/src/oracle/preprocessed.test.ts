/** What `gcc -E` has written is read like the headers that it was made from: the same declarations at the same places. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import type { TranslationUnit } from "../declaration/model.ts";
import { spellType } from "../declaration/spell-type.ts";
import { parseTranslationUnit } from "../translation-unit.ts";
import { hasHeader, linuxX64, readFile, skipWithoutGcc, systemIncludeDirectories } from "./gcc.case.ts";

function preprocess(header: string, ...flags: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync("gcc", ["-std=gnu17", "-E", ...flags, "-xc", "-"], {
    input: `#include <${header}>\n`,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

function parse(files: Readonly<Record<string, string>>, entry: string): TranslationUnit {
  return parseTranslationUnit({
    entry,
    readFile: (path) => files[path] ?? readFile(path),
    systemIncludeDirectories: systemIncludeDirectories(),
    target: linuxX64,
  });
}

/** Declarations by kind, name and place, without what lies in the compiler's own headers. */
function listPlaces(unit: TranslationUnit): readonly string[] {
  const own = unit.declarations.filter(({ span }) => span.file.startsWith("/usr/include/"));
  return own
    .map((item) => {
      const type = item.kind === "function" ? spellType(item.type) : "";
      return `${item.kind} ${item.name} ${placeOf(item)} ${type}`;
    })
    .toSorted();
}

function placeOf({
  span: { file, line },
}: {
  readonly span: { readonly file: string; readonly line: number };
}): string {
  return `${file}:${line}`;
}

for (const header of ["zlib.h", "stdio.h", "sqlite3.h", "sys/stat.h", "netinet/in.h", "wchar.h"]) {
  const isMissing = skipWithoutGcc === false && !hasHeader(header);
  const skip = isMissing ? "not installed" : skipWithoutGcc;
  test(`<${header}> preprocessed has the declarations of <${header}> at their places`, { skip }, () => {
    const direct = parse({ "test.h": `#include <${header}>\n` }, "test.h");
    const expected = listPlaces(direct);
    for (const flags of [[], ["-dD"], ["-dD", "-g"]]) {
      const unit = parse({ "test.i": preprocess(header, ...flags) }, "test.i");
      assert.deepEqual(unit.diagnostics, []);
      assert.deepEqual(listPlaces(unit), expected);
      assert.ok(expected.length > 20);
      const files = new Set(unit.declarations.map((item) => item.span.file));
      for (const file of files) {
        const info = unit.files.find(({ path }) => path === file);
        assert.deepEqual([info?.isSystem, info?.readFrom], [true, "test.i"], file);
      }
    }
  });

  test(`<${header}> preprocessed with -dD has its macros`, { skip }, () => {
    const list = (unit: TranslationUnit): readonly string[] =>
      unit.macros
        .filter(({ file }) => file.startsWith("/usr/include/") && !file.endsWith("/stdc-predef.h"))
        .map(
          (macro) =>
            `${macro.name} ${placeOf(macro)} ${macro.value.kind} ${"value" in macro.value ? String(macro.value.value) : ""}`,
        )
        .toSorted();
    const direct = list(parse({ "test.h": `#include <${header}>\n` }, "test.h"));
    const unit = parse({ "test.i": preprocess(header, "-dD") }, "test.i");
    assert.deepEqual(list(unit), direct);
    assert.ok(direct.length > 20);
    assert.deepEqual(
      unit.macros.filter(({ file }) => file.startsWith("<")),
      [],
    );
  });
}

test("names are those that the text says; what is of no file is of the text", () => {
  const text = `int before;
# 1 "sub/a.h"
# 1 "/project//"
# 5 "sub/a.h"
int five;

int seven;
# 3 "/usr/include/b \\"q\\".h" 1 3 4
int
  six_wide(void); int broken
# 20 "<stdin>" 2
;
#define KEPT seven
int KEPT_not_replaced, KEPT;
#line 7 "C:\\\\c.h"
int microsoft;
`;
  const unit = parse({ "/tmp/x.i": text }, "/tmp/x.i");
  assert.deepEqual(
    unit.declarations.map((item) => `${item.name} ${placeOf(item)} ${item.span.column}`),
    [
      "before /tmp/x.i:1 5",
      "five /project/sub/a.h:5 5",
      "seven /project/sub/a.h:7 5",
      'six_wide /usr/include/b "q".h:4 3',
      'broken /usr/include/b "q".h:4 23',
      "KEPT_not_replaced /tmp/x.i:22 5",
      "KEPT /tmp/x.i:22 24",
      "microsoft C:\\c.h:7 5",
    ],
  );
  const files = unit.files.filter(({ path }) => !path.endsWith("/stdc-predef.h"));
  assert.deepEqual(
    files.map(({ path, isSystem, readFrom }) => [path, isSystem, readFrom]),
    [
      ["/tmp/x.i", false, undefined],
      ["/project/sub/a.h", false, "/tmp/x.i"],
      ['/usr/include/b "q".h', true, "/tmp/x.i"],
      ["C:\\c.h", false, "/tmp/x.i"],
    ],
  );
});

test("problems are at the places that the text says, and macros are replaced in what has no name of preprocessed texts", () => {
  const text = `# 1 "a.h"\n#define NAME renamed\n# 9 "b.h"\nint NAME; int line = __LINE__;\nint = 3;\n`;
  const unit = parse({ "x.h": text }, "x.h");
  assert.deepEqual(
    unit.variables.map(({ name, value }) => [name, value?.kind === "integer" ? value.value : undefined]),
    [
      ["renamed", undefined],
      ["line", 9n],
    ],
  );
  assert.deepEqual(
    unit.diagnostics.map((item) => `${item.code} ${placeOf({ span: item.span ?? { file: "", line: 0 } })}`),
    ["cparser/syntax b.h:10"],
  );
  const ordinary = parse({ "y.h": 'int first;\n# 9 "b.h"\nint second;\n' }, "y.h");
  assert.deepEqual(ordinary.variables.map(placeOf), ["y.h:1", "y.h:3"]);
});
