/** The Rust target: crates that build without warnings and stand as rustfmt and clippy want them, and consumers of them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { renderBinding } from "./binding.ts";
import { testConsumers } from "./consumer.ts";
import { buildProducer, languagesRoot, listFeatures, loadDocument, runTool } from "./producer.ts";

const lacks = { imports: "types of other documents are not rendered" };

interface Example {
  readonly feature: string;
  /** The folder of the crate. */
  readonly crate: string;
  /** The folder of the library. */
  readonly libraries: string;
  readonly source: string;
}

/** Builds a program that uses the crate; gives its path. */
function buildExample({ feature, crate, libraries, source }: Example): string {
  const examples = join(crate, "examples");
  mkdirSync(join(examples, "check"), { recursive: true });
  cpSync(source, join(examples, "consumer.rs"));
  cpSync(join(languagesRoot, "consumers", "rust", "check.rs"), join(examples, "check", "mod.rs"));
  const variable = `${feature.toUpperCase().replaceAll("-", "_")}_LIBRARY_DIR`;
  const env = { ...process.env, RUSTFLAGS: "-Dwarnings", [variable]: libraries };
  runTool("cargo", ["build", "--offline", "--quiet", "--example", "consumer"], { cwd: crate, env });
  return join(crate, "target", "debug", "examples", "consumer");
}

testConsumers({
  name: "rust",
  ending: ".rs",
  programs: ["cargo", "rustc", "gcc"],
  lacks,
  prepare: ({ feature, source, scratch, libraries }) => {
    const crate = renderBinding({ feature, target: "rust", folder: scratch });
    return { program: buildExample({ feature, crate, libraries, source }), words: [] };
  },
});

function canRun(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: "ignore" }).status === 0;
}

const hasCargo = canRun("cargo", "--version") || process.env["CI"] !== undefined;
const hasFormatter = hasCargo && canRun("rustfmt", "--version");
const hasClippy = hasCargo && canRun("cargo", "clippy", "--version");

const rendered = [...listFeatures().filter((name) => !(name in lacks)), "kitchen-sink"];

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
      runTool("cargo", ["clippy", "--offline", "--quiet", "--", "-D", "warnings"], { cwd });
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
