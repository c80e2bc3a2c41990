/** Enums have values that their base holds; the base follows from them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EnumMembers } from "../../model.ts";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("the base is the one that GNU compilers choose", () => {
  const bases: ReadonlyArray<readonly [EnumMembers, string]> = [
    [{ A: 0, B: 1 }, "unsigned int"],
    [{ A: -1 }, "int"],
    [{ A: 0xffff_ffff }, "unsigned int"],
    [{ A: 0x1_0000_0000 }, "unsigned long long"],
    [{ A: -1, B: 0x8000_0000 }, "long long"],
    [{ A: 1n << 63n }, "unsigned long long"],
  ];
  for (const [members, base] of bases) assert.equal(c.enum("E", members).base.name, base);
  assert.equal(c.enum("E", { A: 0 }, { base: c.u8 }).base, c.u8);
});

test("enums are closed unless they say open, may have equal values, and are frozen", () => {
  const type = c.enum("Color", { RED: 0, FIRST: 0 });
  assert.equal(type.isOpen, false);
  assert.deepEqual(type.members, { RED: 0, FIRST: 0 });
  assert.ok(isDeepFrozen(type));
  assert.equal(c.enum("Color", { RED: 0 }, { open: true }).isOpen, true);
});

test("values that are not exact or do not fit are refused", () => {
  const refused: ReadonlyArray<readonly [() => unknown, RegExp]> = [
    [
      () => c.enum("E", { A: 2 ** 53 }),
      /^FFI_DECLARATION_TYPE: enum E: A = 9007199254740992 is not an exact integer\n {2}hint: .*bigint/,
    ],
    [() => c.enum("E", { A: 0.5 }), /^FFI_DECLARATION_TYPE: enum E: A = 0.5 is not an exact integer/],
    [
      () => c.enum("E", untyped({ A: "0" })),
      /^FFI_ARGUMENT_TYPE: enum E: A must be a number or bigint, got string "0"/,
    ],
    [
      () => c.enum("E", { A: 256 }, { base: c.u8 }),
      /^FFI_DECLARATION_TYPE: enum E: A = 256 does not fit uint8_t\n {2}hint: .* 0 to 255/,
    ],
    [() => c.enum("E", { A: -1 }, { base: c.uint }), /A = -1 does not fit unsigned int/],
    [() => c.enum("E", { A: 1n << 64n }), /A = 18446744073709551616 does not fit unsigned long long/],
    [() => c.enum("E", {}), /^FFI_DECLARATION_TYPE: enum E has no members/],
    [() => c.enum("E", { "A-B": 1 }), /^FFI_DECLARATION_TYPE: enum E: member name "A-B" is not a C identifier/],
    [
      () => c.enum("E", { A: 0 }, { base: untyped(c.float) }),
      /^FFI_DECLARATION_TYPE: enum E: base cannot be of type float/,
    ],
    [() => c.enum("E", { A: 0 }, untyped({ closed: true })), /^FFI_ARGUMENT_TYPE: enum E: unknown option "closed"/],
    [() => c.enum("E", untyped(["A"])), /^FFI_ARGUMENT_TYPE: enum E: members must be an object, got an array/],
  ];
  for (const [make, message] of refused) assert.match(failureOf(make), message);
});
