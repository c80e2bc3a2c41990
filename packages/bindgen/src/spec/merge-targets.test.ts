/** Specs of several targets as one: nothing of any of them is lost, and each stands where its own spec has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeOrders } from "./merge-orders.ts";
import { bindTexts } from "../texts/bind-texts.ts";
import { declarationsFor, mergeTargets } from "./merge-targets.ts";
import { specFormat } from "./model.ts";
import type { Spec, SpecSkipped } from "./model.ts";

function specOf(triple: string, skipped: readonly SpecSkipped[]): Spec {
  const filter = { include: [], exclude: [] };
  const head = {
    format: specFormat,
    generator: "0",
    headers: ["a.h"],
    libraries: [],
    targets: [triple],
    defines: [],
  } as const;
  const empty = { declarations: [], overrides: [], annotations: new Map(), docs: new Map(), lines: new Map() };
  return { ...empty, head: { ...head, filter, files: [] }, skipped };
}

test("what only a later list has stands behind what it stands behind there, or first", () => {
  const merge = (...lists: readonly string[]): string =>
    mergeOrders(
      lists.map((list) => [...list]),
      String,
    ).join("");
  assert.equal(merge("bd", "abcde"), "abcde");
  assert.equal(merge("bd", "xyb", "zb"), "zxybd");
  assert.equal(merge("", "ab"), "ab");
});

test("what is left out is told once of each kind and reason", () => {
  const macro = { kind: "macro", name: "open", file: "a.h", reason: "macro-value" } as const;
  const inline = { kind: "function", name: "open", file: "a.h", reason: "inline-function" } as const;
  const hidden = { ...macro, reason: "macro-hides-declaration" } as const;
  const merged = mergeTargets([
    specOf("x86_64-unknown-linux-gnu", [macro, inline]),
    specOf("aarch64-unknown-linux-gnu", [{ ...macro, detail: "of another target" }, hidden]),
  ]);
  assert.deepEqual(merged.skipped, [macro, inline, hidden]);
});

test("what a target lacks is not among its declarations, and what only it has is", () => {
  const text = "int both(void);\n#ifdef __APPLE__\nint apple(void);\n#else\nint other(void);\n#endif\n";
  const targets = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin"] as const;
  const { spec } = bindTexts({ "a.h": text }, { headers: ["a.h"], libraries: ["a"], targets });
  assert.ok(spec !== null);
  const names = targets.map((target) => declarationsFor(spec, target).map(({ name }) => name));
  assert.deepEqual(names, [
    ["both", "other"],
    ["both", "apple"],
  ]);
});
