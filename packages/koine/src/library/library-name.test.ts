/** Which row of a table a process takes, by platform, architecture and C library; the latter on real ones in `tests/conformance`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { createFakeBackend } from "../backends/fake/backend.ts";
import { libraryCandidates } from "./library-name.ts";
import type { LibraryName } from "./library-name.ts";

const backends = {
  glibc: createFakeBackend(),
  musl: createFakeBackend({ target: requireTarget("x86_64-unknown-linux-musl") }),
  glibcArm: createFakeBackend({ target: requireTarget("aarch64-unknown-linux-gnu") }),
  muslArm: createFakeBackend({ target: requireTarget("aarch64-unknown-linux-musl") }),
  mac: createFakeBackend({ target: requireTarget("aarch64-apple-darwin") }),
  windows: createFakeBackend({ target: requireTarget("x86_64-pc-windows-msvc") }),
};

function choose(name: LibraryName): Record<string, string | null | undefined> {
  return Object.fromEntries(
    Object.entries(backends).map(([process, backend]) => [process, libraryCandidates(name, backend)[0]]),
  );
}

test("the row that says most is taken", () => {
  const rows = {
    linux: "./any.so",
    "linux-musl": "./musl.so",
    "linux-arm64": "./arm64.so",
    "linux-arm64-musl": "./arm64-musl.so",
    darwin: "./mac.dylib",
    win32: "./windows.dll",
  };
  assert.deepEqual(choose(rows), {
    glibc: "./any.so",
    musl: "./musl.so",
    glibcArm: "./arm64.so",
    muslArm: "./arm64-musl.so",
    mac: "./mac.dylib",
    windows: "./windows.dll",
  });
});

test("a C library that is named is not mistaken for the other one", () => {
  const others = { darwin: "./x.dylib", win32: "./x.dll" };
  assert.equal(choose({ ...others, "linux-glibc": "./g.so", "linux-musl": "./m.so" })["musl"], "./m.so");
  assert.equal(choose({ ...others, "linux-glibc": "./g.so", "linux-musl": "./m.so" })["glibcArm"], "./g.so");
  const isNotNamed = (error: unknown): boolean =>
    error instanceof FfiError && error.code === "FFI_LIBRARY_NOT_FOUND" && /linux-x64-musl/.test(error.message);
  assert.throws(() => libraryCandidates({ "linux-glibc": "./g.so" }, backends.musl), isNotNamed);
});

test("rows may be lists and the process itself", () => {
  assert.deepEqual(libraryCandidates({ "linux-musl": ["./a.so", "./b.so"], linux: null }, backends.musl), [
    "./a.so",
    "./b.so",
  ]);
  assert.deepEqual(libraryCandidates({ "linux-musl": ["./a.so", "./b.so"], linux: null }, backends.glibc), [null]);
});
