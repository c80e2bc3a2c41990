/** Promises of the matrix: what depends on the engine meets each, what depends on the runtime meets each runtime. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findRuntime, runtimes } from "../setup/required.mjs";
import { findTestsOfMatrix, planMatrix } from "./runtime-matrix.mjs";

/** @type {ReadonlyMap<string, import("./native-reach.mjs").Reach>} */
const reach = new Map([
  ["a", "engine"],
  ["b", "runtime"],
  ["c", "neither"],
]);
const plan = planMatrix(reach);

/** @param {string} file */
const wherePlanned = (file) =>
  plan.filter(({ files }) => files.includes(file)).map(({ runtime, mode }) => `${runtime.name} ${mode}`.trimEnd());

test("each engine of each runtime runs what depends on the engine", () => {
  const everywhere = ["Node 20", "Node 20 plain", "Node 22 fast", "Node 22 plain", "Node 22 libffi"];
  everywhere.push("Node 24 fast", "Node 24 plain", "Node 26 fast", "Node 26 plain", "Bun plain", "Deno plain");
  assert.deepEqual(wherePlanned("a"), everywhere);
});

test("each runtime runs once what depends on the runtime only, and what depends on neither is left to the unit tests", () => {
  assert.deepEqual(
    plan.filter(({ files }) => files.includes("b")).map(({ runtime }) => runtime.name),
    runtimes.map(({ name }) => name),
  );
  assert.deepEqual(wherePlanned("c"), []);
});

test("what the unit tests leave to the matrix is planned as unit tests run: on the oldest Node, with the engine of its choice", async () => {
  const [first] = plan;
  assert.deepEqual([first?.runtime, first?.mode, first?.files], [runtimes[0], "", ["a", "b"]]);
  const left = await findTestsOfMatrix();
  const oldest = runtimes.find(({ kind }) => kind === "node");
  const isThere = oldest !== undefined && findRuntime(oldest) !== undefined;
  assert.equal(left.has("tests/dist/conformance/scalars.test.js"), isThere);
  assert.ok(!left.has("packages/engine/dist/stub/system-v-x64-stub.test.js"));
});
