/** One validator: what a wrapper's source decides is what `accepts` decides, and what is written can be read back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { compileFunction } from "node:vm";
import { requireTarget } from "@koine/ctypes";
import * as c from "@koine/ctypes/types";
import type { CType } from "@koine/ctypes";
import fc from "fast-check";
import {
  accepts,
  byteLengthOf,
  renderAcceptance,
  renderRead,
  renderWrite,
  scalarRule,
  slotPlace,
} from "./scalar-rule.ts";
import type { ScalarRule } from "./scalar-rule.ts";
import { typedViews } from "./typed-views.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const title = `(seed ${seed}; repeat with KOINE_SEED)`;
const target = requireTarget("x86_64-unknown-linux-gnu");
const windows = requireTarget("x86_64-pc-windows-msvc");

const wide = [c.long, c.ulong, c.longlong, c.ulonglong, c.i64, c.u64, c.isize, c.usize, c.intptr, c.uintptr, c.ptrdiff];
const scalars: readonly CType[] = [
  c.bool,
  c.char,
  c.schar,
  c.uchar,
  c.short,
  c.ushort,
  c.int,
  c.uint,
  c.wchar,
  c.char16,
  c.char32,
  c.float,
  c.double,
  ...wide,
  ...wide.map((type) => type.number),
  ...wide.map((type) => type.wrap),
  c.enum("Closed", { NONE: 0, ONE: 1, MINUS: -1, LARGE: 2 ** 31 - 1 }),
  c.enum("Wide", { NONE: 0n, LARGE: 2n ** 40n, SMALL: -(2n ** 40n) }, { base: c.i64 }),
  c.enum("Open", { NONE: 0, ONE: 1 }, { open: true }),
  c.enum("OpenWide", { NONE: 0, LARGE: 2 ** 40 }, { open: true }),
  c.enum("NarrowBigint", { NONE: 0n, ONE: 1n }, { base: c.u8 }),
  c.flags("Mode", { READ: 1, WRITE: 2, HIGH: 2 ** 31 }),
  c.flags("OpenMode", { READ: 1 }, { open: true, base: c.u16 }),
  c.flags("SignedMode", { READ: 1, ALL: -1 }),
  c.flags("WideMode", { READ: 1n, HIGH: 2n ** 63n }),
  c.alias("uLong", c.ulong),
];

const powers = Array.from({ length: 66 }, (_, bits) => 2n ** BigInt(bits)).flatMap((power) => [
  power - 1n,
  power,
  power + 1n,
]);
const edges = fc.constantFrom(...powers, ...powers.map((power) => -power));
const values = fc.oneof(
  edges,
  edges.map(Number),
  fc.double(),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.constantFrom<unknown>(
    NaN,
    Infinity,
    -0,
    0.5,
    true,
    false,
    null,
    undefined,
    "",
    "1",
    Symbol("one"),
    {},
    [],
    [1],
    () => 1,
  ),
  fc.constantFrom<unknown>(
    new Number(1),
    Object(1n),
    new Boolean(true),
    { valueOf: () => 1 },
    new Date(0),
    new Uint8Array(1),
  ),
  fc.anything(),
);

/** Compiles the acceptance of a rule as a wrapper has it. */
function compileAcceptance(rule: ScalarRule): (value: unknown) => boolean {
  const body = `return (value) => (${renderAcceptance(rule, "value", "members")});`;
  return (compileFunction(body, ["members"]) as (members: unknown) => (value: unknown) => boolean)(rule.members);
}

/** Compiles writing to a slot and reading it back as wrappers do. */
function compileRoundTrip(rule: ScalarRule): (value: unknown) => unknown {
  const slots = typedViews(new ArrayBuffer(16), "$");
  const errors = {
    toSafeNumber: (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : "unsafe"),
  };
  const source = `return (value) => { ${renderWrite(rule, "value", slotPlace(1))} return ${renderRead(rule, slotPlace(1))}; };`;
  const names = [...Object.keys(slots), "$errors"];
  return (compileFunction(source, names) as (...bindings: unknown[]) => (value: unknown) => unknown)(
    ...Object.values(slots),
    errors,
  );
}

for (const place of [target, windows]) {
  test(`wrappers and memory accept the same values on ${place.triple} ${title}`, () => {
    for (const type of scalars) {
      const rule = requireRule(type, place);
      const isAccepted = compileAcceptance(rule);
      const same = fc.property(values, (value) => {
        assert.equal(isAccepted(value), accepts(rule, value), `${rule.expected}: ${typeof value} ${inspect(value)}`);
      });
      fc.assert(same, { seed, numRuns: 1500 });
    }
  });
}

test(`an accepted value comes back from its slot ${title}`, () => {
  for (const type of scalars) {
    const rule = requireRule(type, target);
    const roundTrip = compileRoundTrip(rule);
    const comesBack = fc.property(values, (value) => {
      if (accepts(rule, value))
        assert.ok(Object.is(roundTrip(value), expectedBack(rule, value)), `${rule.expected}: ${inspect(value)}`);
    });
    fc.assert(comesBack, { seed, numRuns: 1000 });
  }
});

/** What must come back: the value itself, in the form and precision of its type. */
function expectedBack(rule: ScalarRule, value: unknown): unknown {
  switch (rule.form) {
    case "boolean":
      return value;
    case "float":
      return rule.scalar === "f32" ? Math.fround(value as number) : value;
    case "number":
      // Flags are accepted in either sign.
      if (rule.bitMask !== undefined) return rule.minimum < 0n ? (value as number) | 0 : (value as number) >>> 0;
      // -0 is the integer 0.
      return (value as number) + 0 === 0 ? 0 : value;
    default: {
      const bits = byteLengthOf(rule) * 8;
      const integer = BigInt(value as number | bigint);
      const kept = rule.minimum < 0n ? BigInt.asIntN(bits, integer) : BigInt.asUintN(bits, integer);
      if (rule.form === "bigint") return kept;
      return Number.isSafeInteger(Number(kept)) ? Number(kept) : "unsafe";
    }
  }
}

function requireRule(type: CType, place: typeof target): ScalarRule {
  const rule = scalarRule(type, place);
  assert.ok(rule !== undefined);
  return rule;
}
