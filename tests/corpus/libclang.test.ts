/**
 * libclang as a second opinion on the corpus: what it reads gives the same lines of the spec, in the same order, as our own
 * front end: every function with its parameters and types, every record with its layout, every enumerator and typedef.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindHeaders } from "@koine/bindgen";
import { goldenFile } from "@koine/codegen/golden";
import { readClangVersion, readDeclarationsWithLibclang } from "koine/libclang";
import { declarationLines } from "./declaration-lines.ts";
import { findIncludeDirectories, findMissingHeaders, headerSets } from "./header-set.ts";
import type { HeaderSet } from "./header-set.ts";

/** Where the two rightly differ, by name. */
const explained: ReadonlyMap<string, string> = new Map([
  ["OPENSSL_die", "libclang does not tell _Noreturn"],
  ["OSSL_provider_init", "libclang does not tell the parameter names of a typedef"],
  ["gtk_style_provider_get_icon_factory", "its message is NULL, which clang's stddef.h spells ((void*)0)"],
]);

const isCi = (process.env["CI"] ?? "") !== "";
const version = findVersion();
const totals = { lines: 0, functions: 0, records: 0, explained: 0 };

function findVersion(): string | undefined {
  try {
    return readClangVersion();
  } catch {
    return undefined;
  }
}

function reasonToSkip(set: HeaderSet): string | false {
  if (process.platform !== "linux" || process.arch !== "x64") return "the corpus is that of x86-64 Linux";
  if (version === undefined) return isCi ? false : "libclang is not installed";
  const missing = findMissingHeaders(set);
  return missing.length > 0 && !isCi ? `<${missing.join(">, <")}> is not installed` : false;
}

function isExplained(line: string): boolean {
  const name = /"name":"(\w+)"/.exec(line)?.[1] ?? "";
  if (!explained.has(name)) return false;
  totals.explained++;
  return true;
}

for (const set of headerSets) {
  test(`${set.name}: libclang reads the same`, { skip: reasonToSkip(set) }, () => {
    const options = {
      headers: set.headers,
      libraries: [set.name],
      includeDirectories: findIncludeDirectories(set),
    };
    const own = bindHeaders(options);
    const clang = bindHeaders({ ...options, reader: readDeclarationsWithLibclang });
    assert.deepEqual(
      clang.diagnostics.filter(({ severity }) => severity !== "note"),
      [],
    );
    const lines = declarationLines(own);
    assert.deepEqual(
      declarationLines(clang).filter((line) => !isExplained(line)),
      lines.filter((line) => !isExplained(line)),
    );
    totals.lines += lines.length;
    totals.functions += lines.filter((line) => line.includes('"kind":"function"')).length;
    totals.records += lines.filter((line) => /"kind":"(?:struct|union)"/.test(line)).length;
  });
}

test(
  "vectors.h: libclang reads the same",
  { skip: version === undefined ? "libclang is not installed" : false },
  () => {
    const options = { headers: [goldenFile("bindgen/headers/vectors.h")], libraries: ["vectors"] };
    const lines = declarationLines(bindHeaders({ ...options, reader: readDeclarationsWithLibclang }));
    assert.ok(lines.some((line) => line.includes("vec(4) float")));
    assert.deepEqual(lines, declarationLines(bindHeaders(options)));
  },
);

test("the numbers", { skip: version === undefined ? "libclang is not installed" : false }, (t) => {
  const { lines, functions, records, explained: differences } = totals;
  t.diagnostic(
    `${version}: ${lines} lines of declarations, among them ${functions} functions and ${records} records; ` +
      `${differences / 2} explained differences, no others`,
  );
  assert.ok(differences / 2 <= explained.size);
});
