/** Handles: numbers, and typed ones that nobody frees from here. */
import assert from "node:assert/strict";
import { files, probe } from "handles";

const file = files.open("a");
assert.equal(files.nameOf(file), "a");
files.close(file);
assert.throws(() => files.nameOf(file), { name: "FileError", kind: "Closed", code: 5 });
assert.throws(() => files.close(-1n), { code: "FFI_ARGUMENT_RANGE" });
const cursor = files.makeCursor();
assert.equal(files.advance(cursor, 3n), 3n);
assert.equal(cursor.position, 3n);
files.dropCursor(cursor);
cursor[Symbol.dispose]();
assert.throws(() => files.advance(cursor, 1n), { code: "FFI_USE_AFTER_FREE" });
assert.equal(probe.live(), 0n);
