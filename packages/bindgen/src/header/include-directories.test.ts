import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import type { CompilerAnswer } from "../compiler/ask-compiler.ts";
import type { IncludeEnvironment } from "./include-directories.ts";
import { countBeforeBuiltIns, findSystemIncludeDirectories } from "./include-directories.ts";

const host = "x86_64-unknown-linux-gnu";
const everything: IncludeEnvironment = {
  variables: {},
  isDirectory: () => true,
  askCompiler: () => null,
  workingDirectory: "/project",
};

test("the host's directories come in the compiler's order", () => {
  assert.deepEqual(findSystemIncludeDirectories(requireTarget(host), host, everything), [
    "/usr/local/include",
    "/usr/include/x86_64-linux-gnu",
    "/usr/include",
  ]);
});

test("another target never sees the host's headers", () => {
  const target = requireTarget("aarch64-unknown-linux-gnu");
  assert.deepEqual(findSystemIncludeDirectories(target, host, everything), ["/usr/aarch64-linux-gnu/include"]);
});

test("the compiler's variables come first, and directories that do not exist are left out", () => {
  const environment = {
    ...everything,
    variables: { CPATH: "/b::relative:/gone", C_INCLUDE_PATH: "/a" },
    statedDirectories: ["/stated"],
    isDirectory: (path: string) => path !== "/gone" && path !== "/usr/local/include",
  };
  assert.deepEqual(findSystemIncludeDirectories(requireTarget(host), host, environment), [
    "/b",
    "/project",
    "/project/relative",
    "/stated",
    "/a",
    "/usr/include/x86_64-linux-gnu",
    "/usr/include",
  ]);
});

test("directories that are stated come before what compilers bring, the system's behind that", () => {
  const environment = {
    ...everything,
    variables: { CPATH: "/b", C_INCLUDE_PATH: "/a:/usr/include", INCLUDE: "/visual" },
    statedDirectories: ["/stated"],
  };
  const count = (triple: string): number => {
    const target = requireTarget(triple);
    return countBeforeBuiltIns(target, findSystemIncludeDirectories(target, host, environment), environment);
  };
  assert.equal(count(host), 4);
  assert.equal(count("x86_64-pc-windows-msvc"), 4);
  assert.equal(count("x86_64-unknown-linux-musl"), 6);
});

test("musl has headers of its own", () => {
  const target = requireTarget("x86_64-unknown-linux-musl");
  assert.deepEqual(findSystemIncludeDirectories(target, host, everything), [
    "/usr/include/x86_64-linux-musl",
    "/usr/local/musl/include",
  ]);
});

test("where musl is the system's own C library, its headers are in the system's directories", () => {
  const target = requireTarget("aarch64-unknown-linux-musl");
  const directories = findSystemIncludeDirectories(target, "aarch64-unknown-linux-musl", everything);
  assert.deepEqual(directories.slice(0, 2), ["/usr/local/include", "/usr/include"]);
});

test("the directories of a compiler take the place of those that are well known", () => {
  const asked: string[] = [];
  const environment = (answers: Readonly<Record<string, string>>): IncludeEnvironment => ({
    ...everything,
    askCompiler: (words: readonly string[]) => {
      asked.push(words.join(" "));
      const machine = answers[words.join(" ")];
      return machine === undefined
        ? null
        : { machine, includeDirectories: [`/of/${words.join("/")}`], ownDirectories: [], missingDirectories: [] };
    },
  });
  const find = (triple: string, answers: Readonly<Record<string, string>>, variables = {}): readonly string[] =>
    findSystemIncludeDirectories(requireTarget(triple), host, { ...environment(answers), variables });
  assert.deepEqual(find(host, { gcc: "x86_64-linux-gnu" }), ["/of/gcc"]);
  assert.deepEqual(asked, ["cc", "gcc"]);
  assert.deepEqual(find(host, { cc: "aarch64-linux-gnu", clang: "x86_64-pc-linux-gnu" }), ["/of/clang"]);
  const cross = { "arm-linux-gnueabihf-gcc": "arm-linux-gnueabihf" };
  assert.deepEqual(find("armv7-unknown-linux-gnueabihf", cross), ["/of/arm-linux-gnueabihf-gcc"]);
  assert.deepEqual(find("x86_64-w64-windows-gnu", { "x86_64-w64-mingw32-gcc": "" }), ["/of/x86_64-w64-mingw32-gcc"]);
  assert.deepEqual(find("x86_64-unknown-linux-musl", { "x86_64-linux-musl-gcc": "x86_64-linux-gnu" }), [
    "/of/x86_64-linux-musl-gcc",
  ]);
  // The host's compiler may be one of musl, which has other headers for the same machine.
  assert.equal(find(host, { cc: "x86_64-alpine-linux-musl" })[0], "/usr/local/include");
  const both = { "clang --target=aarch64-linux-gnu": "aarch64-unknown-linux-gnu", cc: "x86_64-linux-gnu" };
  const variables = { CC: " clang  --target=aarch64-linux-gnu " };
  assert.deepEqual(find("aarch64-unknown-linux-gnu", both, variables), ["/of/clang/--target=aarch64-linux-gnu"]);
  // It is for another machine, and no other was named: what is well known is left.
  assert.equal(find(host, both, variables)[0], "/usr/local/include");
});

test("a root of its own stands before what is well known, and is told to the compiler", () => {
  const target = requireTarget("aarch64-unknown-linux-gnu");
  const environment = { ...everything, sysroot: "/image" };
  assert.deepEqual(findSystemIncludeDirectories(target, host, environment), [
    "/image/usr/local/include",
    "/image/usr/include/aarch64-linux-gnu",
    "/image/usr/include",
  ]);
  const askCompiler = (words: readonly string[]): CompilerAnswer => ({
    machine: "",
    includeDirectories: [...words],
    ownDirectories: [],
    missingDirectories: [],
  });
  assert.deepEqual(findSystemIncludeDirectories(target, host, { ...environment, askCompiler }), [
    "aarch64-linux-gnu-gcc",
    "--sysroot=/image",
  ]);
});
