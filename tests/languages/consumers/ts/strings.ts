/** Text, which is UTF-8 in C. */
import assert from "node:assert/strict";
import { probe, text } from "strings";

assert.equal(text.echo(""), "");
assert.equal(text.echo("Grüße, 世界 🌍"), "Grüße, 世界 🌍");
assert.equal(text.greeting(), "Grüße, 世界 🌍");
assert.equal(text.join("a", "ü"), "aü");
assert.equal(text.byteLength("ü🌍"), 6n);
assert.equal(text.repeat("ab", 50_000).length, 100_000);
assert.throws(() => text.echo("a\0b"), { code: "FFI_STRING_CONTENT" });
assert.throws(() => text.echo(5 as never), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => text.echo(null as never), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => text.echo("\ud800"), { code: "FFI_STRING_CONTENT" });
// What is not UTF-8 is replaced, as everywhere in JavaScript.
assert.equal(text.broken(), "a \ufffd b");
assert.deepEqual(text.brokenList(), ["first", "a \ufffd b", "last"]);
assert.equal(text.brokenMap().get("a \ufffd b"), "a \ufffd b");
assert.deepEqual([...text.brokenItems()], ["whole", "a \ufffd b", "whole"]);
assert.equal(probe.live(), 0n);
