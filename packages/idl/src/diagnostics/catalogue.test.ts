import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectGolden, goldenFile } from "@koine/codegen/golden";
import { renderText } from "@koine/diagnostics";
import type { Diagnostic } from "@koine/diagnostics";
import { diffApis } from "../diff/diff-apis.ts";
import { loadApi } from "../load/load-api.ts";
import type { ApiResult } from "../load/load-api.ts";
import { catalogue } from "./catalogue.ts";
import { lintEntries } from "./lint-entries.ts";

const root = "../languages/diagnostics";
const folders = readdirSync(goldenFile(root)).sort();

test("every diagnostic of the catalogue has a folder with a document that has the mistake", () => {
  assert.deepEqual(folders, Object.keys(catalogue).sort());
});

for (const name of folders) {
  test(`${name}: a document with the mistake gets the expected report`, () => {
    const folder = goldenFile(`${root}/${name}`);
    const input = readdirSync(folder).find((file) => file.startsWith("input.")) ?? "";
    const load = (file: string): ApiResult => {
      const lint = Object.hasOwn(lintEntries, name);
      return loadApi(file, { lint, readFile: (path) => readFileSync(join(folder, path)) });
    };
    const result = load(input);
    const { api } = result;
    const older = existsSync(join(folder, "old.yaml")) ? load("old.yaml") : undefined;
    const changes = older?.api === undefined || api === undefined ? [] : diffApis(older.api, api).diagnostics;
    const sources = new Map([...result.sources, ...(older?.sources ?? [])]);
    const diagnostics = [...result.diagnostics, ...changes];
    const report = renderText(diagnostics, { readSource: (file) => sources.get(file) });
    expectGolden(`${root}/${name}/expected.txt`, report);
    const own = diagnostics.filter(({ code }) => code === `idl/${name}`);
    assert.notEqual(own.length, 0, `idl/${name} is not reported`);
    assert.equal(
      api === undefined,
      diagnostics.some(({ severity }) => severity === "error"),
    );
    for (const diagnostic of diagnostics) assertWellFormed(diagnostic);
  });
}

function assertWellFormed({ code, message, help, span }: Diagnostic): void {
  assert.doesNotMatch(`${message} ${help ?? ""}`, /\{\w+\}|undefined|\[object/, code);
  assert.doesNotMatch(message, /^[A-Z]|[.!]$/, `${code}: "${message}" is no lower-case sentence without a full stop`);
  assert.ok(help, `${code} says what to do`);
  if (code !== "idl/unknown-format") assert.ok(span, `${code} has a place`);
}
