/** Records that are made field by field. */
import assert from "node:assert/strict";
import { config, probe } from "builders";

function check(): void {
  using builder = new config.SettingsBuilder();
  assert.throws(() => builder.build(), { code: 10, message: "the field host was not set" });
  using plain = builder.host("localhost").build();
  assert.equal(config.describe(plain), "localhost:8080 0.5 false 0 0");
  assert.equal(plain.token, null);
  using full = builder
    .port(1)
    .ratio(0.25)
    .verbose(true)
    .tags(["a", "b"])
    .token(Uint8Array.of(1))
    .limits(new Map([["x", 3]]))
    .build();
  assert.equal(config.describe(full), "localhost:1 0.25 true 2 1");
  assert.deepEqual(full.token, Uint8Array.of(1));
  assert.deepEqual(full.limits, new Map([["x", 3]]));
  assert.throws(() => builder.port(65_536), { code: "FFI_ARGUMENT_RANGE" });
  assert.throws(() => builder.host("a\0"), { code: "FFI_STRING_CONTENT" });
  builder[Symbol.dispose]();
  assert.throws(() => builder.build(), { code: "FFI_USE_AFTER_FREE" });
  using created = config.Settings.create("h");
  assert.equal(created.port, 8080);
}

check();
assert.equal(probe.live(), 0n);
