/** `c.nonNull` and `c.boolean`: what a declaration knows beyond C's types, in calls, callbacks and memory. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, FfiError, openLibrary } from "koine";

const text = c.pointer(c.char);
const { symbols } = openLibrary(null, {
  strlen: c.fn([c.nonNull(c.string)], c.usize.number, { parameterNames: ["text"] }),
  strchr: c.fn([c.nonNull(text), c.int], c.nonNull(text)),
  strtol: c.fn([c.string, c.out(c.nonNull(text)), c.int], c.long),
  getenv: c.fn([c.string], c.nonNull(c.string)),
  isdigit: c.fn([c.int], c.boolean(c.int)),
  labs: c.fn([c.boolean(c.long)], c.boolean(c.long)),
  abs: c.fn([c.boolean(c.int)], c.int),
  rmdir: c.fn([c.string], c.boolean(c.int), { errno: "throw" }),
  opendir: c.fn([c.string], c.nonNull(c.pointer(c.void)), { errno: "throw" }),
  bsearch: c.fn(
    [c.bytes, c.bytes, c.usize, c.usize, c.nonNull(c.callback([c.nonNull(c.pointer(c.int)), c.pointer(c.int)], c.int))],
    c.nonNull(c.pointer(c.int)),
  ),
});

function failureOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FfiError) return `${error.code} ${error.message.split("\n")[0]}`;
    throw error;
  }
  return "nothing was thrown";
}

test("null is refused as an argument, and named as a result, cold and hot", () => {
  for (let round = 0; round < 3000; round++) {
    assert.equal(symbols.strlen("four"), 4);
    // @ts-expect-error null is no argument
    const refused = failureOf(() => symbols.strlen(null));
    assert.equal(
      refused,
      'FFI_ARGUMENT_TYPE strlen(): argument 1 "text": expected const char * that is not NULL, got null',
    );
  }
  assert.match(
    failureOf(() => symbols.getenv("KOINE_NO_SUCH_VARIABLE")),
    /^FFI_NULL_POINTER getenv\(\): result: expected/,
  );
});

test("TypeScript need not ask for null", () => {
  const found: bigint = symbols.strchr(new TextEncoder().encode("abc\0"), 98).address;
  assert.ok(found > 0n);
  const [value, end] = symbols.strtol("12x", 10);
  assert.equal(value, 12n);
  assert.ok(end.address > 0n);
});

test("callbacks that are never null get addresses that are never null", () => {
  const numbers = Int32Array.of(1, 5, 9);
  const found = symbols.bsearch(Int32Array.of(5), numbers, 3, 4, (key, element) => key.value - (element?.value ?? 0));
  assert.equal(found.value, 5);
  const missing = (): unknown =>
    symbols.bsearch(Int32Array.of(4), numbers, 3, 4, (key, other) => key.value - (other?.value ?? 0));
  assert.match(failureOf(missing), /^FFI_NULL_POINTER bsearch/);
  // @ts-expect-error null is no callback here
  const refused = failureOf(() => symbols.bsearch(numbers, numbers, 3, 4, null));
  assert.match(refused, /^FFI_ARGUMENT_TYPE bsearch\(\): argument 5/);
});

test("integers are true or false", () => {
  assert.equal(symbols.isdigit(0x37), true);
  assert.equal(symbols.isdigit(0x41), false);
  assert.equal(symbols.labs(true), true);
  assert.equal(symbols.abs(false), 0);
  // @ts-expect-error a number is no truth value
  const refused = failureOf(() => symbols.abs(1));
  assert.match(refused, /^FFI_ARGUMENT_TYPE abs\(\): argument 1: expected true or false, got 1/);
});

test("what errno says comes before what the type says", () => {
  assert.match(
    failureOf(() => symbols.opendir("/no/such/directory")),
    /^FFI_ERRNO opendir\(\): ENOENT/,
  );
  assert.match(
    failureOf(() => symbols.rmdir("/no/such/directory")),
    /^FFI_ERRNO rmdir\(\): ENOENT/,
  );
});
