/** However many workers render, the files are the same, in the same order. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allConstructs } from "../load/all-constructs.case.ts";
import { parseApi } from "../load/load-api.ts";
import type { Api } from "../model/index.ts";
import { renderTargetsInWorkers } from "./render-in-workers.ts";
import { renderTargets } from "./render-targets.ts";

function load(text: string): Api {
  const { api, diagnostics } = parseApi(text, "all.yaml");
  assert.ok(api !== undefined, JSON.stringify(diagnostics));
  // It has an option that no target has.
  return { ...api, generators: {} };
}

for (const workerCount of [0, 1, 3, 20]) {
  test(`${workerCount} workers give the same files, for all targets and for some`, async () => {
    const api = load(allConstructs);
    for (const names of [undefined, ["c"], ["rust", "c", "ts"]]) {
      const { files, diagnostics } = renderTargets(api, names);
      assert.notEqual(files.length, 0);
      const beside = await renderTargetsInWorkers(api, names, { workerCount });
      assert.deepEqual(beside.files, files);
      assert.deepEqual(beside.diagnostics, diagnostics);
    }
  });
}

test("what a worker throws is thrown here, with its stack", async () => {
  const api = load(allConstructs);
  const [module] = api.modules;
  assert.ok(module !== undefined);
  // No front end gives such a name: only to see what becomes of a mistake in a renderer.
  const broken = { ...api, modules: [{ ...module, doc: 5 as unknown as string }, ...api.modules.slice(1)] };
  for (const workerCount of [0, 1, 5]) {
    const failure = renderTargetsInWorkers(broken, undefined, { workerCount });
    await assert.rejects(failure, (error) => error instanceof TypeError && /languages/.test(error.stack ?? ""));
  }
});

test("options that a target does not have are reported, and nothing is rendered", async () => {
  const api = { ...load(allConstructs), generators: { rust: { crate: "x" } } };
  const { files, diagnostics } = await renderTargetsInWorkers(api, undefined, { workerCount: 2 });
  assert.deepEqual(files, []);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ["idl/unknown-target-option"],
  );
});
