/** The front end runs where there is no Node: bundled for browsers, in a world that has nothing but JavaScript and two web classes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { parseTranslationUnit, spellType } from "@koine/cparser";
import type { TranslationUnit } from "@koine/cparser";
import { requireTarget } from "@koine/ctypes";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const headers = join(here, "..", "..", "goldens", "bindgen", "headers");

/** The text of a program that gives what `summarize` gives, for the files that are put into its global object. */
const program = `
import { parseTranslationUnit, spellType } from "@koine/cparser";
import { requireTarget } from "@koine/ctypes";
const summarize = ${summarize.toString()};
globalThis.result = targets.map((triple) =>
  summarize(
    parseTranslationUnit({ entry, readFile: (path) => files[path], target: requireTarget(triple), systemIncludeDirectories }),
    spellType,
  ),
);
`;

/** What a unit says, as a text that has all of its layouts, types and values. */
function summarize(unit: TranslationUnit, spell: typeof spellType): string {
  const show = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
  return JSON.stringify(
    {
      diagnostics: unit.diagnostics,
      functions: unit.functions.map(({ name, type, span }) => [name, spell(type), span]),
      records: unit.records.map(({ name, tag, layout }) => [name, tag, layout]),
      enumerators: unit.enums.flatMap(({ enumerators }) => (enumerators ?? []).map(({ name, value }) => [name, value])),
      macros: unit.macros.map(({ name, value }) => [name, value.kind, "value" in value ? value.value : null]),
    },
    show,
  );
}

const triples = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"];

async function bundle(): Promise<string> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: here, loader: "js" },
    bundle: true,
    format: "iife",
    platform: "browser",
    write: false,
    metafile: true,
  });
  // A module of Node would be an error already: nothing is external.
  assert.deepEqual(
    Object.values(metafile.outputs).flatMap(({ imports }) => imports),
    [],
  );
  return outputFiles[0]?.text ?? "";
}

/** Runs the program without any of Node's globals. */
function runAsBrowser(text: string, files: Readonly<Record<string, string>>, entry: string): readonly string[] {
  const world = { TextEncoder, TextDecoder, files, entry, targets: triples, systemIncludeDirectories: ["/system"] };
  const context = createContext({ ...world });
  assert.equal(runInContext("typeof process + typeof require + typeof Buffer", context), "undefined".repeat(3));
  runInContext(text, context);
  return [...(context as { result: readonly string[] }).result];
}

test("bundled for browsers, the front end reads headers as it does in Node", async () => {
  const files = {
    "shapes.h": readFileSync(join(headers, "shapes.h"), "utf8"),
    "main.h":
      '#include <limits.h>\n#include <own/café.h>\n#include "shapes.h"\n#embed "shapes.h" limit(0)\nlong after(own *p);\nint broken(missing_t);\n#define MOST (INT_MAX - 1)\n',
    "/system/own/café.h":
      "#pragma once\ntypedef int wide; typedef struct own { char c; long double d; wide *p; } own;\n",
  };
  const direct = triples.map((triple) =>
    summarize(
      parseTranslationUnit({
        entry: "main.h",
        readFile: (path) => files[path as keyof typeof files],
        target: requireTarget(triple),
        systemIncludeDirectories: ["/system"],
      }),
      spellType,
    ),
  );
  assert.deepEqual(runAsBrowser(await bundle(), files, "main.h"), direct);
  assert.equal(new Set(direct).size, triples.length);
  for (const text of direct) {
    assert.match(text, /"after"/);
    assert.match(text, /"MOST","integer","2147483646"/);
    assert.match(text, /unknown type name/);
  }
});
