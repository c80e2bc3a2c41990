/** Who owns what C hands over: owned, borrowed, borrowed from an argument, and given back. C counts what is alive. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, Arena, c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const path = compileLibrary("ownership");
const Item = c.struct("item", { id: c.int, next: c.pointer(c.opaque("item")) });
const itemPointer = c.pointer(Item);
const named = (...parameterNames: string[]): { readonly parameterNames: string[] } => ({ parameterNames });

const library = openLibrary(path, {
  alive_count: "int alive_count(void)",
  wrong_frees: "int wrong_frees(void)",
  make_item: c.fn([c.int], c.owned(itemPointer, "free_item")),
  make_item_into: c.fn([c.int, c.out(c.owned(itemPointer, "free_item"))], c.int),
  free_item: c.fn([c.transferred(itemPointer)], c.void, named("item")),
  id_of: c.fn([itemPointer], c.borrowedFrom("item", c.pointer(c.int)), named("item")),
  find_byte: c.fn(
    [c.pointer(c.char, { const: true }), c.int, c.usize],
    c.borrowedFrom("bytes", c.pointer(c.char)),
    named("bytes", "byte", "length"),
  ),
  read_id: c.fn([itemPointer], c.int),
  make_block: c.fn([c.usize], c.owned(c.pointer(c.u8), "free_block", { byteLength: 64 })),
});
const { symbols } = library;

test("an owned result is given back when it is disposed, once", () => {
  const before = symbols.alive_count();
  {
    using item = symbols.make_item(5);
    assert.equal(item?.value.id, 5);
    assert.equal(symbols.alive_count(), before + 1);
    item?.[Symbol.dispose]();
    assert.equal(symbols.alive_count(), before);
    catchError("FFI_USE_AFTER_FREE", () => item?.value);
  }
  assert.equal(symbols.alive_count(), before);
  assert.equal(symbols.wrong_frees(), 0);
  assert.equal(symbols.make_item(-1), null);
});

test("an owned out-parameter is given back as well", () => {
  const before = symbols.alive_count();
  const [result, item] = symbols.make_item_into(9);
  assert.equal(result, 0);
  assert.equal(item?.value.id, 9);
  assert.equal(symbols.alive_count(), before + 1);
  item?.[Symbol.dispose]();
  assert.equal(symbols.alive_count(), before);
  assert.deepEqual(symbols.make_item_into(-1), [-1, null]);
});

test("what borrows from an argument ends with it", () => {
  const item = symbols.make_item(3);
  assert.ok(item !== null);
  const id = symbols.id_of(item);
  const again = symbols.id_of(item)?.add(0).cast(c.u32);
  assert.equal(id?.value, 3);
  item[Symbol.dispose]();
  assert.match(catchError("FFI_USE_AFTER_FREE", () => id?.value).message, /borrows from memory that was freed/);
  catchError("FFI_USE_AFTER_FREE", () => again?.value);
  catchError("FFI_USE_AFTER_FREE", () => symbols.read_id(item));
  assert.equal(symbols.id_of(null), null);
  const foreign = openLibrary(path, { make_item: c.fn([c.int], c.borrowed(itemPointer)) }).symbols.make_item(4);
  assert.equal(symbols.id_of(foreign)?.value, 4);
  symbols.free_item(foreign);
});

test("what borrows from sized memory or from an instance has its bounds, and ends with it", () => {
  const item = Item.create({ id: 8, next: null });
  const id = symbols.id_of(item);
  assert.equal(id?.value, 8);
  assert.match(catchError("FFI_OUT_OF_BOUNDS", () => id?.get(4)).message, /outside of 16 bytes/);
  item[Symbol.dispose]();
  catchError("FFI_USE_AFTER_FREE", () => id?.value);
  using text = allocate(c.char, 4);
  text.set(2, 7);
  const found = symbols.find_byte(text, 7, 4);
  assert.equal(found?.get(1), 0);
  catchError("FFI_OUT_OF_BOUNDS", () => found?.get(2));
  assert.equal(found?.get(-2), 0);
});

test("what borrows from a buffer keeps it in memory", () => {
  const find = (): ReturnType<typeof symbols.find_byte> =>
    symbols.find_byte(new TextEncoder().encode("needle in haystack"), "n".charCodeAt(0), 6);
  const found = find();
  for (let round = 0; round < 50; round++) new Uint8Array(1_000_000).fill(round);
  assert.equal(found?.value, "n".charCodeAt(0));
  using allocated = allocate(c.char, 4);
  allocated.set(2, 65);
  const inside = symbols.find_byte(allocated, 65, 4);
  assert.equal(inside?.address, allocated.address + 2n);
  allocated[Symbol.dispose]();
  catchError("FFI_USE_AFTER_FREE", () => inside?.value);
});

test("what borrows from a buffer ends when its memory is transferred", () => {
  const bytes = new TextEncoder().encode("needle in haystack");
  const found = symbols.find_byte(bytes, "i".charCodeAt(0), bytes.length);
  assert.equal(found?.string(undefined, 2), "in");
  const moved = structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  const errors = [
    () => found?.value,
    () => found?.get(0),
    () => found?.bytes(1),
    () => symbols.find_byte(found ?? null, 0, 1),
  ].map((use) => catchError("FFI_USE_AFTER_FREE", use));
  for (const { message } of errors)
    assert.match(message, /borrows from a buffer whose memory was transferred elsewhere/);
  assert.equal(moved.byteLength, 18);
});

test("memory that was given to C is gone: no use after it, and no second free", () => {
  const before = symbols.alive_count();
  const item = symbols.make_item(6);
  const id = symbols.id_of(item);
  symbols.free_item(item);
  assert.equal(symbols.alive_count(), before);
  const error = catchError("FFI_USE_AFTER_FREE", () => symbols.free_item(item));
  assert.match(error.message, /^free_item\(\): argument 1 "item": struct item \* 0x[0-9a-f]+ was given away/);
  catchError("FFI_USE_AFTER_FREE", () => id?.value);
  item?.[Symbol.dispose]();
  assert.equal(symbols.alive_count(), before);
  assert.equal(symbols.wrong_frees(), 0);
});

test("C is not given what it cannot free", () => {
  using own = allocate(Item);
  const error = catchError("FFI_ARGUMENT_TYPE", () => symbols.free_item(own));
  assert.match(error.message, /argument 1 "item": struct item \* 0x[0-9a-f]+ is memory of Koine, which C cannot free/);
  using item = symbols.make_item(1);
  catchError("FFI_ARGUMENT_TYPE", () => symbols.free_item(item?.add(1) ?? null));
  assert.equal(item?.value.id, 1);
});

test("memory of known size has bounds, and its views are empty once it is freed", () => {
  const before = symbols.alive_count();
  const block = symbols.make_block(64);
  assert.ok(block !== null);
  const view = block.bytes(64);
  assert.equal(view[63], 7);
  catchError("FFI_OUT_OF_BOUNDS", () => block.get(64));
  catchError("FFI_OUT_OF_BOUNDS", () => block.bytes(65));
  block[Symbol.dispose]();
  assert.equal(symbols.alive_count(), before);
  assert.equal(view.length, 0);
  assert.equal(view[0], undefined);
});

test("bytes of memory that Koine allocated are empty once it is freed, also in the middle of a call", () => {
  const block = allocate(c.int, 4);
  const bytes = block.bytes(16);
  const part = block.add(2).bytes(4);
  bytes.fill(255);
  assert.equal(part[3], 255);
  block[Symbol.dispose]();
  assert.deepEqual([bytes.length, part.length, bytes.buffer.byteLength], [0, 0, 0]);

  const arena = new Arena();
  const view = arena.allocate(c.u8, 3).bytes(3);
  arena[Symbol.dispose]();
  assert.equal(view.length, 0);

  // C goes on with the memory: what its running call was given stays where it is.
  const numbers = allocate(c.int, 8);
  const seen = numbers.bytes(32);
  for (let index = 0; index < 8; index++) numbers.set(index, 8 - index);
  const compare = c.callback([c.pointer(c.int), c.pointer(c.int)], c.int);
  const { qsort } = openLibrary(null, {
    qsort: c.fn([c.pointer(c.void), c.usize, c.usize, compare], c.void),
  }).symbols;
  let calls = 0;
  qsort(numbers, 8n, 4n, (one, other) => {
    if (calls++ === 0) numbers[Symbol.dispose]();
    return (one?.value ?? 0) - (other?.value ?? 0);
  });
  assert.ok(calls > 8);
  assert.equal(seen.length, 0);
});

test("the function that frees may be a function of another library, or of JavaScript", () => {
  const released: bigint[] = [];
  const { make_item, make_block } = openLibrary(path, {
    make_item: c.fn(
      [c.int],
      c.owned(itemPointer, (pointer: { address: bigint }) => released.push(pointer.address)),
    ),
    make_block: c.fn(
      [c.usize],
      c.owned(c.pointer(c.u8), openLibrary(null, { free: "void free(void *)" }).symbols.free),
    ),
  }).symbols;
  const item = make_item(2);
  item?.[Symbol.dispose]();
  assert.deepEqual(released, [item?.address]);
  make_block(10)?.[Symbol.dispose]();
});

test("a function that frees must exist, and a parameter that is borrowed from too", () => {
  const { make_item } = openLibrary(path, { make_item: c.fn([c.int], c.owned(itemPointer, "fre_item")) }).symbols;
  const item = make_item(2);
  const error = catchError("FFI_SYMBOL_NOT_FOUND", () => item?.[Symbol.dispose]());
  assert.match(error.message, /did you mean "free_item"/);
  const borrowing = { id_of: c.fn([itemPointer], c.borrowedFrom("thing", c.pointer(c.int)), named("item")) };
  catchError("FFI_DECLARATION_TYPE", () => openLibrary(path, borrowing, { eager: true }));
  catchError("FFI_DECLARATION_TYPE", () => c.owned(c.int as never, "free"));
  catchError("FFI_ARGUMENT_TYPE", () => c.owned(itemPointer, 5 as never));
});

test("owned memory of a library that was closed cannot be given back, and says so", () => {
  const closing = openLibrary(path, { make_item: c.fn([c.int], c.owned(itemPointer, "free_item")) });
  const item = closing.symbols.make_item(8);
  closing.close();
  catchError("FFI_LIBRARY_CLOSED", () => item?.[Symbol.dispose]());
  catchError("FFI_USE_AFTER_FREE", () => item?.value);
});
