/**
 * Headers are read and bound where there is no Node: bundled for browsers, in a world that has nothing but JavaScript and two web classes.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";
import { parseTranslationUnit, spellType } from "@koine/cparser";
import type { TranslationUnit } from "@koine/cparser";
import { bindHeaders } from "@koine/bindgen";
import { bindTexts } from "@koine/bindgen/texts";
import type { BindResult } from "@koine/bindgen";
import { requireTarget } from "@koine/ctypes";
import { build } from "esbuild";
import type { Plugin } from "esbuild";

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

async function bundle(contents: string): Promise<string> {
  const { outputFiles, metafile, warnings } = await build({
    stdin: { contents, resolveDir: here, loader: "js" },
    bundle: true,
    format: "iife",
    platform: "browser",
    write: false,
    metafile: true,
  });
  assert.deepEqual(
    warnings.map(({ text }) => text),
    [],
  );
  // A module of Node would be an error already: nothing is external.
  assert.deepEqual(
    Object.values(metafile.outputs).flatMap(({ imports }) => imports),
    [],
  );
  return outputFiles[0]?.text ?? "";
}

/** Runs the program without any of Node's globals. */
function runAsBrowser(text: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  const context = createContext({ TextEncoder, TextDecoder, ...given });
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
  const given = { files, entry: "main.h", targets: triples, systemIncludeDirectories: ["/system"] };
  assert.deepEqual(runAsBrowser(await bundle(program), given), direct);
  assert.equal(new Set(direct).size, triples.length);
  for (const text of direct) {
    assert.match(text, /"after"/);
    assert.match(text, /"MOST","integer","2147483646"/);
    assert.match(text, /unknown type name/);
  }
});

const bindingProgram = `
import { bindTexts } from "@koine/bindgen/texts";
const summarize = ${summarizeBinding.toString()};
globalThis.result = requests.map(([texts, options]) => summarize(bindTexts(texts, options)));
`;

/** All that a binding gives. */
function summarizeBinding({ module, specText, wrapper, counts, diagnostics }: BindResult): string {
  return JSON.stringify({ module, specText, wrapper, counts, diagnostics });
}

test("bundled for browsers, koine binds texts as it binds files in Node: spec, module, wrapper and mistakes", async () => {
  const texts = {
    "/own/main.h": `#include <stdint.h>
#include <base/types.h>
#include "../own/./shapes.h"
/** Adds. */
int32_t add(int32_t left, wide right);
static inline int twice(int value) { return 2 * value; }
static const char bytes[] = "\\xff\\0\\x01";
#define NAME "main" "\\xe9"
#define MOST (INT32_MAX - 1)
int broken(missing_t);
`,
    "/own/shapes.h": readFileSync(join(headers, "shapes.h"), "utf8"),
    "/usr/include/base/types.h": "#pragma once\ntypedef long wide;\n",
  };
  const folder = mkdtempSync(join(tmpdir(), "koine-texts-"));
  try {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const options = {
      headers: ["main.h"],
      libraries: ["main"],
      targets: ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"] as const,
      wrapper: "./main-wrap",
      annotations: { functions: { add: { errno: true as const } } },
    };
    const expected = summarizeBinding(
      bindHeaders({
        ...options,
        workingDirectory: join(folder, "own"),
        systemIncludeDirectories: [join(folder, "usr", "include")],
      }),
    ).replaceAll(folder, "");
    const given = { ...options, workingDirectory: "/own", systemIncludeDirectories: ["/usr/include"] };
    assert.deepEqual(summarizeBinding(bindTexts(texts, given)), expected);
    const missing = { headers: ["none.h"], targets: options.targets };
    const text = await bundle(bindingProgram);
    const requests = [
      [texts, given],
      [texts, missing],
    ];
    const [bound, failed = ""] = runAsBrowser(text, { requests });
    assert.equal(bound, expected);
    assert.match(expected, /export const add: [^]*unknown type name/);
    assert.match(failed, /header none\.h was not found/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Has `node:path` be what it is on Windows. */
const windowsPaths: Plugin = {
  name: "windows-paths",
  setup(context) {
    const names = "sep, delimiter, normalize, join, resolve, isAbsolute, dirname, basename, relative, extname";
    const contents = `import { win32 } from "path";\nexport { posix } from "path";\nexport const { ${names} } = win32;\n`;
    context.onResolve({ filter: /^node:path$/ }, ({ path }) => ({ path, namespace: "windows" }));
    context.onLoad({ filter: /^node:path$/, namespace: "windows" }, () => ({ contents }));
  },
};

test("where paths are those of Windows, texts are found and bound all the same", async () => {
  const texts = {
    "own/main.h":
      '#include <stdint.h>\n#include "../other.h"\n#include <base/types.h>\nint32_t add(wide right, other *);\n',
    "other.h": "typedef struct other { int x; } other;\nint twice(other);\n",
    "/usr/include/base/types.h": "typedef long wide;\n",
    "inc/x.h": "static inline int x(void) { return 1; }\n",
  };
  const targets = ["x86_64-unknown-linux-gnu"] as const;
  const requests = [
    { headers: ["own/main.h", "x.h"], includeDirectories: ["inc"], wrapper: "./wrap", targets },
    { headers: ["./own/../other.h", "base/types.h", "limits.h"], targets },
    { headers: ["own/main.h"], choose: { files: { include: ["^other.h$", "^base/"] } }, targets },
  ];
  const folder = mkdtempSync(join(tmpdir(), "koine-windows-"));
  try {
    const outfile = join(folder, "texts.mjs");
    const contents = 'export { bindTexts } from "@koine/bindgen/texts";';
    const stdin = { contents, resolveDir: here, loader: "js" } as const;
    await build({ stdin, bundle: true, format: "esm", platform: "node", outfile, plugins: [windowsPaths] });
    const onWindows = (await import(pathToFileURL(outfile).href)) as { readonly bindTexts: typeof bindTexts };
    for (const request of requests) {
      const expected = bindTexts(texts, request);
      assert.deepEqual(
        expected.diagnostics.map(({ code }) => code),
        ["bindgen/no-library"].slice(expected.counts.functions > 0 ? 0 : 1),
      );
      assert.equal(summarizeBinding(onWindows.bindTexts(texts, request)), summarizeBinding(expected));
    }
    assert.match(bindTexts(texts, requests[1] ?? { headers: [], targets }).module ?? "", /const INT_MAX = /);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
