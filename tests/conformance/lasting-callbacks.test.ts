/** Callbacks that C keeps: lifetimes, release, reuse, exceptions. What may crash or needs threads is in `crash/`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const path = compileLibrary("lasting-callbacks");
const Handler = c.callback([c.int], c.int, { lifetime: "until", onThrow: -7 });
const Once = c.callback([c.int], c.int, { lifetime: "once", onThrow: -8 });
const Static = c.callback([c.int], c.int, { lifetime: "static" });
const Point = c.struct("Point", { x: c.double, y: c.double });
const Mover = c.callback([Point, c.int], Point, { lifetime: "until", onThrow: { x: -1, y: -2 } });
const Operation = c.struct("Operation", { function: Handler, value: c.int });

const { symbols } = openLibrary(path, {
  keep: c.fn([c.int, Handler], c.void, { parameterNames: ["index", "function"] }),
  call_kept: c.fn([c.int, c.int], c.int),
  call_for_text: c.fn([c.int, c.string], c.string),
  call_with_double: c.fn([c.double], c.double),
  call_two_kept: c.fn([c.int, c.int, c.int], c.int),
  call_often: c.fn([c.int, c.int], c.long),
  run_operation: c.fn([c.pointer(Operation, { const: true })], c.int),
  is_address_of_negate: c.fn([Handler], c.int),
  keep_mover: c.fn([Mover], c.void),
  move_kept: c.fn([Point, c.int], Point),
  negate: c.fn([c.int], c.int),
});

/** Waits for warnings, which are told some time later. */
function nextWarning(): Promise<Error & { code?: string }> {
  return new Promise((resolve) => process.once("warning", resolve));
}

test("a kept callback is called by later calls, also when they are hot, until it is released", async () => {
  const handler = Handler.create((value) => value * 2);
  assert.equal(handler.isReleased, false);
  symbols.keep(1, handler);
  for (let round = 0; round < 20_000; round++) assert.equal(symbols.call_kept(1, round), round * 2);
  assert.equal(symbols.call_often(1, 1000), 999_000n);
  const warned = nextWarning();
  handler.release();
  handler.release();
  assert.equal(handler.isReleased, true);
  for (let round = 0; round < 20_000; round++) assert.equal(symbols.call_kept(1, round), -7);
  const warning = await warned;
  assert.equal(warning.code, "FFI_CALLBACK_RELEASED");
  assert.match(warning.message, /native code called a callback int \(\*\)\(int\) after it was released/);
});

test("a released callback cannot be passed any more, nor can its pointer", () => {
  const handler = Handler.create((value) => value);
  const { pointer } = handler;
  symbols.keep(2, pointer);
  assert.equal(symbols.call_kept(2, 5), 5);
  symbols.keep(2, null);
  handler[Symbol.dispose]();
  catchError("FFI_CALLBACK_RELEASED", () => symbols.keep(2, handler));
  catchError("FFI_CALLBACK_RELEASED", () => handler.pointer);
  catchError("FFI_USE_AFTER_FREE", () => symbols.keep(2, pointer));
});

test("a callback of lifetime once ends with its first call", () => {
  const once = Once.create((value) => value + 1);
  symbols.keep(3, once.pointer);
  assert.equal(once.isReleased, false);
  assert.equal(symbols.call_kept(3, 1), 2);
  assert.equal(once.isReleased, true);
  assert.equal(symbols.call_kept(3, 1), -8);
});

test("a callback of lifetime static is never released", () => {
  const forever = Static.create((value) => value + 10);
  symbols.keep(4, forever.pointer);
  forever.release();
  assert.equal(forever.isReleased, false);
  assert.equal(symbols.call_kept(4, 1), 11);
});

test("function pointers are used again late, and never those that native code still calls", () => {
  const first = Handler.create(() => 1);
  symbols.keep(5, first);
  const { address } = first.pointer;
  first.release();
  assert.equal(symbols.call_kept(5, 0), -7);
  const seen = new Set<bigint>();
  for (let round = 0; round < 2000; round++) {
    using handler = Handler.create(() => round);
    symbols.keep(6, handler);
    seen.add(handler.pointer.address);
    assert.equal(symbols.call_kept(6, 0), round);
    assert.equal(symbols.call_kept(5, 0), -7);
  }
  symbols.keep(6, null);
  assert.equal(seen.has(address), false);
  assert.ok(seen.size > 200 && seen.size < 600, `${seen.size} function pointers`);
});

test("what a callback throws comes out of the call during which C called it", () => {
  let count = 0;
  using handler = Handler.create((value) => {
    count += 1;
    throw new RangeError(`no ${value}`);
  });
  symbols.keep(7, handler);
  assert.throws(() => symbols.call_kept(7, 3), { name: "RangeError", message: "no 3" });
  // Once in a call, and again in the next.
  assert.throws(() => symbols.call_often(7, 100), { message: "no 0" });
  assert.equal(count, 2);
  symbols.keep(0, handler);
  assert.throws(() => symbols.call_with_double(1), { message: "no 1" });
  assert.throws(() => symbols.call_for_text(7, "text"), { message: "no 0" });
  using fine = Handler.create((value) => value);
  symbols.keep(8, fine);
  assert.throws(() => symbols.call_two_kept(7, 8, 5), { message: "no 5" });
  assert.equal(symbols.call_for_text(8, "text"), "none");
  assert.equal(symbols.call_two_kept(8, 8, 5), 5005);
});

test("an inner call does not receive what an outer one is to throw", () => {
  using thrower = Handler.create(() => {
    throw new Error("outer");
  });
  const seen: unknown[] = [];
  using caller = Handler.create((value) => {
    seen.push(symbols.negate(value), symbols.call_kept(11, value));
    return 1;
  });
  using fine = Handler.create((value) => value * 3);
  symbols.keep(9, thrower);
  symbols.keep(10, caller);
  symbols.keep(11, fine);
  assert.throws(() => symbols.call_two_kept(9, 10, 4), { message: "outer" });
  assert.deepEqual(seen, [-4, 12]);
});

test("an undefined that is thrown is thrown, and a wrong result is named", () => {
  using thrower = Handler.create(() => {
    // oxlint-disable-next-line typescript/only-throw-error -- user code may
    throw undefined;
  });
  symbols.keep(12, thrower);
  let caught: unknown = "nothing";
  try {
    symbols.call_kept(12, 1);
  } catch (error) {
    caught = error;
  }
  assert.equal(caught, undefined);
  using wrong = Handler.create((() => "x") as never);
  symbols.keep(12, wrong);
  const error = catchError("FFI_RESULT_TYPE", () => symbols.call_kept(12, 1));
  assert.match(error.message, /callback int \(\*\)\(int\): expected the function to return .*, got string "x"/);
});

test("structs come and go by value, and C gets the declared one when the callback throws", () => {
  using mover = Mover.create(({ x, y }, steps) => ({ x: x + steps, y: y - steps }));
  symbols.keep_mover(mover);
  const moved = symbols.move_kept({ x: 1, y: 2 }, 10);
  assert.deepEqual([moved.x, moved.y], [11, -8]);
});

test("a struct member takes a callback's pointer", () => {
  using handler = Handler.create((value) => value * value);
  const operation = Operation.create({ function: handler.pointer, value: 9 });
  assert.equal(symbols.run_operation(operation.pointer as never), 81);
});

test("signatures must agree", () => {
  const Other = c.callback([c.double], c.int, { lifetime: "until" });
  using other = Other.create(() => 1);
  const error = catchError("FFI_ARGUMENT_TYPE", () => symbols.keep(13, other as never));
  assert.match(error.message, /keep\(\): argument 2 "function": expected a Callback/);
  catchError("FFI_ARGUMENT_TYPE", () => symbols.keep(13, other.pointer as never));
  catchError("FFI_ARGUMENT_TYPE", () => symbols.keep(13, (() => 1) as never));
  catchError("FFI_ARGUMENT_TYPE", () => Handler.create(5 as never));
});

test("signatures agree where C passes the same, whatever JavaScript makes of it", () => {
  const address = c.pointer(c.opaque("state"));
  const Entry = c.struct("Entry", { run: c.pointer(c.fn([address, c.pointer(c.char), c.usize], c.int)) });
  const text = c.sizedBy("length", c.string);
  const parameterNames = [undefined, "text", "length"] as const;
  const Run = c.callback([c.nonNull(address), text, c.usize], c.boolean(c.int), { lifetime: "until", parameterNames });
  using run = Run.create(() => true);
  assert.ok(Entry.create({ run: run.pointer as never }).run?.equals(run.pointer));
  const Handle = c.handle("state", { release: "end_state" });
  using other = c.callback([Handle, c.string, c.usize], c.int, { lifetime: "until" }).create(() => 0);
  assert.ok(Entry.create({ run: other.pointer as never }).run?.equals(other.pointer));
  const Stranger = c.handle("other", { release: "end_other" });
  using wrong = c.callback([Stranger, c.string, c.usize], c.int, { lifetime: "until" }).create(() => 0);
  catchError("FFI_ARGUMENT_TYPE", () => Entry.create({ run: wrong.pointer as never }));
});

test("a C function can be kept in place of a callback", () => {
  assert.equal(symbols.is_address_of_negate(symbols.negate.pointer), 1);
  symbols.keep(14, symbols.negate.pointer);
  assert.equal(symbols.call_kept(14, 4), -4);
});

test("a callback may release itself, and another one of the same type", () => {
  const handlers: { release(): void }[] = [];
  const handler = Handler.create((value) => {
    for (const each of handlers) each.release();
    return value;
  });
  const other = Handler.create((value) => value);
  handlers.push(handler, other);
  symbols.keep(15, handler);
  symbols.keep(16, other);
  assert.equal(symbols.call_two_kept(15, 16, 3), 3000 - 7);
});

test("a parameter of lifetime call takes a callback, too", () => {
  const { run_now } = openLibrary(path, { run_now: "int run_now(int (*function)(int), int value)" }).symbols;
  using handler = Handler.create((value) => value + 0.5);
  catchError("FFI_RESULT_TYPE", () => run_now(handler, 1));
  using whole = Handler.create((value) => value + 5);
  assert.equal(run_now(whole, 1), 6);
  assert.equal(
    run_now((value) => run_now(whole, value), 2),
    7,
  );
});

test("a thunk is a C function pointer: what C gives back is the same address", () => {
  const { get_kept } = openLibrary(path, { get_kept: c.fn([c.int], c.pointer(c.fn([c.int], c.int))) }).symbols;
  using handler = Handler.create((value) => value);
  symbols.keep(17, handler);
  const pointer = get_kept(17);
  assert.equal(pointer?.address, handler.pointer.address);
});

test("a kept callback is called, late or throwing, also while another function is passed", () => {
  const { run_and_call_kept } = openLibrary(path, {
    run_and_call_kept: c.fn([c.callback([c.int], c.int), c.int, c.int], c.int),
  }).symbols;
  const handler = Handler.create((value) => value * 10);
  symbols.keep(18, handler);
  assert.equal(
    run_and_call_kept((value) => value + 1, 18, 4),
    5040,
  );
  using thrower = Handler.create(() => {
    throw new RangeError("kept");
  });
  symbols.keep(19, thrower);
  assert.throws(() => run_and_call_kept((value) => value, 19, 4), { message: "kept" });
  assert.throws(
    () =>
      run_and_call_kept(
        () => {
          throw new RangeError("passed");
        },
        18,
        4,
      ),
    { message: "passed" },
  );
  handler.release();
  assert.equal(
    run_and_call_kept((value) => value + 1, 18, 4),
    5000 - 7,
  );
});

test("a function that C keeps without being told is missed when C calls it in another call that calls back", async () => {
  const passed = c.callback([c.int], c.int, { onThrow: -9 });
  const { keep, run_and_call_kept } = openLibrary(path, {
    keep: c.fn([c.int, passed], c.void),
    run_and_call_kept: c.fn([c.callback([c.int], c.int), c.int, c.int], c.int),
  }).symbols;
  keep(20, (value) => value * 10);
  // Those of other tests may come before.
  const warned = new Promise<Error & { code?: string }>((resolve) => {
    process.on("warning", function listen(warning: Error) {
      if (!warning.message.startsWith("keep(): argument 2: native code called the callback after the call")) return;
      process.off("warning", listen);
      resolve(warning);
    });
  });
  for (let round = 0; round < 20; round++) {
    assert.equal(
      run_and_call_kept((value) => value + 1, 20, 4),
      4991,
    );
  }
  assert.equal((await warned).code, "FFI_CALLBACK_RELEASED");
});

test("a function by its address: of C, from C, and of JavaScript through C", () => {
  const Unary = c.fn([c.int], c.int);
  const { get_negate, get_kept } = openLibrary(path, {
    get_negate: c.fn([], c.pointer(Unary)),
    get_kept: c.fn([c.int], c.pointer(Unary)),
  }).symbols;
  const negate = Unary.at(get_negate()!, "negate");
  assert.equal(negate(12), -12);
  assert.match(catchError("FFI_ARGUMENT_RANGE", () => negate(2 ** 40)).message, /^negate\(\): argument 1/);
  assert.equal(Unary.at(symbols.negate.pointer)(3), -3);
  const handler = Handler.create((value) => {
    if (value < 0) throw new RangeError("negative");
    return value * 2;
  });
  symbols.keep(20, handler);
  const double = Unary.at(get_kept(20)!);
  for (let round = 0; round < 20_000; round++) assert.equal(double(round), round * 2);
  assert.throws(() => double(-1), { message: "negative" });
  assert.equal(Unary.at(handler.pointer)(4), 8);
  catchError("FFI_ARGUMENT_TYPE", () => c.fn([c.double], c.int).at(handler.pointer));
  catchError("FFI_ARGUMENT_TYPE", () => Unary.at(5 as never));
  const { pointer } = handler;
  handler.release();
  catchError("FFI_USE_AFTER_FREE", () => Unary.at(pointer));
  assert.equal(double(1), -7);
});
