import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { expectGolden, goldenFile } from "@koine/codegen/golden";
import { renderText } from "@koine/diagnostics";
import type { Diagnostic } from "@koine/diagnostics";
import { diffApis } from "../diff/diff-apis.ts";
import { planOutputs } from "../generate/plan-outputs.ts";
import { checkCapabilities, renderTargets } from "../generate/render-targets.ts";
import { writeOutputs } from "../generate/write-outputs.ts";
import { cTarget } from "../languages/c/target.ts";
import { loadApi } from "../load/load-api.ts";
import type { ApiResult } from "../load/load-api.ts";
import type { Api } from "../model/index.ts";
import { compareImplementation } from "../scaffold/author/compare-implementation.ts";
import { scaffolds } from "../scaffold/scaffold.ts";
import { catalogue } from "./catalogue.ts";
import { generateEntries } from "./generate-entries.ts";
import { lintEntries } from "./lint-entries.ts";

const root = "../languages/diagnostics";
const folders = readdirSync(goldenFile(root)).sort();

test("every diagnostic of the catalogue has a folder with a document that has the mistake", () => {
  assert.deepEqual(folders, Object.keys(catalogue).sort());
});

for (const name of folders) {
  test(`${name}: a document with the mistake gets the expected report`, async () => {
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
    const diagnostics = [...result.diagnostics, ...changes, ...(await provoke(name, api))];
    const report = renderText(diagnostics, { readSource: (file) => sources.get(file) });
    expectGolden(`${root}/${name}/expected.txt`, report);
    const own = diagnostics.filter(({ code }) => code === `idl/${name}`);
    assert.notEqual(own.length, 0, `idl/${name} is not reported`);
    assert.equal(
      api === undefined,
      result.diagnostics.some(({ severity }) => severity === "error"),
    );
    for (const diagnostic of diagnostics) assertWellFormed(diagnostic);
  });
}

function assertWellFormed({ code, message, help, span }: Diagnostic): void {
  assert.doesNotMatch(`${message} ${help ?? ""}`, /\{\w+\}|undefined|\[object/, code);
  assert.doesNotMatch(message, /^[A-Z]|[.!]$/, `${code}: "${message}" is no lower-case sentence without a full stop`);
  assert.ok(help, `${code} says what to do`);
  if (!withoutPlace.has(code)) assert.ok(span, `${code} has a place`);
}

/** They speak of other files, or of tables of which places are not kept. */
const withoutPlace: ReadonlySet<string> = new Set(
  [
    "unknown-format",
    "edited-output",
    "foreign-output",
    "superfluous-implementation",
    "unknown-target-option",
    "invalid-target-option",
  ].map((name) => `idl/${name}`),
);

/** What generating a document reports, with files in the way that the diagnostic is about. */
async function provoke(name: string, api: Api | undefined): Promise<readonly Diagnostic[]> {
  if (api === undefined || !Object.hasOwn(generateEntries, name)) return [];
  const { plan, files, diagnostics } = renderTargets(api);
  if (name === "unsupported-by-target") {
    const lacks = { "struct-callback-results": "its callbacks give no structs" };
    return checkCapabilities(plan, { ...cTarget, name: "example", lacks });
  }
  if (name.endsWith("-implementation")) {
    // The author wrote what another document has; nothing of it where all is missing.
    const { api: older } = loadApi(goldenFile(`${root}/${name}/older.yaml`), { lint: false });
    return scaffolds.flatMap((scaffold) => {
      const { path } = scaffold.renderImplementation(plan);
      const text = older === undefined ? "nothing yet" : scaffold.renderImplementation(renderTargets(older).plan).text;
      return compareImplementation(scaffold, plan, [{ path, text }]);
    });
  }
  if (!name.endsWith("-output")) return diagnostics;
  const directory = mkdtempSync(join(tmpdir(), "koine-outputs-"));
  try {
    const request = { directory, document: "input.yaml", files: files.filter(({ path }) => path.endsWith(".h")) };
    const plannedOutputs = () => planOutputs({ ...request, folders: [], isForced: false });
    if (name === "edited-output") await writeOutputs(plannedOutputs());
    for (const { path } of request.files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), "by hand");
    }
    return plannedOutputs().diagnostics;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
