/** Mapped types have the layout of their base. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutOf } from "../../layout/layout-of.ts";
import { requireTarget } from "../../target/targets.ts";
import { failureOf, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

const Celsius = c.mapped(c.float, {
  toNative: (celsius: { degrees: number }) => celsius.degrees,
  fromNative: (degrees) => ({ degrees }),
});

test("a mapped type is laid out as its base, alone and in structs", () => {
  const target = requireTarget("x86_64-unknown-linux-gnu");
  assert.deepEqual(layoutOf(Celsius, target), layoutOf(c.float, target));
  assert.equal(layoutOf(c.struct("S", { a: Celsius, b: c.array(Celsius, 2) }), target).byteLength, 12);
});

test("translators are checked", () => {
  const translate = (value: unknown): never => value as never;
  assert.match(
    failureOf(() => c.mapped(c.int, untyped({ toNative: translate }))),
    /^FFI_ARGUMENT_TYPE: mapped\(\): "fromNative" must be a function, got undefined\n {2}hint: pass \{ toNative/,
  );
  assert.match(
    failureOf(() => c.mapped(c.int, untyped({ toNative: translate, fromNative: translate, release: translate }))),
    /unknown option "release"/,
  );
  for (const base of [c.void, c.opaque("T"), c.out(c.int)]) {
    assert.match(
      failureOf(() => c.mapped(base, { toNative: translate, fromNative: translate })),
      /^FFI_DECLARATION_TYPE: mapped\(\): base cannot be of type/,
    );
  }
});
