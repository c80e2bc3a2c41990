/** Declarations that no call can be made of: types without size, types at the wrong place, typedefs that are none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary, Pointer } from "koine";
import type { FfiErrorCode } from "koine";
import { bind } from "koine/libffi/high";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const accept = compileLibrary("accept");
const structs = compileLibrary("structs");
const Handle = c.opaque("Handle");
const Vector = c.struct("Vector", { x: c.double, y: c.double });
const Tail = c.struct("Tail", { count: c.int, rest: c.flexibleArray(c.int) });
const Overaligned = c.struct("Overaligned", { value: c.int }, { align: 32 });

const takeNothing = openLibrary(accept, { take_nothing: "void take_nothing(void)" }).symbols.take_nothing;

type Row = readonly [what: string, run: () => unknown, code: FfiErrorCode, message: RegExp];

const open = (declaration: string, types?: unknown) => (): unknown =>
  openLibrary(accept, { take_nothing: declaration }, { types } as never);
const add = (...values: unknown[]): unknown =>
  requireFunction(openUntyped(structs, { add: c.fn([Vector, Vector], Vector) }).symbols, "add")(...values);

const noField = (field: string): RegExp => new RegExp(`must be a C type, got an object[^]*needs a valid "${field}"`);

const type: FfiErrorCode = "FFI_DECLARATION_TYPE";
const argument: FfiErrorCode = "FFI_ARGUMENT_TYPE";

const rows: readonly Row[] = [
  [
    "an incomplete parameter",
    () => c.fn([Handle], c.void),
    type,
    /parameter 1 .* Handle \(opaque\)[^]*c\.pointer\(Handle\)/,
  ],
  ["an incomplete result", () => c.fn([], Handle), type, /result .* Handle \(opaque\)/],
  ["an incomplete member", () => c.struct("Holder", { handle: Handle }), type, /struct Holder: member "handle"/],
  ["an incomplete element", () => c.array(Handle, 3), type, /element .* Handle/],
  ["an incomplete out-parameter", () => c.out(Handle), type, /target .* Handle/],
  ["an incomplete value", () => allocate(Handle), type, /Handle has no size/],
  ["an incomplete value behind a pointer", () => Pointer.from(4096n, Handle)?.value, type, /Handle has no size/],
  ["an undeclared struct in a prototype", open("int take_nothing(struct unknown value)"), type, /struct unknown/],
  ["an undeclared struct as result", open("struct unknown take_nothing(void)"), type, /struct unknown/],
  ["an incomplete typedef by value", open("int take_nothing(Handle h)", { Handle }), type, /"take_nothing".*Handle/],
  ["a flexible array by value", open("int take_nothing(Tail t)", { Tail }), type, /"take_nothing".*struct Tail/],
  ["an unknown typedef", open("vec_t take_nothing(vec_t a)"), type, /unknown type "vec_t"/],
  [
    "a typedef that is a number",
    open("vec_t take_nothing(void)", { vec_t: 42 }),
    argument,
    /"vec_t" must be a C type, got 42/,
  ],
  [
    "a typedef that is a string",
    open("int take_nothing(void)", { vec_t: "int" }),
    argument,
    /"vec_t" must be a C type/,
  ],
  ["a typedef that is undefined", open("int take_nothing(void)", { vec_t: undefined }), argument, /got undefined/],
  [
    "a struct without members",
    open("int take_nothing(vec_t v)", { vec_t: { kind: "struct" } }),
    argument,
    noField("members"),
  ],
  [
    "a struct of members that are no types",
    open("int take_nothing(vec_t v)", { vec_t: { kind: "struct", name: "vec", members: { x: 1 }, options: {} } }),
    argument,
    noField("members.x"),
  ],
  [
    "a pointer to nothing",
    open("int take_nothing(vec_t v)", { vec_t: { kind: "pointer" } }),
    argument,
    noField("target"),
  ],
  [
    "an integer that C does not have",
    () => openLibrary(accept, { take_nothing: c.fn([{ kind: "integer", name: "nope" } as never], c.void) }),
    argument,
    /parameter 1 must be a C type, got an object[^]*kind "integer" needs a valid "name"/,
  ],
  [
    "a wrong type deep inside of one made by hand",
    () => {
      const element = { kind: "float", name: "half" };
      const members = { grid: { kind: "array", element, length: 2, form: "elements" } };
      const pair = { kind: "struct", name: "pair", members, options: {} };
      return allocate({ kind: "pointer", target: pair, isConst: false } as never);
    },
    argument,
    /allocate\(\): type must be a C type[^]*needs a valid "target\.members\.grid\.element\.name"/,
  ],
  [
    "a function made by hand of a wrong type",
    () => {
      const parameters = [{ kind: "enum", name: "e", members: { A: "1" }, base: c.int, isOpen: true, isFlags: false }];
      const made = { kind: "function", parameters, result: c.int, parameterNames: [], isVariadic: false };
      return openLibrary(accept, { take_nothing: made as never });
    },
    argument,
    /declaration of "take_nothing" must be a C type[^]*kind "function" needs a valid "parameters\.0\.members\.A"/,
  ],
  [
    "a cast to no type",
    () => allocate(c.int).cast({ kind: "integer", name: "int" } as never),
    argument,
    /cast\(\): type must be a C type[^]*valid "policy"/,
  ],
  [
    "an array of nothing",
    open("int take_nothing(vec_t *v)", { vec_t: { kind: "array" } }),
    argument,
    noField("element"),
  ],
  ["an enum of nothing", open("int take_nothing(vec_t v)", { vec_t: { kind: "enum" } }), argument, noField("members")],
  [
    "an integer without a name",
    open("int take_nothing(vec_t v)", { vec_t: { kind: "integer" } }),
    argument,
    noField("name"),
  ],
  ["a parameter of no members", () => c.fn([{ kind: "union" } as never], c.void), argument, noField("members")],
  ["types that are no object", open("int take_nothing(void)", 42), argument, /expected types by name, got 42/],
  ["an array parameter", () => c.fn([c.array(c.int, 3)], c.void), type, /parameter 1 .* int \[3\]/],
  ["an array result", () => c.fn([], c.array(c.int, 3)), type, /result .* int \[3\]/],
  ["bytes as a result", () => c.fn([], c.bytes), type, /result .* c\.bytes/],
  ["bytes for a callback", () => c.callback([c.bytes], c.void), type, /parameter 1 .* c\.bytes/],
  [
    "a size that is too small",
    () => c.struct("Small", { a: c.int, b: c.int }, { size: 4 }).size,
    type,
    /size 4 .* 8 bytes/,
  ],
  [
    "too few bytes as a struct by value",
    () => add(new Uint8Array(15), { x: 1, y: 2 }),
    "FFI_ARGUMENT_RANGE",
    /argument 1: expected 16 bytes, got 15/,
  ],
  ["another struct by value", () => add({ x: 1, y: 2 }, Overaligned.create()), argument, /argument 2: .* no x, no y/],
  ["a pointer to something else", () => Vector.at(allocate(c.u8, 16) as never), argument, /Pointer to struct Vector/],
  [
    "too few bytes for a struct",
    () => Vector.at(allocate(c.u8, 4).cast(Vector)),
    "FFI_OUT_OF_BOUNDS",
    /16 bytes .* 4 bytes/,
  ],
  [
    "too few bytes for structs",
    () => Vector.arrayView(allocate(Vector, 2), 3),
    "FFI_OUT_OF_BOUNDS",
    /48 bytes .* 32 bytes/,
  ],
  [
    "an overaligned struct by value through libffi",
    () => bind(takeNothing.address, c.fn([Overaligned], c.int))({ value: 1 }),
    "FFI_UNSUPPORTED",
    /argument 1: struct Overaligned is aligned to 32 bytes[^]*pass a pointer/,
  ],
];

for (const [what, run, code, message] of rows) {
  test(`${what} is refused`, () => {
    assert.match(catchError(code, run).message, message);
  });
}
