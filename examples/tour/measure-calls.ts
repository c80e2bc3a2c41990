/** The step that measures: a few rows of the benchmark, each peer in a process of its own, all in this run. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { outputDirectory, repositoryRoot } from "./paths.ts";
import { runNode } from "./run-node.ts";
import { printLines, renderColumns, style } from "./terminal.ts";

const peers = ["koine", "koffi", "node:ffi"];

const workloads: Readonly<Record<string, string>> = {
  add_i32: "add two ints",
  strlen20: "strlen of 20 characters",
  out_int: "int returned through a pointer",
  callback: "C calls JavaScript",
};

/** What is read of the benchmark's JSON report. */
interface Report {
  readonly results: readonly {
    readonly node: string;
    readonly peer: string;
    readonly row: string;
    readonly outcome: { readonly kind: string; readonly median?: number; readonly reason?: string };
  }[];
}

/** Measures on the newest Node that is here: the one from npm has `node:ffi`. */
export function measureCalls(): void {
  const path = join(outputDirectory, "timings.json");
  const major = findMajor();
  const choice = ["--quick", "--isolated", "--node", major, "--peer", peers.join(",")];
  runNode(join("bench", "dist", "main.js"), [
    ...choice,
    "--workload",
    Object.keys(workloads).join(","),
    "--json",
    path,
  ]);
  const { results } = JSON.parse(readFileSync(path, "utf8")) as Report;
  const cell = (row: string, peer: string): string => {
    const outcome = results.find((result) => result.row === row && result.peer === peer)?.outcome;
    assert.ok(outcome?.kind !== "wrong" && outcome?.kind !== "failed", `${peer}, ${row}: ${outcome?.reason ?? "?"}`);
    return outcome?.median === undefined ? "–" : `${outcome.median.toFixed(1)} ns`;
  };
  const rows = Object.entries(workloads).map(([row, title]) => [title, ...peers.map((peer) => cell(row, peer))]);
  printLines(renderColumns([[`one call on Node ${results[0]?.node ?? "?"}`, ...peers], ...rows]));
  printLines(style("dim", "\nmedians of 5 short runs; `npm run bench` measures all of it, more carefully"));
}

/** Finds the newest Node that the benchmark can run: one from npm, or this one. */
function findMajor(): string {
  const own = process.versions.node.split(".")[0];
  const found = ["26", "24", "22", "20"].find(
    (major) => existsSync(join(repositoryRoot, "node_modules", `node-${major}`, "bin", "node")) || major === own,
  );
  return found ?? assert.fail("no Node that the benchmark knows is installed");
}
