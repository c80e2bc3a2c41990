/** Enums, whose values are numbers. */
import assert from "node:assert/strict";
import { paint, probe } from "enums";

const { Color } = paint;
for (const color of Object.values(Color)) assert.equal(paint.echo(color), color);
assert.deepEqual(paint.all(), [0, 10, -1, -2_147_483_648, 2_147_483_647]);
assert.equal(paint.valueOf(Color.Green), 10);
assert.equal(paint.next(Color.Red), Color.Green);
assert.equal(paint.next(Color.Most), null);
assert.throws(() => paint.echo("Red" as never), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => paint.echo((2 ** 31) as never), { code: "FFI_ARGUMENT_RANGE" });
assert.equal(probe.live(), 0n);
