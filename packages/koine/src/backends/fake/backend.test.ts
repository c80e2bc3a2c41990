import assert from "node:assert/strict";
import { test } from "node:test";
import { targetSlot } from "@koine/engine";
import type { ScalarSignature } from "@koine/engine";
import type { Address, LibraryHandle } from "../../backend/contract.ts";
import { createFakeBackend } from "./backend.ts";
import type { FakeBackend } from "./backend.ts";
import { nativeCode } from "./native-code.ts";
import { SegmentationFault } from "./segmentation-fault.ts";

const one: ScalarSignature = { parameters: ["i32"], result: "i32" };
const apply: ScalarSignature = { parameters: ["pointer", "i32"], result: "i32" };

function startBackend(): FakeBackend {
  return createFakeBackend({
    libraries: {
      "libtest.so.2": {
        negate: nativeCode(["i32"], "i32", (_world, [value]) => -value),
        apply: nativeCode(["pointer", "i32"], "i32", (world, [target, value]) => Number(world.call(target, value))),
      },
      "libtest.so": {},
      "libtester.so": {},
    },
    process: { one: nativeCode([], "i32", () => 1) },
  });
}

function open(backend: FakeBackend, path: string | null): LibraryHandle {
  const handle = backend.openLibrary(path);
  if (typeof handle === "string") assert.fail(handle);
  return handle;
}

test("libraries are found by file name, symbols by name", () => {
  const backend = startBackend();
  assert.deepEqual(backend.findLibraryNames("test"), ["libtest.so.2", "libtest.so"]);
  assert.equal(backend.openLibrary("libmissing.so"), "libmissing.so: no such simulated library");
  const library = open(backend, "libtest.so.2");
  assert.deepEqual(backend.exportedNames(library), ["negate", "apply"]);
  assert.equal(backend.findSymbol(library, "missing"), 0n);
  assert.equal(backend.findSymbols(library, ["missing", "negate"])[1], backend.findSymbol(library, "negate"));
  assert.notEqual(backend.findSymbol(open(backend, null), "one"), 0n);
});

test("a call reads its arguments from the slots and leaves its result in slot 0", () => {
  const backend = startBackend();
  const entry = backend.prepareCall(backend.findSymbol(open(backend, "libtest.so.2"), "negate"), one);
  const words = new Int32Array(backend.slots);
  words[2] = 42;
  entry.enter();
  assert.equal(words[0], -42);
});

test("what is prepared for any target calls the one whose address is in the slot", () => {
  const backend = startBackend();
  const entry = backend.prepareCall(backend.anyTarget, one);
  new BigUint64Array(backend.slots)[targetSlot] = backend.findSymbol(open(backend, "libtest.so.2"), "negate");
  const words = new Int32Array(backend.slots);
  words[2] = 42;
  entry.enter();
  assert.equal(words[0], -42);
});

test("code that the last close unloaded cannot be called", () => {
  const backend = startBackend();
  const first = open(backend, "libtest.so.2");
  const second = open(backend, "libtest.so.2");
  const { enter } = backend.prepareCall(backend.findSymbol(first, "negate"), one);
  backend.closeLibrary(first);
  enter();
  backend.closeLibrary(second);
  assert.throws(enter, SegmentationFault);
});

test("a caller that takes a function for another one is noticed", () => {
  const backend = startBackend();
  const target = backend.findSymbol(open(backend, "libtest.so.2"), "negate");
  const asDouble = backend.prepareCall(target, { parameters: ["f64"], result: "i32" });
  assert.throws(asDouble.enter, /called as \(f64\) => i32, but it is \(i32\) => i32/);
});

test("a callback gets its arguments, gives its result, and answers with its default once released", () => {
  const backend = startBackend();
  const callback = backend.createCallback({
    signature: one,
    defaultResult: new Uint8Array(Int32Array.of(-7, -1).buffer),
    enter: () => {
      const memory = new DataView(callback.memory);
      memory.setInt32(0, memory.getInt32(callback.argumentOffsets[0] as number, true) + 1, true);
    },
  });
  const entry = backend.prepareCall(backend.findSymbol(open(backend, "libtest.so.2"), "apply"), apply);
  const words = new Int32Array(backend.slots);
  const call = (): number | undefined => {
    new BigUint64Array(backend.slots)[1] = callback.address;
    words[4] = 41;
    entry.enterReentrant();
    return words[0];
  };
  assert.equal(call(), 42);
  assert.equal(callback.refusedCallCount(), 0);
  callback.release();
  callback.release();
  assert.equal(call(), -7);
  assert.equal(callback.refusedCallCount(), 1);
});

test("entering JavaScript from a call that forbids it is noticed", () => {
  const backend = startBackend();
  const callback = backend.createCallback({ signature: one, defaultResult: new Uint8Array(8), enter: () => {} });
  const entry = backend.prepareCall(backend.findSymbol(open(backend, "libtest.so.2"), "apply"), apply);
  new BigUint64Array(backend.slots)[1] = callback.address;
  assert.throws(entry.enter, /JavaScript was entered from a call made by `enter`/);
  new BigUint64Array(backend.slots)[1] = callback.address;
  entry.enterReentrant();
});

test("buffers have addresses that lead back to them, and nothing lies between", () => {
  const backend = startBackend();
  const { memory } = backend;
  const bytes = Uint8Array.of(1, 2, 3, 4);
  const address = backend.addressOf(bytes);
  assert.equal(backend.addressOf(bytes.subarray(1)), address + 1n);
  assert.equal(backend.addressOf(bytes.buffer), address);
  assert.equal(backend.addressOf(new Uint8Array(0)), 0n);
  backend.viewMemory((address + 2n) as Address, 2).setUint8(0, 99);
  assert.equal(bytes[2], 99);
  assert.throws(() => memory.view(address + 2n, 3), SegmentationFault);
  assert.throws(() => memory.view(0n, 1), SegmentationFault);
  assert.throws(() => memory.view(address - 1n, 1), SegmentationFault);
});

test("heap blocks live until they are freed, once", () => {
  const { memory } = startBackend();
  const text = memory.allocateText("héllo");
  assert.equal(memory.readText(text), "héllo");
  assert.equal(memory.heapBlockCount, 1);
  memory.free(text);
  assert.equal(memory.heapBlockCount, 0);
  assert.throws(() => memory.readText(text), SegmentationFault);
  assert.throws(() => memory.free(text), SegmentationFault);
});

test("no block crosses a multiple of 2^32", () => {
  const { memory } = startBackend();
  const addresses = Array.from({ length: 40 }, () => memory.allocate(150 * 2 ** 20));
  for (const address of addresses) {
    assert.equal(address >> 32n, (address + BigInt(150 * 2 ** 20) - 1n) >> 32n);
    memory.free(address);
  }
});
