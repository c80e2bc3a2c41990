/** The header and the source of the C target: goldens, every dialect of C and C++, what a library exports. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { lowerAbi, parseApi, renderTargets } from "@koine/idl";
import type { Api } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { buildProducer, listDocuments, listFeatures, loadDocument, runTool } from "./producer.ts";

/** Writes the files of documents into one folder and gives it. */
function lay(directory: string, apis: readonly Api[]): string {
  for (const { path, text } of apis.flatMap((api) => renderTargets(api, ["c"]).files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return join(directory, "c");
}

const compilers = [
  { program: "gcc", dialects: ["c99", "c11", "c17"], ending: "c" },
  { program: "clang", dialects: ["c99", "c11", "c17"], ending: "c" },
  { program: "g++", dialects: ["c++11", "c++17", "c++20"], ending: "cpp" },
  { program: "clang++", dialects: ["c++11", "c++17", "c++20"], ending: "cpp" },
] as const;

for (const { program, dialects, ending } of compilers) {
  const isMissing = spawnSync(program, ["--version"]).error !== undefined && process.env["CI"] === undefined;
  test(`every header compiles with ${program}, alone and twice`, { skip: isMissing && `needs ${program}` }, () => {
    inTemporaryDirectory((directory) => {
      const folder = lay(directory, listDocuments().map(loadDocument));
      const includes = listDocuments().map((name) => `#include "${loadDocument(name).prefix}.h"\n`);
      const files = includes.map((include, index) => {
        const file = join(folder, `alone-${String(index)}.${ending}`);
        writeFileSync(file, include + include);
        return file;
      });
      const strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-I", folder];
      for (const dialect of dialects) runTool(program, [`-std=${dialect}`, ...strict, ...files]);
    });
  });
  test(`every source compiles with ${program}`, { skip: isMissing && `needs ${program}` }, () => {
    inTemporaryDirectory((directory) => {
      const folder = lay(directory, listDocuments().map(loadDocument));
      const files = listDocuments().map((name) => join(folder, `${loadDocument(name).prefix}.c`));
      const language = ending === "cpp" ? ["-x", "c++"] : [];
      const strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-I", folder, ...language];
      for (const dialect of dialects) runTool(program, [`-std=${dialect}`, ...strict, ...files]);
    });
  });
}

for (const name of ["contacts", "kitchen-sink"]) {
  test(`the C of ${name} is as reviewed`, () => {
    for (const { path, text } of renderTargets(loadDocument(name), ["c"]).files) {
      expectGolden(`idl/${name}/${path}`, text.replace(/koine [\d.]+ from/, "koine VERSION from"));
    }
  });
}

test("a library exports what its header declares, and nothing else", () => {
  for (const feature of listFeatures()) {
    const { library } = buildProducer(feature);
    const listing = runTool("nm", ["--dynamic", "--defined-only", "--format=posix", library]);
    const exported = listing.split("\n").flatMap((line) => {
      const [symbol = "", kind] = line.split(" ");
      return kind === "T" && !/^_(init|fini)$/.test(symbol) ? [symbol] : [];
    });
    assert.deepEqual(exported.toSorted(), [...lowerAbi(loadDocument(feature)).functions.keys()].toSorted(), feature);
  }
});

const twoPrefixes = (prefix: string): Api => {
  const text = `
version: "1.0.0"
c_prefix: ${prefix}
modules:
  - name: m
    functions: [{ name: fail, params: [{ name: text, type: string }], return: string, throws: false }]
`;
  const { api, diagnostics } = parseApi(text, `${prefix}.yml`);
  if (api === undefined) throw new Error(JSON.stringify(diagnostics));
  return api;
};

const producerSource = (prefix: string): string => `
#define ${prefix.toUpperCase()}_PRODUCER
#include "${prefix}.h"
#include <stdlib.h>

static long live;

void* ${prefix}_take(size_t size) {
    live += 1;
    return malloc(size);
}

void ${prefix}_give(void* memory) {
    if (memory != NULL) live -= 1;
    free(memory);
}

${prefix.toUpperCase()}_API long ${prefix}_live(void) {
    return live;
}

const char* ${prefix}_m_fail(const char* text, ${prefix}_error* out_err) {
    ${prefix}_error_set(out_err, 7, text);
    return ${prefix}_copy_string("${prefix}");
}
`;

const hostSource = `
#include "one.h"
#include "two.h"
#include <stdio.h>
#include <string.h>

long one_live(void);
long two_live(void);

int main(void) {
    one_error first = {0, NULL};
    two_error second = {0, NULL};
    const char* one = one_m_fail("of one", &first);
    const char* two = two_m_fail("of two", &second);
    two_cancel_token* token = two_cancel_token_create();
    printf("%ld %ld %s %s %s %s\\n", one_live(), two_live(), one, two, first.message, second.message);
    one_free_string(one);
    one_error_clear(&first);
    printf("%ld %ld\\n", one_live(), two_live());
    two_free_string(two);
    two_error_clear(&second);
    two_cancel_token_destroy(token);
    printf("%ld %ld\\n", one_live(), two_live());
    return 0;
}
`;

test("two libraries with two prefixes in one program share nothing", () => {
  inTemporaryDirectory((directory) => {
    const folder = lay(directory, [twoPrefixes("one"), twoPrefixes("two")]);
    const sources = ["one", "two"].flatMap((prefix) => {
      const macro = prefix.toUpperCase();
      const compile = ["-I", folder, "-Wall", "-Werror", "-c"];
      const object = (name: string): string => join(directory, `${prefix}-${name}.o`);
      writeFileSync(join(directory, `${prefix}-producer.c`), producerSource(prefix));
      runTool("gcc", [...compile, join(directory, `${prefix}-producer.c`), "-o", object("producer")]);
      const memory = [`-D${macro}_MALLOC=${prefix}_take`, `-D${macro}_FREE=${prefix}_give`];
      const declared = `void* ${prefix}_take(unsigned long); void ${prefix}_give(void*);`;
      writeFileSync(join(directory, `${prefix}-memory.h`), declared);
      const include = ["-include", join(directory, `${prefix}-memory.h`)];
      runTool("gcc", [...compile, ...memory, ...include, join(folder, `${prefix}.c`), "-o", object("runtime")]);
      return [object("producer"), object("runtime")];
    });
    writeFileSync(join(directory, "host.c"), hostSource);
    const program = join(directory, "host");
    // Linked statically, a symbol that both define would be an error of the linker.
    runTool("gcc", ["-I", folder, join(directory, "host.c"), ...sources, "-o", program]);
    assert.equal(runTool(program, []), "2 3 one two of one of two\n0 3\n0 0\n");
  });
});
