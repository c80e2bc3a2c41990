/** Buffers are lent to C without a copy: every kind, every offset, and those that are gone or have changed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const { symbols } = openLibrary(compileLibrary("memory"), {
  sum_bytes: c.fn([c.bytes, c.usize], c.long),
  fill_bytes: c.fn([c.bytes, c.usize, c.int], c.void),
  address_of: c.fn([c.pointer(c.void)], c.uintptr),
});
const numbers = openLibrary(compileLibrary("memory"), { address_of: c.fn([c.pointer(c.int)], c.uintptr) }).symbols;

const kinds: Readonly<Record<string, (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView>> = {
  Int8Array: (...place) => new Int8Array(...place),
  Uint8Array: (...place) => new Uint8Array(...place),
  Uint8ClampedArray: (...place) => new Uint8ClampedArray(...place),
  Int16Array: (buffer, offset, length) => new Int16Array(buffer, offset, length / 2),
  Uint16Array: (buffer, offset, length) => new Uint16Array(buffer, offset, length / 2),
  Int32Array: (buffer, offset, length) => new Int32Array(buffer, offset, length / 4),
  Uint32Array: (buffer, offset, length) => new Uint32Array(buffer, offset, length / 4),
  Float32Array: (buffer, offset, length) => new Float32Array(buffer, offset, length / 4),
  Float64Array: (buffer, offset, length) => new Float64Array(buffer, offset, length / 8),
  BigInt64Array: (buffer, offset, length) => new BigInt64Array(buffer, offset, length / 8),
  BigUint64Array: (buffer, offset, length) => new BigUint64Array(buffer, offset, length / 8),
  DataView: (...place) => new DataView(...place),
  Buffer: (...place) => Buffer.from(...place),
};

for (const [name, view] of Object.entries(kinds)) {
  test(`C writes to a ${name} where it lies in its buffer`, () => {
    for (let round = 0; round < 2000; round++) {
      const buffer = new ArrayBuffer(64);
      const lent = view(buffer, 16, 32);
      symbols.fill_bytes(lent, 32, 1);
      const expected = Array.from({ length: 64 }, (_, index) => (index >= 16 && index < 48 ? index - 15 : 0));
      assert.deepEqual([...new Uint8Array(buffer)], expected);
      assert.equal(symbols.sum_bytes(lent, 32), 528n);
    }
  });
}

test("ArrayBuffer, SharedArrayBuffer, small and large typed arrays are lent as they are", () => {
  for (const lent of [new ArrayBuffer(16), new SharedArrayBuffer(16)]) {
    symbols.fill_bytes(lent, 16, 3);
    assert.equal(new Uint8Array(lent)[15], 18);
    assert.equal(symbols.sum_bytes(new Uint8Array(lent, 8), 8), 116n);
  }
  for (const length of [1, 7, 64, 65, 4096, 1_000_000]) {
    const bytes = new Uint8Array(length);
    symbols.fill_bytes(bytes, length, 0);
    assert.equal(bytes[length - 1], (length - 1) & 255);
    assert.equal(symbols.sum_bytes(bytes, length), BigInt(bytes.reduce((sum, byte) => sum + byte, 0)));
  }
});

test("buffers of other realms are lent like those of this one", () => {
  const other = runInNewContext("globalThis") as typeof globalThis;
  const buffers = [new other.ArrayBuffer(16), new other.SharedArrayBuffer(16)];
  for (const lent of [
    ...buffers,
    new other.Uint8Array(16),
    new other.Int16Array(8),
    new other.DataView(new other.ArrayBuffer(16)),
  ]) {
    assert.ok(!(lent instanceof ArrayBuffer || lent instanceof SharedArrayBuffer || lent instanceof Uint8Array));
    for (let round = 0; round < 200; round++) {
      symbols.fill_bytes(lent, 16, round % 100);
      assert.equal(symbols.sum_bytes(lent, 16), BigInt(16 * (round % 100) + 120));
    }
  }
  const bytes = c.struct("Bytes", { data: c.array(c.u8, 4) });
  assert.deepEqual([...bytes.create({ data: new other.Uint8Array([1, 2, 3, 4]) }).data], [1, 2, 3, 4]);
});

test("what only says that it is a buffer is none", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const pretenders = [
    { [Symbol.toStringTag]: "ArrayBuffer", byteLength: 16 },
    Object.create(ArrayBuffer.prototype) as ArrayBuffer,
    new Proxy(new ArrayBuffer(16), {}),
    revoked.proxy,
  ];
  for (const pretender of pretenders) {
    const { message } = catchError("FFI_ARGUMENT_TYPE", () => symbols.sum_bytes(pretender as ArrayBuffer, 16));
    assert.match(message, /^sum_bytes\(\): argument 1: expected bytes/);
  }
});

test("subarrays and pooled Buffers have addresses of their own", () => {
  const bytes = new Uint8Array(32);
  const start = symbols.address_of(bytes);
  for (let offset = 0; offset < 32; offset++)
    assert.equal(symbols.address_of(bytes.subarray(offset)), start + BigInt(offset));
  const pooled = Buffer.from("pooled");
  assert.equal(symbols.sum_bytes(pooled, pooled.length), BigInt(pooled.reduce((sum, byte) => sum + byte, 0)));
});

test("a buffer of length 0 is accepted", () => {
  for (const lent of [new Uint8Array(0), new ArrayBuffer(0), new DataView(new ArrayBuffer(8), 8), Buffer.alloc(0)]) {
    for (let round = 0; round < 100; round++) assert.equal(symbols.sum_bytes(lent, 0), 0n);
  }
});

test("void pointers and pointers to numbers take buffers and null", () => {
  assert.equal(symbols.address_of(null), 0n);
  assert.equal(numbers.address_of(null), 0n);
  const array = new Int32Array(4);
  assert.equal(numbers.address_of(array), symbols.address_of(array));
});

test("a transferred buffer is refused, also when it was passed before, and so are its views", () => {
  for (let round = 0; round < 2000; round++) {
    const bytes = new Uint8Array(16).fill(1);
    const { buffer } = bytes;
    const part = new DataView(buffer, 4, 4);
    const isSeen = round % 2 === 0;
    if (isSeen) {
      symbols.sum_bytes(bytes, 16);
      symbols.sum_bytes(part, 4);
      symbols.sum_bytes(buffer, 16);
    }
    structuredClone(buffer, { transfer: [buffer] });
    for (const lent of [bytes, part, buffer]) {
      const error = catchError("FFI_BUFFER_DETACHED", () => symbols.sum_bytes(lent, 4));
      assert.match(error.message, /^sum_bytes\(\): argument 1: the memory of /);
      catchError("FFI_BUFFER_DETACHED", () => symbols.address_of(lent));
    }
  }
});

type Resizable = ArrayBuffer & { resize(byteLength: number): void };

function createResizable(byteLength: number, maxByteLength: number): Resizable {
  const create = ArrayBuffer as unknown as new (byteLength: number, options: { maxByteLength: number }) => Resizable;
  return new create(byteLength, { maxByteLength });
}

test("a resizable buffer is lent at its present size", () => {
  const buffer = createResizable(8, 1 << 16);
  const bytes = new Uint8Array(buffer);
  symbols.fill_bytes(bytes, 8, 1);
  for (const byteLength of [16, 60_000, 4, 0, 32]) {
    buffer.resize(byteLength);
    for (let round = 0; round < 100; round++) symbols.fill_bytes(bytes, byteLength, 5);
    assert.equal(bytes.length, byteLength);
    assert.ok(bytes.every((byte, index) => byte === ((5 + index) & 255)));
    assert.equal(symbols.sum_bytes(buffer, byteLength), symbols.sum_bytes(bytes, byteLength));
  }
});

type WasmMemory = new (limits: object) => { readonly buffer: ArrayBuffer; grow(pages: number): void };

test("a view that a resized buffer has no room for is refused, until there is room again", () => {
  const buffer = createResizable(1 << 20, 1 << 20);
  const upper = new Uint8Array(buffer, 1 << 19, 8);
  const tracking = new Uint8Array(buffer);
  const view = new DataView(buffer, 1 << 19, 8);
  for (const lent of [upper, tracking, view]) symbols.fill_bytes(lent, 8, 1);
  buffer.resize(64);
  for (const gone of [upper, view]) catchError("FFI_BUFFER_DETACHED", () => symbols.fill_bytes(gone, 8, 1));
  symbols.fill_bytes(tracking, 64, 2);
  buffer.resize(0);
  symbols.fill_bytes(tracking, 0, 3);
  buffer.resize(1 << 20);
  symbols.fill_bytes(upper, 8, 5);
  assert.deepEqual([tracking[0], upper[0], upper[7]], [0, 5, 12]);
});

test("the memory of WebAssembly is lent, and refused once it has grown", () => {
  const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: WasmMemory } }).WebAssembly;
  const memory = new Memory({ initial: 1, maximum: 4 });
  const bytes = new Uint8Array(memory.buffer, 100, 10);
  symbols.fill_bytes(bytes, 10, 1);
  assert.equal(new Uint8Array(memory.buffer)[109], 10);
  memory.grow(1);
  catchError("FFI_BUFFER_DETACHED", () => symbols.sum_bytes(bytes, 10));
  assert.equal(symbols.sum_bytes(new Uint8Array(memory.buffer, 100, 10), 10), 55n);
});
