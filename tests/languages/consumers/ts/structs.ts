/** Structs by value: plain objects. */
import assert from "node:assert/strict";
import { geometry, probe } from "structs";

const point = { x: 1, y: 2 };
assert.deepEqual(geometry.echoPoint(point), point);
const line = { from: point, to: { x: 3, y: 4 }, style: geometry.Style.Thin, axis: geometry.Axis.Y, id: 2n ** 64n - 1n };
assert.deepEqual(geometry.echoLine(line), line);
assert.deepEqual(geometry.echoSmall({ a: 255, b: -1, c: true }), { a: 255, b: -1, c: true });
const matrix = { cells: [1, 2, 3, 4], corners: [point, { x: 5, y: 6 }], tag: -7 };
assert.deepEqual(geometry.echoMatrix(matrix), matrix);
assert.deepEqual(geometry.middle(point, { x: 3, y: 4 }), { x: 2, y: 3 });
assert.deepEqual(geometry.centroid([point, { x: 3, y: 4 }]), { x: 2, y: 3 });
assert.equal(geometry.centroid([]), null);
assert.deepEqual(geometry.grid(2), [
  { x: 0, y: -0 },
  { x: 1, y: -1 },
]);
assert.deepEqual(geometry.grid(0), []);
assert.deepEqual(geometry.shift(point), point);
assert.deepEqual(geometry.shift(point, { x: 1, y: 1 }), { x: 2, y: 3 });
assert.deepEqual(geometry.scale([1, 2, 3], 2), [2, 4, 6]);
assert.throws(() => geometry.scale([1, 2], 2), { code: "FFI_ARGUMENT_RANGE" });
assert.throws(() => geometry.echoSmall({ a: 256, b: 0, c: true }), { code: /^FFI_/ });
assert.throws(() => geometry.echoPoint(5 as never), { code: /^FFI_/ });
assert.equal(probe.live(), 0n);
