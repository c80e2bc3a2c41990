/** Which file a directive means, and whether it is read again, in directories that a test makes up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { parseTranslationUnit } from "../translation-unit.ts";

const target = requireTarget("x86_64-unknown-linux-gnu");

/** Gives the names of variables that are declared, in their order, and problems. */
function read(files: Readonly<Record<string, string>>, entry = "/main/a.h"): readonly string[] {
  const { variables, diagnostics } = parseTranslationUnit({
    entry,
    readFile: (path) => files[path],
    includeDirectories: ["/first", "/second"],
    target,
  });
  return [...variables.map(({ name }) => name), ...diagnostics.map(({ message }) => message)];
}

test("what #import names is not read again, by #include neither, whatever its guard says", () => {
  const found = read({
    "/main/a.h": '#include "b.h"\n#import "b.h"\n#undef B\n#include "b.h"\n#import "c.h"\n#include "c.h"\n',
    "/main/b.h": "#ifndef B\n#define B\nextern int b;\n#else\nextern int again;\n#endif\n",
    "/main/c.h": "extern int c;\n",
  });
  assert.deepEqual(found, ["b", "c"]);
});

test("behind a file that was found beside another one, #include_next starts with the first directory", () => {
  const found = read({
    "/main/a.h": "#include <start.h>\n",
    "/second/start.h": '#include "x.h"\n',
    "/second/x.h": "#ifndef X\n#define X\nextern int second;\n#include_next <x.h>\n#endif\n",
    "/first/x.h": "extern int first;\n",
  });
  assert.deepEqual(found, ["second", "first"]);
});

test("behind a file that was found in a directory, #include_next starts with the directory behind it", () => {
  const found = read({
    "/main/a.h": "#include <x.h>\n",
    "/first/x.h": "extern int first;\n#if __has_include_next(<x.h>)\n#include_next <x.h>\n#endif\n",
    "/second/x.h": "extern int second;\n#if __has_include_next(<x.h>)\nextern int more;\n#endif\n",
  });
  assert.deepEqual(found, ["first", "second"]);
});

test("behind a file that was named by its path, #include_next does not find that file again", () => {
  const found = read(
    {
      "/first/x.h": "extern int first;\n#include_next <x.h>\n",
      "/second/x.h": "extern int second;\n#if __has_include_next(<x.h>)\nextern int more;\n#endif\n",
    },
    "/first/x.h",
  );
  assert.deepEqual(found, ["first", "second"]);
});

test("in a header that is read again, a lone # of a skipped group makes no directive of the next line", () => {
  const found = read({
    "/main/a.h": '#include "b.h"\n#define AGAIN\n#include "b.h"\n',
    "/main/b.h": "#if 0\n#\nif (x)\n#elif defined AGAIN\nextern int second;\n#else\nextern int first;\n#endif\n",
  });
  assert.deepEqual(found, ["first", "second"]);
});

test("two files that were named by their paths have different next ones", () => {
  const found = read({
    "/main/a.h": '#include "/first/x.h"\n#define SECOND\n#include "/second/x.h"\n',
    "/first/x.h": "#ifdef SECOND\nextern int again;\n#elif __has_include_next(<x.h>)\nextern int first;\n#endif\n",
    "/second/x.h": "#ifndef STOP\n#define STOP\nextern int second;\n#include_next <x.h>\n#endif\n",
  });
  assert.deepEqual(found, ["first", "second", "again"]);
});

test("nothing but #endif follows #else, in groups that are read or not", () => {
  const found = read({
    "/main/a.h": "#if 1\n#else\n#else\n#endif\n#if 0\n#else\n#elif 1\n#endif\n#if 0\n#else\nextern int read;\n#endif\n",
  });
  assert.deepEqual(found, ["read", "#else after #else", "#elif after #else"]);
});

test("#line with a word in place of a file changes nothing", () => {
  const found = read({ "/main/a.h": "#line 30 word\nextern int here[__LINE__ == 2];\n" });
  assert.deepEqual(found, ["here", "expected the number of a line after #line"]);
});

test("a path that two slashes end is one directory", () => {
  const { variables, files } = parseTranslationUnit({
    entry: "/main/a.h",
    readFile: (path) => ({ "/main/a.h": "#include <x.h>\n", "/first/x.h": "extern int first;\n" })[path],
    includeDirectories: ["/first/"],
    target,
  });
  assert.deepEqual([variables.length, files.at(-1)?.path], [1, "/first/x.h"]);
});

test("__FILE_NAME__ is the last part of __FILE__", () => {
  const { variables } = parseTranslationUnit({
    entry: "/main/a.h",
    readFile: (path) =>
      path === "/main/a.h"
        ? 'extern char a[sizeof __FILE_NAME__];\n#line 1 "x/long.h"\nextern char b[sizeof __FILE_NAME__];\n'
        : undefined,
    target,
  });
  assert.deepEqual(
    variables.map(({ type }) => type.kind === "array" && type.length),
    ["a.h", "long.h"].map((name) => name.length + 1),
  );
});
