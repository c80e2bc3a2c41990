import assert from "node:assert/strict";
import { test } from "node:test";
import { FfiError } from "@koine/diagnostics";
import * as c from "../c.ts";
import { allocate } from "../memory/allocate.ts";
import { declareStruct } from "../types/late-types.ts";
import { declareLibrary } from "./declare-library.ts";

const libc = declareLibrary(null);
type OfInts = c.Function<[typeof c.int], typeof c.int, ["value"]>;

test("a library is called to declare a function, and has nothing that could be changed", () => {
  const abs: OfInts = libc("int abs(int value)");
  const described = libc("labs", () => c.fn([c.long], c.long));
  assert.equal(abs(-3), 3);
  assert.equal(abs.name, "abs");
  assert.equal(described(-4n), 4n);
  assert.equal(described.name, "labs");
  assert.equal(libc.function, libc);
  assert.throws(() => Object.assign(libc, { variable: undefined }), TypeError);
  assert.throws(() => libc(Symbol("abs") as never), { code: "FFI_ARGUMENT_TYPE" });
});

test("a function is described at its first call, once", () => {
  let described = 0;
  const abs = libc.function("abs", () => {
    described++;
    return c.fn([c.int], c.int, { parameterNames: ["value"] });
  });
  assert.equal(described, 0);
  for (let call = 0; call < 20; call++) assert.equal(abs(-call), call);
  assert.equal(described, 1);
});

test("a function that is described refuses a wrong count of arguments at every call", () => {
  const text = c.pointer(c.char);
  const described = [
    [libc.function("abs", () => c.fn([c.int], c.int)), [-1]],
    [libc.function("strcmp", () => c.fn([c.string, c.string], c.int)), ["a", "a"]],
    [libc.function("strchr", () => c.fn([c.string, c.int], text)), ["a", 0x61]],
  ] as unknown as readonly (readonly [(...values: unknown[]) => unknown, readonly unknown[]])[];
  for (const [call, values] of described) {
    const refuse = (given: readonly unknown[]): void =>
      assert.throws(
        () => call(...given),
        (error: FfiError) => error.code === "FFI_ARGUMENT_COUNT" && error.message.includes(`got ${given.length}`),
      );
    for (let round = 0; round < 20; round++) {
      refuse([]);
      refuse(values.slice(1));
      refuse([...values, 1]);
      call(...values);
    }
  }
});

test("a prototype is read at the first call, with the types that it names", () => {
  const labs: c.Function<[typeof c.long], typeof c.long> = libc.function("long labs(long)");
  assert.equal(labs(-5), 5n);
  let asked = 0;
  const Quotient: c.Struct<"quotient", { quot: typeof c.int; rem: typeof c.int }> = declareStruct("quotient", () => {
    asked++;
    return { quot: c.int, rem: c.int };
  });
  const number: c.AliasType<"number", typeof c.int> = c.alias("number", c.int);
  const div: c.Function<[typeof number, typeof c.int], typeof Quotient> = libc.function(
    "struct quotient div(number numerator, int)",
    Quotient,
    number,
  );
  assert.equal(asked, 0);
  assert.deepEqual(div(7, 2).toObject(), { quot: 3, rem: 1 });
  assert.equal(asked, 1);
});

test("before and after its first call a function has the same name and address", () => {
  const labs: c.Function<[typeof c.long], typeof c.long> = libc.function("long labs(long)");
  assert.equal(labs.name, "labs");
  const { address } = labs;
  assert.notEqual(address, 0n);
  const explained = labs.explain();
  for (let call = 0; call < 20; call++) labs(1n);
  assert.equal(labs.explain(), explained);
  assert.equal(labs.name, "labs");
  assert.equal(labs.address, address);
  assert.equal(labs.pointer.address, address);
});

/** Its list is made by C: one element for each kind of socket. */
const addrinfo: c.Struct<
  "addrinfo",
  {
    flags: typeof c.int;
    family: typeof c.int;
    type: typeof c.int;
    protocol: typeof c.int;
    length: typeof c.uint;
    address: c.PointerType<typeof c.void, false>;
    name: c.PointerType<typeof c.char, false>;
    next: c.PointerType<typeof addrinfo, false>;
  }
> = declareStruct("addrinfo", () => ({
  flags: c.int,
  family: c.int,
  type: c.int,
  protocol: c.int,
  length: c.uint,
  address: c.pointer(c.void),
  name: c.pointer(c.char),
  next: c.pointer(addrinfo),
}));

test("a struct that points to itself is read on and on, passed and copied", () => {
  const text = "int getaddrinfo(const char *, const char *, const struct addrinfo *, struct addrinfo **)";
  type Parameters = [
    c.PointerType<typeof c.char, true>,
    c.PointerType<typeof c.char, true>,
    c.PointerType<typeof addrinfo, true>,
    c.PointerType<c.PointerType<typeof addrinfo, false>, false>,
  ];
  const getaddrinfo: c.Function<Parameters, typeof c.int> = libc.function(text, addrinfo);
  const freeaddrinfo: c.Function<[c.PointerType<typeof addrinfo, false>], typeof c.void> = libc.function(
    "void freeaddrinfo(struct addrinfo *)",
    addrinfo,
  );
  const isNumericHost = 4;
  const found = allocate(c.pointer(addrinfo));
  const hints = addrinfo.create();
  hints.flags = isNumericHost;
  assert.equal(getaddrinfo("127.0.0.1", null, [hints.toObject()], found), 0);
  const families: number[] = [];
  for (let each = found.value; each !== null; each = each.value.next) families.push(each.value.family);
  assert.deepEqual(families, [2, 2, 2]);
  const first = addrinfo.at(found.value as NonNullable<typeof found.value>);
  hints.next = first.next;
  assert.equal(addrinfo.fromBytes(hints.pointer.bytes(addrinfo.size)).next?.value.family, 2);
  freeaddrinfo(first);
});

test("an asm label names the symbol", () => {
  const magnitude: OfInts = libc.function('int magnitude(int value) __asm__("abs")');
  assert.equal(magnitude.name, "magnitude");
  assert.equal(magnitude(-3), 3);
});

test("functions with more or fewer arguments, and variadic ones, are told apart before they are read", () => {
  const getppid: c.Function<[], typeof c.int> = libc.function("int getppid(void)");
  assert.equal(getppid(), process.ppid);
  const bytes = new Uint8Array(16);
  type Print = c.Function<[typeof c.bytes, typeof c.usize, c.PointerType<typeof c.char, true>], typeof c.int, [], true>;
  const snprintf: Print = libc.function("int snprintf(char *into, size_t size, const char *format, ...)");
  assert.equal(snprintf(bytes, 16n, "%d %s", c.int(42), c.string("x")), 4);
  assert.equal(Buffer.from(bytes).toString("latin1", 0, 4), "42 x");
  type Handler = c.Fn<[typeof c.int], typeof c.void>;
  type Signal = c.Function<[typeof c.int, c.PointerType<Handler, false>], c.PointerType<Handler, false>>;
  const signal: Signal = libc.function("void (*signal(int number, void (*handler)(int)))(int)");
  assert.equal(signal.name, "signal");
  // Some runtimes have handlers of their own at first.
  signal(16, null);
  assert.equal(signal(16, null), null);
});

test("a function that is declared twice is called as declared, and explained as declared last", () => {
  const early = libc.function<c.Function<[typeof c.int, typeof c.int], typeof c.int>>(
    "int abs(int value, int ignored)",
  );
  const late = libc.function<c.Function<[typeof c.int], typeof c.int>>("int abs(int number)");
  for (let call = 0; call < 3; call++) {
    assert.equal(early(-call, 7), call);
    assert.equal(late(-call), call);
    assert.throws(() => (late as (...values: number[]) => number)(-1, 7), { code: "FFI_ARGUMENT_COUNT" });
  }
  assert.equal(early.address, late.address);
  assert.equal(early.explain(), late.explain());
  assert.match(late.explain(), /number/);
});

test("errors name the function, at the first call and later", () => {
  const abs: OfInts = libc.function("int abs(int value)");
  for (let call = 0; call < 12; call++) {
    assert.throws(() => abs("5" as never), /abs\(\): argument 1 "value": expected/);
    assert.throws(() => (abs as (...values: unknown[]) => unknown)(1, 2), { code: "FFI_ARGUMENT_COUNT" });
  }
});

test("mistakes in a prototype show at the first call", () => {
  const wrong: c.Function<[], typeof c.int> = libc.function("int abs(unknown_t)");
  assert.throws(() => wrong(), { code: "FFI_DECLARATION_TYPE" });
  const broken: c.Function<[], typeof c.int> = libc.function("int abs(int value");
  assert.throws(() => broken(), { code: "FFI_DECLARATION_SYNTAX" });
  assert.throws(() => libc.function(5 as never), { code: "FFI_ARGUMENT_TYPE" });
});

test("nothing is opened or resolved before the first use", () => {
  const absent = declareLibrary("koine-no-such-library");
  const gone = absent.function("gone", () => c.fn([], c.void));
  const state = absent.variable("state", () => c.variable(c.int));
  assert.throws(() => gone(), { code: "FFI_LIBRARY_NOT_FOUND" });
  assert.throws(() => state.value, { code: "FFI_LIBRARY_NOT_FOUND" });
  const missing: c.Function<[], typeof c.void> = libc.function("void koine_no_such_symbol(void)");
  assert.throws(
    () => missing(),
    (error) => error instanceof FfiError && error.code === "FFI_SYMBOL_NOT_FOUND",
  );
});

test("a variable is read and written where it lies", () => {
  const optind = libc.variable("optind", () => c.variable(c.int));
  const before = optind.value;
  optind.value = 7;
  assert.equal(libc.variable("optind", () => c.variable(c.int)).value, 7);
  assert.equal(optind.pointer.address, optind.address);
  assert.equal(optind.type, c.int);
  optind.value = before;
});
