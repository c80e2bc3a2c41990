/** zlib: streams, which are structs that C reads and writes in place, and buffers with their lengths. */
import assert from "node:assert/strict";
import { allocate } from "koine";
import * as zlib from "../bindings/zlib.ts";

const text = new TextEncoder().encode("all work and no play makes jack a dull boy\n".repeat(2000));
assert.equal(zlib.crc32(0, new TextEncoder().encode("hello")), 0x3610a686);

const packed = new Uint8Array(zlib.compressBound(text.length));
const [status, packedLength] = zlib.compress2(packed, text, zlib.Z_BEST_COMPRESSION);
assert.equal(status, zlib.Z_OK);
assert.ok(packedLength < 1000);

/** Runs a stream over input of any length, some bytes of output at a time. */
function pump(input: Uint8Array, isPacking: boolean): Uint8Array {
  using memory = allocate(zlib.z_stream_s);
  const stream = zlib.z_stream_s.at(memory);
  using source = allocate(zlib.Bytef, input.length);
  using target = allocate(zlib.Bytef, 4096);
  source.bytes(input.length).set(input);
  const { size } = zlib.z_stream_s;
  const start = isPacking
    ? zlib.deflateInit_(stream, zlib.Z_BEST_SPEED, zlib.ZLIB_VERSION, size)
    : zlib.inflateInit_(stream, zlib.ZLIB_VERSION, size);
  assert.equal(start, zlib.Z_OK);
  stream.next_in = source;
  stream.avail_in = input.length;
  const parts: Uint8Array[] = [];
  let result: number = zlib.Z_OK;
  while (result === zlib.Z_OK) {
    stream.next_out = target;
    stream.avail_out = 4096;
    result = isPacking ? zlib.deflate(stream, zlib.Z_FINISH) : zlib.inflate(stream, zlib.Z_NO_FLUSH);
    parts.push(target.bytes(4096 - stream.avail_out).slice());
  }
  assert.equal(result, zlib.Z_STREAM_END, stream.msg?.string() ?? "");
  assert.equal(stream.total_in, input.length);
  assert.equal(isPacking ? zlib.deflateEnd(stream) : zlib.inflateEnd(stream), zlib.Z_OK);
  return Buffer.concat(parts);
}

const deflated = pump(text, true);
assert.ok(deflated.length < 2000);
assert.deepEqual(pump(deflated, false), Buffer.from(text));
assert.deepEqual(pump(packed.subarray(0, packedLength), false), Buffer.from(text));
