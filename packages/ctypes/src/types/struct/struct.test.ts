/** Structs hold what C lets them hold, and say what they cannot. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { StructMembers } from "../../model.ts";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("structs keep their members in order and are frozen throughout", () => {
  const members = { y: c.int, x: c.double, f: c.bits(c.int, 3), ":1": c.bits(c.int, 0) };
  const type = c.struct("Point", members, { packed: true });
  assert.deepEqual(Object.keys(type.members), ["y", "x", "f", ":1"]);
  assert.ok(isDeepFrozen(type));
  members.y = untyped(c.void);
  assert.equal(type.members.y, c.int, "the caller's object is copied");
});

test("members named like properties of every object are members", () => {
  const type = c.struct("Class", { constructor: c.int, toString: c.pointer(c.void) });
  assert.deepEqual(Object.keys(type.members), ["constructor", "toString"]);
});

test("members that C does not allow are refused by name and reason", () => {
  const flexible = c.struct("Packet", { length: c.int, data: c.flexibleArray(c.char) });
  const refused: ReadonlyArray<readonly [StructMembers, string]> = [
    [{ x: c.void }, 'member "x" cannot be of type void\n  hint: use c.pointer(c.void) for void *'],
    [{ x: c.fn([], c.void) }, 'member "x" cannot be of type void (void) (a function)\n  hint: use c.pointer to it,'],
    [{ x: c.opaque("S") }, 'member "x" cannot be of type S (opaque)\n  hint: its size is not known: use c.pointer(S)'],
    [{ x: c.alias("nothing", c.void) }, 'member "x" cannot be of type nothing\n'],
    [{ x: c.bytes }, 'member "x" cannot be of type c.bytes\n  hint: it exists only as a parameter'],
    [{ x: c.out(c.int) }, 'member "x" cannot be of type c.out(int)\n'],
    [
      { ":0": c.union("U", { x: c.flexibleArray(c.int) }), y: c.int },
      'member ":0" cannot be of type union U\n  hint: a flexible array comes last',
    ],
    [
      { n: c.int, x: c.flexibleArray(c.int), y: c.int },
      'member "x" cannot be of type int []\n  hint: a flexible array com',
    ],
    [
      { a: c.int, x: flexible, y: c.int },
      'member "x" cannot be of type struct Packet\n  hint: a flexible array comes last',
    ],
    [{ x: c.bits(c.int, 0) }, 'member "x" is a bit-field of width 0, which cannot have a name\n  hint: a separator'],
    [{ ":1": c.int }, 'member ":1" has no name\n'],
    [{ ":pad": c.bits(c.int, 1) }, 'member ":pad" has no name\n'],
    [{ "1x": c.int }, 'member name "1x" is not a C identifier\n'],
    [{ "a b": c.int }, 'member name "a b" is not a C identifier\n'],
  ];
  for (const [members, message] of refused) {
    const failure = failureOf(() => c.struct("S", members));
    assert.ok(failure.startsWith(`FFI_DECLARATION_TYPE: struct S: ${message}`), failure);
  }
});

test("what is not made of descriptors is refused", () => {
  assert.match(
    failureOf(() => c.struct("S", untyped({ x: "int" }))),
    /^FFI_ARGUMENT_TYPE: struct S: member "x" must be a C type/,
  );
  assert.match(
    failureOf(() => c.struct("S", untyped(undefined))),
    /^FFI_ARGUMENT_TYPE: struct S: members must be an object/,
  );
  assert.match(
    failureOf(() => c.struct("S", untyped([c.int]))),
    /^FFI_ARGUMENT_TYPE: struct S: members must be an object/,
  );
  assert.match(
    failureOf(() => c.struct(untyped(5), {})),
    /^FFI_ARGUMENT_TYPE: struct\(\): name must be a string, got 5/,
  );
  assert.match(
    failureOf(() => c.struct("struct S", {})),
    /^FFI_DECLARATION_TYPE: struct\(\): name "struct S" is not a C ident/,
  );
  assert.match(
    failureOf(() => c.struct("", {})),
    /is not a C identifier/,
  );
});

test("options are checked one by one", () => {
  const members = { x: c.int, y: c.int };
  const refused: ReadonlyArray<readonly [unknown, RegExp]> = [
    [
      { aligned: 8 },
      /^FFI_ARGUMENT_TYPE: struct S: unknown option "aligned"\n {2}hint: its options are packed, pack, align/,
    ],
    [{ packed: 1 }, /^FFI_ARGUMENT_TYPE: struct S: option "packed" must be a boolean/],
    [{ pack: 3 }, /^FFI_DECLARATION_TYPE: struct S: option "pack" must be a power of two up to 16, got 3/],
    [{ pack: 32 }, /^FFI_DECLARATION_TYPE: struct S: option "pack" must be a power of two up to 16, got 32/],
    [{ align: 0 }, /^FFI_DECLARATION_TYPE: struct S: option "align" must be a power of two/],
    [{ align: "8" }, /^FFI_ARGUMENT_TYPE: struct S: option "align" must be an integer/],
    [{ size: -8 }, /^FFI_DECLARATION_TYPE: struct S: option "size" must be an integer of at least 0/],
    [{ offsets: { z: 0 } }, /^FFI_DECLARATION_TYPE: struct S: offset of "z", which is not a member\n {2}hint: .* x, y/],
    [{ offsets: { x: 0.5 } }, /^FFI_DECLARATION_TYPE: struct S: offset of "x" must be an integer/],
    [{ offsets: 8 }, /^FFI_ARGUMENT_TYPE: struct S: offsets must be an object/],
  ];
  for (const [options, message] of refused) {
    assert.match(
      failureOf(() => c.struct("S", members, untyped(options))),
      message,
    );
  }
  const mixed = failureOf(() => c.struct("S", { x: c.int, f: c.bits(c.int, 3) }, { offsets: { x: 0 } }));
  assert.match(mixed, /^FFI_DECLARATION_TYPE: struct S: option "offsets" cannot be combined with bit-fields/);
});

test("members of anonymous structs and unions are members", () => {
  const value = c.union("value", { i: c.int, d: c.double });
  const outer = c.struct("outer", { kind: c.int, ":0": c.alias("value_t", value), ":1": c.bits(c.int, 3) });
  assert.deepEqual(Object.keys(outer.members), ["kind", ":0", ":1"]);
  const refused: ReadonlyArray<readonly [StructMembers, string]> = [
    [{ d: c.int, ":0": value }, 'there are two members "d"\n  hint: members of anonymous structs and unions are'],
    [{ ":0": value, ":1": value }, 'there are two members "i"\n'],
    [{ ":0": c.opaque("S") }, 'member ":0" cannot be of type S (opaque)\n'],
    [{ ":value": value }, 'member ":value" has no name\n'],
  ];
  for (const [members, message] of refused) {
    const failure = failureOf(() => c.struct("S", members));
    assert.ok(failure.startsWith(`FFI_DECLARATION_TYPE: struct S: ${message}`), failure);
  }
});
