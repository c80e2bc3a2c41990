import assert from "node:assert/strict";
import { test } from "node:test";
import { guessTarget, knownTargets, toKnownTarget } from "./known-targets.ts";

test("targets are known by the names that compilers, package systems and other languages have for them", () => {
  const names = {
    // GCC's own, Debian's and Zig's.
    "x86_64-linux-gnu": "x86_64-unknown-linux-gnu",
    "x86_64-pc-linux-gnu": "x86_64-unknown-linux-gnu",
    "aarch64-linux-gnu": "aarch64-unknown-linux-gnu",
    "arm64-linux-musl": "aarch64-unknown-linux-musl",
    "x86_64-alpine-linux-musl": "x86_64-unknown-linux-musl",
    "i386-linux-gnu": "i686-unknown-linux-gnu",
    "i686-linux-gnu": "i686-unknown-linux-gnu",
    "arm-linux-gnueabihf": "armv7-unknown-linux-gnueabihf",
    "riscv64-linux-gnu": "riscv64-unknown-linux-gnu",
    "x86_64-w64-mingw32": "x86_64-w64-windows-gnu",
    // Rust's.
    "x86_64-pc-windows-gnu": "x86_64-w64-windows-gnu",
    "riscv64gc-unknown-linux-gnu": "riscv64-unknown-linux-gnu",
    "i586-unknown-linux-gnu": "i686-unknown-linux-gnu",
    // Clang's.
    "arm64-apple-darwin23.1.0": "aarch64-apple-darwin",
    "arm64-apple-macosx14.0": "aarch64-apple-darwin",
    "x86_64-apple-macosx10.15.0": "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc19.33.0": "x86_64-pc-windows-msvc",
    "arm64-pc-windows-msvc": "aarch64-pc-windows-msvc",
    // Zig's.
    "aarch64-macos": "aarch64-apple-darwin",
    "aarch64-macos-none": "aarch64-apple-darwin",
    "x86_64-windows-gnu": "x86_64-w64-windows-gnu",
    "x86_64-windows-msvc": "x86_64-pc-windows-msvc",
    "wasm32-emscripten": "wasm32-unknown-emscripten",
  };
  for (const [name, triple] of Object.entries(names)) assert.equal(toKnownTarget(name), triple, name);
  for (const triple of knownTargets) assert.equal(toKnownTarget(triple), triple);
});

test("what has another ABI, or does not say which, is no name of a target", () => {
  for (const name of [
    "x86_64-linux-gnux32",
    "x86_64-linux",
    "x86_64-pc-windows",
    "arm-linux-gnueabi",
    "i686-w64-mingw32",
    "x86_64-unknown-freebsd",
    "aarch64_be-linux-gnu",
    "aarch64-apple-ios",
    "x86_64",
    "linux-x64",
    "",
  ]) {
    assert.equal(toKnownTarget(name), undefined, name);
  }
});

test("names in another order have a triple that may be meant", () => {
  const meant = {
    "linux-x64": "x86_64-unknown-linux-gnu",
    "linux-arm64-musl": "aarch64-unknown-linux-musl",
    "linux-arm": "armv7-unknown-linux-gnueabihf",
    "darwin-arm64": "aarch64-apple-darwin",
    "win32-x64": "x86_64-pc-windows-msvc",
    "x86_64-linux": "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows": "x86_64-pc-windows-msvc",
  };
  for (const [name, triple] of Object.entries(meant)) assert.equal(guessTarget(name), triple, name);
  for (const name of ["freebsd", "x64", "solaris-x64", ""]) assert.equal(guessTarget(name), undefined, name);
});
