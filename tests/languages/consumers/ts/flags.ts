/** Sets of bits. */
import assert from "node:assert/strict";
import { access, probe } from "flags";

const { Mode, Wide } = access;
assert.equal(access.echoMode(Mode.All), 7);
assert.equal(access.echoMode(0), 0);
assert.equal(access.add(Mode.Read, Mode.Write), Mode.Read | Mode.Write);
assert.equal(access.echoWide(Wide.High | Wide.Low), 2n ** 63n + 1n);
assert.equal(access.canWrite(Mode.Write), true);
assert.equal(access.canWrite(Mode.Read), false);
assert.throws(() => access.echoMode(2 ** 32), { code: "FFI_ARGUMENT_RANGE" });
assert.throws(() => access.echoMode("Read" as never), { code: "FFI_ARGUMENT_TYPE" });
assert.equal(probe.live(), 0n);
