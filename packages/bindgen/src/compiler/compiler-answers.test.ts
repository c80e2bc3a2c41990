/** What the compilers of this machine say of themselves, and that they are asked once. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { findSystemIncludeDirectories } from "../header/include-directories.ts";
import { askCompiler, parseCompilerAnswer } from "./ask-compiler.ts";
import type { CompilerAnswer } from "./ask-compiler.ts";
import { CompilerAnswers } from "./compiler-answers.ts";
import { findProgram, identifyCompiler } from "./list-compilers.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-compiler-"));
after(() => rmSync(folder, { recursive: true }));
const needsShell = process.platform === "win32" ? "needs a shell" : false;

function skipWithout(program: string): string | false {
  return findProgram(program, process.env) === undefined ? `needs ${program}` : false;
}

/** A compiler that notes each time that it is asked, and then says what a real one does. */
function makeWrapper(name: string): { readonly path: string; readonly countCalls: () => number } {
  const path = join(folder, name);
  const log = `${path}.log`;
  writeFileSync(path, `#!/bin/sh\necho asked >> ${log}\nexec cc "$@"\n`);
  chmodSync(path, 0o755);
  return { path, countCalls: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").length - 1 : 0) };
}

/** What another process finds: nothing in memory, and the same files. */
function askElsewhere(path: string): CompilerAnswer | null {
  const program = `
    const { CompilerAnswers } = await import(${JSON.stringify(new URL("./compiler-answers.js", import.meta.url).href)});
    const directory = ${JSON.stringify(join(folder, "cache"))};
    console.log(JSON.stringify(new CompilerAnswers(process.env, directory).find([${JSON.stringify(path)}])));
  `;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  return JSON.parse(run.stdout) as CompilerAnswer | null;
}

for (const [program, triple] of [
  ["gcc", "x86_64-unknown-linux-gnu"],
  ["clang", "x86_64-unknown-linux-gnu"],
  ["aarch64-linux-gnu-gcc", "aarch64-unknown-linux-gnu"],
  ["musl-gcc", "x86_64-unknown-linux-musl"],
  ["x86_64-w64-mingw32-gcc", "x86_64-w64-windows-gnu"],
] as const) {
  test(`${program} finds stdio.h first where we do`, { skip: skipWithout(program) }, () => {
    const environment = {
      variables: { ...process.env, CC: program, CPATH: "", C_INCLUDE_PATH: "" },
      isDirectory: existsSync,
      askCompiler: (words: readonly string[]) => askCompiler(words, process.env),
      workingDirectory: folder,
    };
    const directories = findSystemIncludeDirectories(requireTarget(triple), triple, environment);
    const [first] = directories.map((path) => join(path, "stdio.h")).filter((path) => existsSync(path));
    const { stdout } = spawnSync(program, ["-E", "-xc", "-"], { input: "#include <stdio.h>\n", encoding: "utf8" });
    const [, theirs = ""] = /^# 1 "([^"]*\/stdio\.h)"/m.exec(stdout) ?? [];
    assert.equal(realpathSync(first ?? ""), realpathSync(theirs));
    const own = directories.findIndex((path) => /[/](?:gcc|gcc-cross|clang)[/]/.test(path));
    assert.ok(own < 0 || directories.slice(own).every((path) => /[/](?:gcc|gcc-cross|clang)[/]/.test(path)));
  });
}

test("the variables of gcc put directories where gcc puts them", { skip: skipWithout("gcc") }, () => {
  const variables = { PATH: process.env["PATH"], CC: "gcc", CPATH: "/usr/lib::/usr", C_INCLUDE_PATH: "/usr/bin" };
  const run = spawnSync("gcc", ["-isystem", "/usr/share", "-v", "-E", "-xc", "-"], {
    cwd: folder,
    encoding: "utf8",
    input: "",
    env: { ...variables, LC_ALL: "C" },
  });
  const target = requireTarget("x86_64-unknown-linux-gnu");
  const ours = findSystemIncludeDirectories(target, target.triple, {
    variables,
    isDirectory: existsSync,
    askCompiler: (words) => askCompiler(words, variables),
    workingDirectory: ".",
    statedDirectories: ["/usr/share"],
  });
  const answer = parseCompilerAnswer(run.stderr);
  const theirs = [...(answer?.includeDirectories ?? []), ...(answer?.ownDirectories ?? [])];
  assert.deepEqual(
    ours.map((path) => (path === process.cwd() ? "." : path)),
    theirs,
  );
});

test("a compiler is asked once, by all processes that share a cache, until it changes", { skip: needsShell }, () => {
  const { path, countCalls } = makeWrapper("once");
  const directory = join(folder, "cache");
  const ask = (): unknown => new CompilerAnswers(process.env, directory).find([path]);
  const first = ask();
  assert.ok(first !== null);
  assert.deepEqual(ask(), first);
  assert.equal(countCalls(), 1);
  assert.deepEqual(askElsewhere(path), first);
  assert.equal(countCalls(), 1);
  appendFileSync(path, "# another version\n");
  assert.deepEqual(ask(), first);
  assert.equal(countCalls(), 2);
});

test("a compiler is asked again when a directory is there that was not", { skip: needsShell }, () => {
  const { path, countCalls } = makeWrapper("later");
  const later = join(folder, "later-include");
  writeFileSync(path, readFileSync(path, "utf8").replace("exec cc", `exec cc -isystem ${later}`));
  const isThere = (): boolean | undefined => askElsewhere(path)?.includeDirectories.includes(later);
  assert.equal(isThere(), false);
  assert.equal(isThere(), false);
  assert.equal(countCalls(), 1);
  mkdirSync(later);
  assert.equal(isThere(), true);
  assert.equal(countCalls(), 2);
});

test("who does not answer is asked another time", { skip: needsShell }, () => {
  const path = join(folder, "busy");
  const ready = join(folder, "ready");
  writeFileSync(path, `#!/bin/sh\n[ -e ${ready} ] && exec cc "$@"\nexit 1\n`);
  chmodSync(path, 0o755);
  assert.equal(askElsewhere(path), null);
  writeFileSync(ready, "");
  assert.notEqual(askElsewhere(path), null);
});

test("what is no compiler, or not there, says nothing", { skip: needsShell }, () => {
  const answers = new CompilerAnswers(process.env);
  for (const words of [["koine-no-such-compiler"], ["true"], ["cat"], [join(folder, "cache")]])
    assert.equal(answers.find(words), null, words.join(" "));
});

test("a compiler behind another program changes what identifies both", { skip: needsShell }, () => {
  const { path } = makeWrapper("behind");
  const before = identifyCompiler(["env", path, "-m64"], process.env);
  appendFileSync(path, "# another version\n");
  assert.notEqual(identifyCompiler(["env", path, "-m64"], process.env), before);
  assert.equal(identifyCompiler(["koine-no-such-compiler"], process.env), undefined);
});

test("frameworks and the compiler's own headers are no directories of the system", () => {
  const text = `Apple clang version 15.0.0
Target: arm64-apple-darwin23.1.0
#include <...> search starts here:
 /usr/local/include
 /Library/Developer/CommandLineTools/usr/lib/clang/15.0.0/include
 /Library/Developer/CommandLineTools/SDKs/MacOSX.sdk/usr/include
 /Library/Developer/CommandLineTools/SDKs/MacOSX.sdk/System/Library/Frameworks (framework directory)
End of search list.
`;
  assert.deepEqual(parseCompilerAnswer(text), {
    machine: "arm64-apple-darwin23.1.0",
    includeDirectories: ["/usr/local/include", "/Library/Developer/CommandLineTools/SDKs/MacOSX.sdk/usr/include"],
    ownDirectories: ["/Library/Developer/CommandLineTools/usr/lib/clang/15.0.0/include"],
    missingDirectories: [],
  });
  assert.equal(parseCompilerAnswer("cc: error: no input files"), null);
});
