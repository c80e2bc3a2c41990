/** Tables of libraries by C library: what tells the C libraries apart is asked of processes that really have the one or the other. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openLibrary } from "koine";
import { catchError } from "./native-function.ts";
import { compileProgram, inTemporaryDirectory } from "./native-library.ts";

const hasMusl = spawnSync("musl-gcc", ["--version"]).status === 0 || (process.env["CI"] ?? "") !== "";

test("musl has no version function of glibc, and glibc has it", { skip: hasMusl ? false : "needs musl-tools" }, () => {
  inTemporaryDirectory((directory) => {
    for (const [compiler, libc, loader] of [
      ["gcc", "glibc", /\/ld-linux/],
      ["musl-gcc", "musl", /\/ld-musl/],
    ] as const) {
      const program = compileProgram(directory, "libc-flavour", compiler);
      // The path of the loader, which the kernel starts, is in the program.
      assert.match(readFileSync(program, "latin1"), loader);
      assert.equal(spawnSync(program, { encoding: "utf8" }).stdout.trim(), libc);
    }
  });
});

test("a library is chosen by the C library of this process", { skip: process.platform !== "linux" }, () => {
  const cosine = { cos: "double cos(double angle)" } as const;
  const maps = readFileSync("/proc/self/maps", "utf8");
  const [own, other] = /\/ld-musl/.test(maps) ? ["linux-musl", "linux-glibc"] : ["linux-glibc", "linux-musl"];
  const { symbols } = openLibrary({ [own]: "m", [other]: "no-such-library", linux: "nor-this" }, cosine);
  assert.equal(symbols.cos(0), 1);
  const architecture = `linux-${process.arch}`;
  const exact = { [`${architecture}-${own.slice(6)}`]: "m", [own]: "no-such-library", [architecture]: "nor-this" };
  assert.equal(openLibrary(exact, cosine).symbols.cos(0), 1);
  const error = catchError("FFI_LIBRARY_NOT_FOUND", () => openLibrary({ [other]: "m" }, cosine));
  assert.match(error.message, new RegExp(`no library is named for ${architecture}-${own.slice(6)}`));
});
