/** What cannot be read says where it is: the type and the member, through nested structs, arrays, pointers and variables. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { describeRefusal } from "./describe-refusal.ts";
import { catchError } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const Inner = c.struct("inner", { big: c.u64.number, table: c.array(c.i64.number, 3) });
const Outer = c.struct("outer", {
  tag: c.int,
  nested: Inner,
  list: c.array(Inner, 2),
  text: c.stringOf("utf-8", { onInvalid: "error" }),
});

const { symbols } = openLibrary(compileLibrary("reading-places"), {
  fill_outer: c.fn([c.pointer(Outer), c.u64], c.void),
  make_outer: c.fn([c.u64], Outer),
  fill_shared: c.fn([c.u64], c.void),
  fill_number: c.fn([c.out(c.u64.number), c.u64], c.void),
  shared: c.variable(Outer),
  shared_number: c.variable(c.u64.number),
  shared_numbers: c.variable(c.array(c.u64.number, 2)),
  shared_text: c.variable(c.stringOf("utf-8", { onInvalid: "error" })),
  visit: c.fn([c.u64, c.callback([c.u64.number], c.void)], c.void),
});

const big = 2n ** 53n;
const lost = `${big} does not fit a number`;

test("a member that does not fit is named with its type, in instances of calls, views and variables", () => {
  using memory = allocate(Outer);
  symbols.fill_outer(memory, big);
  symbols.fill_shared(big);
  for (const instance of [symbols.make_outer(big), Outer.at(memory), symbols.shared.value]) {
    assert.equal(instance.tag, 1);
    assert.match(
      describeRefusal(() => instance.nested.big),
      new RegExp(`^FFI_UNSAFE_INTEGER struct inner\\.big: ${lost}`),
    );
    assert.match(
      describeRefusal(() => instance.nested.table),
      new RegExp(`^FFI_UNSAFE_INTEGER struct inner\\.table\\[2\\]: -${lost}`),
    );
    assert.match(
      describeRefusal(() => instance.list),
      new RegExp(`^FFI_UNSAFE_INTEGER struct outer\\.list\\[1\\]\\.big: ${lost}`),
    );
    assert.match(
      describeRefusal(() => instance.toObject()),
      new RegExp(`^FFI_UNSAFE_INTEGER struct outer\\.nested\\.big: ${lost}`),
    );
    assert.match(
      describeRefusal(() => instance.text),
      /^FFI_STRING_CONTENT struct outer\.text: the bytes that C gave are no utf-8 text/,
    );
  }
});

test("the path is in the details, and the hint stays one", () => {
  const error = catchError("FFI_UNSAFE_INTEGER", () => symbols.make_outer(big).list);
  assert.equal(error.details["path"], "struct outer.list[1].big");
  assert.equal(error.details["value"], big);
  assert.equal(error.message.split("hint:").length, 2);
  assert.equal(error.hint, "use the type without `.number`, which gives a bigint");
});

test("what a pointer leads to is named with its index", () => {
  using memory = allocate(Outer, 2);
  symbols.fill_outer(memory, 1n);
  symbols.fill_outer(memory.add(1), big);
  assert.equal(describeRefusal(() => memory.get(0)).split(":")[0], "FFI_STRING_CONTENT struct outer at index 0.text");
  assert.match(
    describeRefusal(() => memory.get(1)),
    /^FFI_UNSAFE_INTEGER struct outer at index 1\.nested\.big: /,
  );
  using number = allocate(c.u64);
  number.value = big;
  assert.match(
    describeRefusal(() => number.cast(c.u64.number).value),
    new RegExp(`^FFI_UNSAFE_INTEGER uint64_t in memory: ${lost}`),
  );
});

test("variables are named, and their elements", () => {
  symbols.fill_shared(big);
  assert.match(
    describeRefusal(() => symbols.shared_number.value),
    new RegExp(`^FFI_UNSAFE_INTEGER shared_number: ${lost}`),
  );
  assert.equal(symbols.shared_numbers.value[0], 1);
  assert.match(
    describeRefusal(() => symbols.shared_numbers.value[1]),
    new RegExp(`^FFI_UNSAFE_INTEGER shared_numbers\\[1\\]: ${lost}`),
  );
  assert.match(
    describeRefusal(() => symbols.shared_text.value),
    /^FFI_STRING_CONTENT shared_text: the bytes/,
  );
});

test("calls, out-parameters and callbacks name the function", () => {
  assert.match(
    describeRefusal(() => symbols.fill_number(big)),
    /^FFI_UNSAFE_INTEGER fill_number\(\)/,
  );
  assert.match(
    describeRefusal(() => symbols.visit(big, () => undefined)),
    /^FFI_UNSAFE_INTEGER visit\(\)/,
  );
});

test("errors of a program's own translators stay as they are", () => {
  const Refused = c.mapped(c.u64, {
    toNative: (value: bigint) => value,
    fromNative: () => {
      throw new RangeError("value in memory is not mine");
    },
  });
  const Own = c.struct("own", { first: Refused });
  assert.throws(() => Own.create({ first: 1n }).first, { name: "RangeError", message: "value in memory is not mine" });
});
