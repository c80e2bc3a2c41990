/** The Rust target: crates that build without warnings and stand as rustfmt and clippy want them, and consumers of them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { importedBinding, renderBinding } from "./binding.ts";
import { testConsumers } from "./consumer.ts";
import type { ConsumerRun } from "./consumer.ts";
import { buildProducer, languagesRoot, listFeatures, loadDocument, runTool } from "./producer.ts";

interface Example {
  readonly feature: string;
  /** The folder of the crate. */
  readonly crate: string;
  /** The folder of the library. */
  readonly libraries: string;
  readonly source: string;
  /** Prefixes of imported documents. */
  readonly imports?: readonly string[];
}

/** Tells cargo where the crates of imported documents are, which no registry has. */
function patchImports(crate: string, imports: readonly string[]): readonly string[] {
  return imports.flatMap((name) => {
    const path = importedBinding(dirname(crate), name, "rust");
    return ["--config", `patch.crates-io.${name}.path=${JSON.stringify(path)}`];
  });
}

/** Builds a program that uses the crate; gives its path. */
function buildExample({ feature, crate, libraries, source, imports = [] }: Example): string {
  const examples = join(crate, "examples");
  mkdirSync(join(examples, "check"), { recursive: true });
  cpSync(source, join(examples, "consumer.rs"));
  cpSync(join(languagesRoot, "consumers", "rust", "check.rs"), join(examples, "check", "mod.rs"));
  const variables = [feature, ...imports].map((name) => `${name.toUpperCase().replaceAll("-", "_")}_LIBRARY_DIR`);
  const folders = Object.fromEntries(variables.map((name) => [name, libraries]));
  const env = { ...process.env, RUSTFLAGS: "-Dwarnings", ...folders };
  const words = ["build", ...patchImports(crate, imports), "--offline", "--quiet", "--example", "consumer"];
  runTool("cargo", words, { cwd: crate, env });
  return join(crate, "target", "debug", "examples", "consumer");
}

const hasValgrind = canRun("valgrind", "--version") || process.env["CI"] !== undefined;

/** Runs a program again where every wrong access and every lost block is an error. */
function underMemcheck(program: string): ConsumerRun {
  const words = ["--quiet", "--error-exitcode=9", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect"];
  return { program: "valgrind", words: [...words, "--fair-sched=yes", program] };
}

testConsumers({
  name: "rust",
  guide: { page: "generated-rust.md", fence: "rust" },
  ending: ".rs",
  programs: ["cargo", "rustc", "gcc"],
  prepare: ({ feature, source, scratch, libraries, imports, producer }) => {
    const crate = renderBinding({ feature, target: "rust", folder: scratch });
    const program = buildExample({ feature, crate, libraries, source, imports });
    // The runtime of Go does what memcheck takes for mistakes.
    return [{ program, words: [] }, ...(hasValgrind && producer !== "go" ? [underMemcheck(program)] : [])];
  },
});

function canRun(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: "ignore" }).status === 0;
}

const hasCargo = canRun("cargo", "--version") || process.env["CI"] !== undefined;
const hasFormatter = hasCargo && canRun("rustfmt", "--version");
const hasClippy = hasCargo && canRun("cargo", "clippy", "--version");

const rendered = [...listFeatures(), "kitchen-sink"];

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

test("rust: a stale library is refused with every difference", { skip: hasCargo ? false : "needs cargo" }, () => {
  inTemporaryDirectory((folder) => {
    const edit = (text: string) =>
      text
        .replace("name: min_i64, return: i64", "name: min_i64, return: i32")
        .replace("name: add, params: [{ name: a, type: i32 }", "name: add, params: [{ name: a, type: i64 }");
    const crate = renderBinding({ feature: "scalars", target: "rust", folder, edit });
    const { libraries } = buildProducer("scalars");
    const source = join(languagesRoot, "consumers", "rust", "stale.rs");
    const program = buildExample({ feature: "scalars", crate, libraries, source });
    const run = spawnSync(program, { encoding: "utf8", env: { ...process.env, LD_LIBRARY_PATH: libraries } });
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, /^this crate does not fit the library: /);
    assert.match(run.stdout, /numbers\.add is different in the library/);
    assert.match(run.stdout, /numbers\.min_i64 is different in the library/);
    assert.doesNotMatch(run.stdout, /numbers\.echo_i8/);
  });
});
