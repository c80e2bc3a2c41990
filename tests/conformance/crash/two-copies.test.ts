/** Two copies of Koine in one process, as two dependencies of a program may bring: neither knows, or disturbs, the other. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as first from "koine";
import { compileLibrary } from "../native-library.ts";

const ownEntry = fileURLToPath(import.meta.resolve("koine"));
const packages = dirname(ownEntry.slice(0, ownEntry.lastIndexOf("dist")));
/** What a program needs at run time: the rest is in the bundle. */
const own = ["koine", "diagnostics", "native"];

/** Copies the packages that a program needs, addon included, and gives the entry of the copy. */
function copyKoine(folder: string): string {
  const scope = join(folder, "node_modules", "@koine");
  mkdirSync(scope, { recursive: true });
  for (const name of own) {
    const target = name === "koine" ? join(folder, "node_modules", "koine") : join(scope, name);
    cpSync(join(packages, name), target, {
      recursive: true,
      filter: (source) => !/[/\\](src|native[/\\]addon|node_modules|obj\.target)$|\.(map|ts|test\.js)$/.test(source),
    });
  }
  const modules = join(packages, "..", "node_modules");
  for (const name of readdirSync(modules).filter((entry) => entry === "iconv-lite")) {
    symlinkSync(join(modules, name), join(folder, "node_modules", name));
  }
  return pathToFileURL(join(folder, "node_modules", relative(packages, ownEntry))).href;
}

/** Opens the same library through one copy, with a type of the same name in each. */
function openMemory({ openLibrary, c }: typeof first): {
  readonly take: (point: { readonly x: number; readonly y: number }) => number;
  readonly same: (address: first.Pointer | Uint8Array | null) => first.Pointer | null;
  readonly sum: (bytes: Uint8Array, length: number, callback: () => void) => bigint;
} {
  const Point = c.struct("Point", { x: c.int, y: c.int });
  const { symbols } = openLibrary(compileLibrary("memory"), {
    take_point: c.fn([Point], c.int),
    same_address: c.fn([c.pointer(c.void)], c.pointer(c.void)),
    sum_around: c.fn([c.pointer(c.u8), c.usize, c.callback([], c.void)], c.long),
  });
  return {
    take: (point) => symbols.take_point(point),
    same: (address) => symbols.same_address(address),
    sum: (bytes, length, callback) => symbols.sum_around(bytes, length, callback),
  };
}

test("two copies of koine call the same library, each with types and memory of its own", async () => {
  const folder = mkdtempSync(join(tmpdir(), "koine-copy-"));
  try {
    const second = (await import(copyKoine(folder))) as typeof first;
    assert.notEqual(second.openLibrary, first.openLibrary);
    const [left, right] = [openMemory(first), openMemory(second)];
    for (let round = 0; round < 5000; round++) {
      assert.equal(left.take({ x: round, y: 1 }), round + 1);
      assert.equal(right.take({ x: -round, y: 1 }), 1 - round);
    }
    // A callback of one copy calls through the other in the middle of a call.
    const bytes = Uint8Array.of(1, 2, 3);
    assert.equal(
      left.sum(bytes, 3, () =>
        assert.equal(
          right.sum(bytes, 3, () => {}),
          12n,
        ),
      ),
      12n,
    );
    const pointer = left.same(bytes);
    assert.equal(right.same(bytes)?.address, pointer?.address);
    // Lifetimes are known to the copy that made a pointer: another one would not see it end.
    assert.throws(() => right.same(pointer), {
      code: "FFI_ARGUMENT_TYPE",
      message: /got a Pointer of another copy of koine\n.*Pointer\.from\(pointer\.address, type\)/,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("types are values: two of the same name in one program are two types", () => {
  const { c, allocate } = first;
  const Small = c.struct("Thing", { a: c.i8 });
  const Large = c.struct("Thing", { a: c.i64, b: c.i64 });
  assert.deepEqual([Small.size, Large.size], [1, 16]);
  using small = allocate(Small);
  using large = allocate(Large);
  small.value = { a: 5 };
  large.value = { a: 6n, b: 7n };
  assert.deepEqual([small.value.a, large.value.b], [5, 7n]);
});
