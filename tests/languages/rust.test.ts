/** The Rust target: crates that build without warnings and stand as rustfmt and clippy want them, and consumers of them. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { renderBinding } from "./binding.ts";
import { testConsumers } from "./consumer.ts";
import type { ConsumerRun } from "./consumer.ts";
import { listFeatures, loadDocument, runTool } from "./producer.ts";
import { buildRustProgram, patchImports } from "./rust-program.ts";

const hasValgrind = canRun("valgrind", "--version") || process.env["CI"] !== undefined;

/** Runs a program again where every wrong access and every lost block is an error. */
function underMemcheck(program: string): ConsumerRun {
  const words = ["--quiet", "--error-exitcode=9", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect"];
  return { program: "valgrind", words: [...words, "--fair-sched=yes", program] };
}

testConsumers({
  name: "rust",
  guide: { page: "generated-rust.md", fence: "rust", features: ["contacts", "kvstore"] },
  ending: ".rs",
  programs: ["cargo", "rustc", "gcc"],
  prepare: ({ feature, source, scratch, libraries, imports }) => {
    const crate = renderBinding({ feature, target: "rust", folder: scratch });
    return { program: buildRustProgram({ feature, crate, libraries, source, imports }), words: [] };
  },
  // The runtime of Go does what memcheck takes for mistakes.
  adapt: (runs, { producer }) =>
    hasValgrind && producer !== "go" ? [...runs, ...runs.map(({ program }) => underMemcheck(program))] : runs,
});

function canRun(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: "ignore" }).status === 0;
}

const hasCargo = canRun("cargo", "--version") || process.env["CI"] !== undefined;
const hasFormatter = hasCargo && canRun("rustfmt", "--version");
const hasClippy = hasCargo && canRun("cargo", "clippy", "--version");

const rendered = [...listFeatures(), "kitchen-sink", "words"];

for (const feature of rendered) {
  test(`rust: rustfmt of ${feature}`, { skip: hasFormatter ? false : "needs rustfmt" }, () => {
    inTemporaryDirectory((folder) => {
      const cwd = renderBinding({ feature, target: "rust", folder });
      runTool("rustfmt", ["--check", "--edition", "2021", "build.rs", join("src", "lib.rs")], { cwd });
    });
  });
}

for (const name of ["contacts", "kitchen-sink"]) {
  test(`rust: the crate of ${name} is as reviewed`, () => {
    for (const { path, text } of renderTargets(loadDocument(name), ["rust"]).files) {
      if (/\/support(?:\.rs|\/)/.test(path)) continue;
      expectGolden(`idl/${name}/${path}`, text.replace(/koine [\d.]+ from/, "koine VERSION from"));
    }
  });
}

test("rust: clippy of all documents", { skip: hasClippy ? false : "needs clippy" }, () => {
  for (const feature of rendered) {
    inTemporaryDirectory((folder) => {
      const cwd = renderBinding({ feature, target: "rust", folder });
      const imports = loadDocument(feature).imports.map(({ api }) => api.prefix);
      const words = ["clippy", ...patchImports(cwd, imports), "--offline", "--quiet", "--", "-D", "warnings"];
      runTool("cargo", words, { cwd });
    });
  }
});
