/** Code is placed where it does not overlap, and never moves; systems without double mappings get sealed pages. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FfiError } from "@koine/diagnostics";
import { CodeMemory } from "./code-memory.ts";
import type { CodeHost } from "./code-memory.ts";

interface Written {
  readonly execute: bigint;
  readonly write: bigint;
  readonly byteLength: number;
}

/** A host with regions at made-up addresses, which writes down what it was asked for. */
function recordingHost(options: { regions: number; canSeal: boolean }): {
  host: CodeHost;
  regions: number[];
  written: Written[];
} {
  const regions: number[] = [];
  const written: Written[] = [];
  const host: CodeHost = {
    mapRegion(byteLength) {
      if (regions.length >= options.regions) return undefined;
      regions.push(byteLength);
      const start = BigInt(regions.length) << 32n;
      return { execute: start, write: start + (1n << 40n) };
    },
    writeCode: (execute, write, code) => void written.push({ execute, write, byteLength: code.length }),
    sealCode: (code) => (options.canSeal ? BigInt(code.length) << 12n : undefined),
  };
  return { host, regions, written };
}

test("code lies at aligned addresses of its own, written where it is executed", () => {
  const { host, regions, written } = recordingHost({ regions: 10, canSeal: false });
  const memory = new CodeMemory(host);
  const lengths = Array.from({ length: 3000 }, (_, index) => 1 + ((index * 37) % 300));
  const addresses = lengths.map((length) => memory.store(new Uint8Array(length)));
  assert.ok(regions.length > 1);
  let end = 0n;
  for (const [index, { execute, write, byteLength }] of written.entries()) {
    assert.equal(execute, addresses[index]);
    assert.equal(write - execute, 1n << 40n);
    assert.equal(execute % 16n, 0n);
    assert.ok(execute >= end);
    end = execute + BigInt(byteLength);
    const start = (execute >> 32n) << 32n;
    assert.ok(end - start <= BigInt(regions[Number(execute >> 32n) - 1] ?? 0));
  }
});

test("code larger than a region gets a region that holds it", () => {
  const { host, regions } = recordingHost({ regions: 10, canSeal: false });
  const memory = new CodeMemory(host);
  memory.store(new Uint8Array(1_000_000));
  memory.store(new Uint8Array(10));
  assert.ok((regions[0] ?? 0) >= 1_000_000);
});

test("where regions run out, code is sealed, and else it is said that there is no executable memory", () => {
  const sealing = new CodeMemory(recordingHost({ regions: 0, canSeal: true }).host);
  assert.equal(sealing.store(new Uint8Array(3)), 3n << 12n);
  const refusing = new CodeMemory(recordingHost({ regions: 0, canSeal: false }).host);
  assert.throws(
    () => refusing.store(new Uint8Array(3)),
    (error) =>
      error instanceof FfiError &&
      error.code === "FFI_UNSUPPORTED" &&
      error.details["capability"] === "executable-memory",
  );
});

test("code that was given back is overwritten, and its memory is used by code of its size", () => {
  const { host, written } = recordingHost({ regions: 1, canSeal: false });
  const memory = new CodeMemory(host);
  const [first, second] = [memory.store(new Uint8Array(20)), memory.store(new Uint8Array(40))];
  memory.release(first, 20);
  assert.deepEqual(written.at(-1), { execute: first, write: first + (1n << 40n), byteLength: 32 });
  const other = memory.store(new Uint8Array(60));
  assert.ok(other > second);
  assert.equal(memory.store(new Uint8Array(25)), first);
  assert.ok(memory.store(new Uint8Array(20)) > other);
  // Sealed pages are no region: nothing happens.
  memory.release(5n, 20);
});
