/** Octets. */
import assert from "node:assert/strict";
import { data, probe } from "bytes";

assert.deepEqual(data.echo(Uint8Array.of(0, 1, 255)), Uint8Array.of(0, 1, 255));
assert.deepEqual(data.echo(new Uint8Array(0)), new Uint8Array(0));
assert.deepEqual(data.reverse(Uint8Array.of(1, 2, 3).subarray(1)), Uint8Array.of(3, 2));
assert.equal(data.sum(Uint8Array.of(1, 255)), 256n);
assert.equal(data.zeros(1000).length, 1000);
assert.equal(data.zeros(0).length, 0);
const target = new Uint8Array(4);
data.fill(target.subarray(0, 3), 7);
assert.deepEqual(target, Uint8Array.of(7, 7, 7, 0));
assert.throws(() => data.echo("text" as never), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => data.echo([1, 2] as never), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => data.fill(target, 256), { code: "FFI_ARGUMENT_RANGE" });
assert.equal(probe.live(), 0n);
