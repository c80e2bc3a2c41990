import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { findSystemIncludeDirectories } from "./include-directories.ts";

const host = "x86_64-unknown-linux-gnu";
const everything = { variables: {}, isDirectory: () => true };

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
    variables: { CPATH: "/b:relative:/gone", C_INCLUDE_PATH: "/a" },
    isDirectory: (path: string) => path !== "/gone" && path !== "/usr/local/include",
  };
  assert.deepEqual(findSystemIncludeDirectories(requireTarget(host), host, environment), [
    "/a",
    "/b",
    "/usr/include/x86_64-linux-gnu",
    "/usr/include",
  ]);
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
