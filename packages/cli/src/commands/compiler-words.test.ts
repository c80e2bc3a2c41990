/** What stands behind `--` of `koine bind`, as compilers and `pkg-config` write it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseOptions } from "../command-line/parse-options.ts";
import { bindCommand } from "./bind.ts";
import { translateCompilerWords } from "./compiler-words.ts";

test("what says where headers are, and what is defined, is what options of the command say", () => {
  const { options, positionals, problems } = parseOptions(
    [
      "a.h",
      "-I",
      "first",
      "--",
      "-Isecond",
      "-I",
      "third",
      "-DA=1",
      "-D",
      "B",
      "-UA",
      "-isystem",
      "s",
      "-includec.h",
      "-std=c99",
    ],
    bindCommand,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(positionals, ["a.h"]);
  assert.deepEqual(options?.["include-directory"], ["first", "second", "third"]);
  assert.deepEqual(options["define"], ["A=1", "B"]);
  assert.deepEqual([options["undefine"], options["isystem"], options["preinclude"]], [["A"], ["s"], ["c.h"]]);
  assert.equal(options["std"], "c99");
});

for (const [given, expected] of [
  [
    "-pthread -I/usr/include/glib-2.0 -lglib-2.0",
    "--define _REENTRANT --include-directory /usr/include/glib-2.0 --lib glib-2.0",
  ],
  ["--target=aarch64-linux-gnu --sysroot /s -isysroot/t", "--target aarch64-linux-gnu --sysroot /s --sysroot /t"],
  ["-Wall -O2 -g -fPIC -march=native -x c -xc -MMD -MF a.d -Wl,-rpath,x -L/lib -c -o a.o", ""],
  ["-iquote q -idirafter d -ansi b.h -", "--include-directory q --isystem d --std c89 b.h -"],
] as const) {
  test(`-- ${given}`, () => {
    const { words, problems } = translateCompilerWords(given.split(" "));
    assert.deepEqual(problems, []);
    assert.equal(words.join(" "), expected);
  });
}

test("what changes the types of C, is unknown, or lacks its value is told", () => {
  const { problems } = translateCompilerWords(["-m32", "-fshort-enums", "-funsigned-char", "-Zp1", "-I"]);
  assert.deepEqual(
    problems.map((problem) => problem.replace(/:.*/, "")),
    [
      "option -m32 changes the types of C",
      "option -fshort-enums changes the types of C",
      "option -funsigned-char changes the types of C",
      "unknown option -Zp1 behind --, where a compiler's are expected",
      "option -I needs a value",
    ],
  );
});

test("a compiler's option in front of -- is told as one word, and where it may stand", () => {
  const complain = (...words: readonly string[]): readonly string[] =>
    parseOptions(["a.h", ...words], bindCommand).problems;
  assert.deepEqual(complain("-isystem", "x"), ["unknown option -isystem; options of a compiler stand behind --"]);
  assert.deepEqual(complain("-fPIC"), ["unknown option -fPIC; options of a compiler stand behind --"]);
  assert.deepEqual(complain("--", "-m32").length, 1);
});
