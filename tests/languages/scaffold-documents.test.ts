/**
 * The scaffold of every document in every language: it compiles and links at once, without warnings, and is as the tools of the
 * language want it. All documents are compiled together, which takes a fraction of the time that each for itself would.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { goEnvironment, listDocuments, loadDocument, runTool, withImports, writeFiles } from "./producer.ts";
import { layScaffold } from "./scaffold-files.ts";

const isCi = process.env["CI"] !== undefined;
const timeout = 600_000;

function isInstalled(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: "ignore" }).status === 0;
}

const warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/** Lays all documents into one folder, as their files in C and C++ have names of their own. */
function layAll(directory: string, language: string): readonly string[] {
  return [...new Set(listDocuments().flatMap((feature) => layScaffold(directory, feature, language)))];
}

test("the scaffolds in C compile and link for every document", { timeout }, () => {
  inTemporaryDirectory((directory) => {
    const sources = layAll(directory, "c").filter((file) => file.endsWith(".c"));
    const headers = ["-I", join(directory, "c"), "-I", join(directory, "scaffold", "c")];
    const linking = ["-shared", "-fPIC", "-pthread", "-Wl,--no-undefined", "-o", join(directory, "library.so")];
    runTool("gcc", ["-std=c99", ...warnings, ...headers, ...sources, ...linking]);
    if (isCi || isInstalled("clang", "--version")) {
      runTool("clang", ["-std=c99", ...warnings, ...headers, "-fsyntax-only", ...sources]);
    }
  });
});

test("the scaffolds in C++ compile and link for every document", { timeout }, () => {
  inTemporaryDirectory((directory) => {
    const files = layAll(directory, "cpp");
    const headers = ["-I", join(directory, "c"), "-I", join(directory, "scaffold", "cpp"), ...warnings];
    const all = join(directory, "all.cpp");
    const included = files.filter((file) => file.endsWith(".cpp"));
    writeFileSync(all, included.map((file) => `#include ${JSON.stringify(file)}\n`).join(""));
    const sources = files.filter((file) => file.endsWith(".c"));
    const glue = join(directory, "glue.o");
    runTool("gcc", ["-std=c99", ...headers, "-fPIC", "-r", "-nostdlib", ...sources, "-o", glue]);
    const linking = ["-shared", "-fPIC", "-pthread", "-Wl,--no-undefined", "-o", join(directory, "library.so")];
    runTool("g++", ["-std=c++17", ...headers, all, glue, ...linking]);
    if (isCi || isInstalled("clang++", "--version")) {
      runTool("clang++", ["-std=c++17", ...headers, "-fsyntax-only", all]);
    }
  });
});

/** Lays each document into a folder of its own, and the packages of imported ones beside it; gives the documents. */
function layApart(directory: string, language: "rust" | "go"): readonly string[] {
  const features = listDocuments();
  for (const feature of features) {
    const place = join(directory, "scaffolds", feature);
    layScaffold(place, feature, language);
    for (const name of withImports(feature).slice(0, -1)) {
      writeFiles(join(directory, "bindings", name), renderTargets(loadDocument(name), [language]).files);
      // Headers include those of imported documents.
      writeFiles(place, renderTargets(loadDocument(name), ["c"]).files);
    }
  }
  return features;
}

function listImported(): readonly string[] {
  return [...new Set(listDocuments().flatMap((feature) => withImports(feature).slice(0, -1)))];
}

const hasRust = isCi || isInstalled("cargo", "--version");

test("the scaffolds in Rust compile for every document", { timeout, skip: hasRust ? false : "needs cargo" }, () => {
  inTemporaryDirectory((directory) => {
    const features = layApart(directory, "rust");
    const roots = features.map((feature) => join("scaffolds", feature, "scaffold", "rust", "src", "lib.rs"));
    if (isInstalled("rustfmt", "--version")) {
      runTool("rustfmt", ["--check", "--edition", "2021", ...roots], { cwd: directory });
    }
    // Crates of one workspace have names of their own; that of what is imported is its package's.
    const imported = listImported();
    const members = features.filter((feature) => !imported.includes(feature));
    const patches = imported.map((name) => `${name} = { path = "../bindings/${name}/rust" }`);
    const manifest = [
      "[workspace]",
      'resolver = "2"',
      `members = [${members.map((feature) => JSON.stringify(`${feature}/scaffold/rust`)).join(", ")}]`,
      `exclude = [${imported.map((feature) => JSON.stringify(`${feature}/scaffold/rust`)).join(", ")}]`,
      "[patch.crates-io]",
      ...patches,
    ];
    writeFileSync(join(directory, "scaffolds", "Cargo.toml"), `${manifest.join("\n")}\n`);
    const folders = Object.fromEntries(imported.map((name) => [`${name.toUpperCase()}_LIBRARY_DIR`, directory]));
    const target = { CARGO_TARGET_DIR: join(directory, "target"), RUSTFLAGS: "-Dwarnings" };
    const env = { ...process.env, ...folders, ...target };
    const hasClippy = isInstalled("cargo", "clippy", "--version");
    const check = hasClippy ? ["clippy", "--offline", "--quiet"] : ["check", "--offline", "--quiet"];
    const places = imported.map((name) => join(directory, "scaffolds", name, "scaffold", "rust"));
    for (const cwd of places) runTool("cargo", check, { cwd, env: { ...env, CARGO_TARGET_DIR: join(cwd, "target") } });
    runTool("cargo", check, { cwd: join(directory, "scaffolds"), env });
  });
});

const hasGo = isCi || isInstalled("go", "version");

test("the scaffolds in Go compile and link for every document", { timeout, skip: hasGo ? false : "needs go" }, () => {
  inTemporaryDirectory((directory) => {
    const features = layApart(directory, "go");
    assert.equal(runTool("gofmt", ["-l", "."], { cwd: directory }), "", "gofmt changes files");
    for (const feature of features) rmSync(join(directory, "scaffolds", feature, "scaffold", "go", "go.mod"));
    const lines = listImported().map((name) => `require ${name} v1.0.0\nreplace ${name} => ../bindings/${name}/go\n`);
    const cwd = join(directory, "scaffolds");
    writeFileSync(join(cwd, "go.mod"), `module local/scaffolds\n\ngo 1.23\n\n${lines.join("")}`);
    runTool("go", ["vet", "-trimpath", "./..."], { cwd, env: goEnvironment() });
    // One of them is linked; what is different in each is compiled, which vet does.
    const output = join(directory, "library.so");
    const build = ["build", "-trimpath", "-buildmode=c-shared", "-o", output];
    runTool("go", [...build, "./every-construct/scaffold/go"], { cwd, env: goEnvironment() });
  });
});
