/**
 * What a function refuses, inside of optimised loops: wrappers write it so that V8 takes it for a part of the loop. It must end the loop
 * all the same, say what it says at a first call, and leave everything usable.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import type { FfiError } from "koine";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";
import type { UntypedFunction } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const path = compileLibrary("tiers");
const prototypes = {
  add: "int add(int a, int b)",
  mix_floats: "double mix_floats(float a, double b)",
  narrow: "int narrow(int8_t a, uint8_t b, int16_t c, uint16_t d)",
  negate: "int64_t negate(int64_t value)",
  count_up: "void count_up(void)",
  counted: "int counted(void)",
};
const wrong: readonly {
  readonly name: keyof typeof prototypes;
  readonly right: readonly unknown[];
  readonly refused: readonly unknown[];
  readonly code: FfiError["code"];
}[] = [
  { name: "add", right: [1, 2], refused: [1], code: "FFI_ARGUMENT_COUNT" },
  { name: "add", right: [1, 2], refused: [1, 2, undefined], code: "FFI_ARGUMENT_COUNT" },
  { name: "add", right: [1, 2], refused: [1, undefined], code: "FFI_ARGUMENT_TYPE" },
  { name: "add", right: [1, 2], refused: ["1", 2], code: "FFI_ARGUMENT_TYPE" },
  { name: "add", right: [1, 2], refused: [1, 2n], code: "FFI_ARGUMENT_TYPE" },
  { name: "add", right: [1, 2], refused: [1, Symbol("two")], code: "FFI_ARGUMENT_TYPE" },
  { name: "add", right: [1, 2], refused: [1, 1.5], code: "FFI_ARGUMENT_RANGE" },
  { name: "add", right: [1, 2], refused: [NaN, 2], code: "FFI_ARGUMENT_RANGE" },
  { name: "add", right: [1, 2], refused: [1, 2 ** 31], code: "FFI_ARGUMENT_RANGE" },
  { name: "mix_floats", right: [1, 2], refused: [1], code: "FFI_ARGUMENT_COUNT" },
  { name: "mix_floats", right: [1.5, 2], refused: [1, null], code: "FFI_ARGUMENT_TYPE" },
  { name: "narrow", right: [1, 2, 3, 4], refused: [128, 2, 3, 4], code: "FFI_ARGUMENT_RANGE" },
  { name: "narrow", right: [1, 2, 3, 4], refused: [1, -1, 3, 4], code: "FFI_ARGUMENT_RANGE" },
  { name: "narrow", right: [1, 2, 3, 4], refused: [1, 2, 3, true], code: "FFI_ARGUMENT_TYPE" },
  { name: "negate", right: [1n], refused: [2n ** 63n], code: "FFI_ARGUMENT_RANGE" },
  { name: "count_up", right: [], refused: [undefined], code: "FFI_ARGUMENT_COUNT" },
  { name: "counted", right: [], refused: [0, 0], code: "FFI_ARGUMENT_COUNT" },
];

/** Calls as often as makes V8 optimise the loop, and then once with what is refused. A loop of its own for each function. */
function compileLoop(count: number): (run: UntypedFunction, values: readonly unknown[], times: number) => number {
  const names = Array.from({ length: count }, (_, index) => `value${index}`);
  const source = [
    "return function callOften(run, values, times) {",
    `  ${names.length === 0 ? "" : `const [${names.join(", ")}] = values;`}`,
    "  let calls = 0;",
    `  for (; calls < times; calls++) run(${names.join(", ")});`,
    "  return calls;",
    "};",
  ];
  // oxlint-disable-next-line eslint/no-new-func, typescript/no-implied-eval -- equal functions would share what V8 learns of them
  return (new Function(source.join("\n")) as () => ReturnType<typeof compileLoop>)();
}

for (const [index, { name, right, refused, code }] of wrong.entries()) {
  test(`${name}(${refused.map(String).join(", ")}) in a hot loop is refused as at its first call (${index})`, () => {
    const cold = requireFunction(openUntyped(path, prototypes).symbols, name);
    const expected = catchError(code, () => cold(...refused));
    const { symbols } = openUntyped(path, prototypes);
    const run = requireFunction(symbols, name);
    const loop = compileLoop(right.length);
    const other = compileLoop(refused.length);
    for (let round = 0; round < 4; round++) {
      assert.equal(loop(run, right, 20_000), 20_000);
      // The same code where V8 has proved nothing of the values, and code that has seen nothing else.
      const sameLoop = refused.length === right.length ? loop : other;
      for (const callOften of [sameLoop, other]) {
        const error = catchError(code, () => callOften(run, refused, 3));
        assert.equal(error.message, expected.message);
        assert.deepEqual(error.details, expected.details);
        assert.match(error.stack ?? "", /\bcallOften\b/u, "the stack names the caller");
      }
    }
    assert.deepEqual(run(...right), cold(...right), "what is right is still called");
  });
}

test("functions that are bound by their address refuse in hot loops, too", () => {
  const library = openLibrary(path, { add: c.fn([c.int, c.int], c.int), count_up: c.fn([], c.void) });
  const { add, count_up } = library.symbols;
  const types = { add: c.fn([c.int, c.int], c.int), count_up: c.fn([], c.void) };
  const cases = [
    { bind: () => types.add.at(add.pointer, "add"), right: [1, 2], refused: [1], code: "FFI_ARGUMENT_COUNT" },
    { bind: () => types.add.at(add.pointer, "add"), right: [1, 2], refused: [1, "2"], code: "FFI_ARGUMENT_TYPE" },
    { bind: () => types.count_up.at(count_up.pointer, "up"), right: [], refused: [1], code: "FFI_ARGUMENT_COUNT" },
  ] as const;
  const loops = cases.map(({ bind, right, refused, code }) => {
    const expected = catchError(code, () => (bind() as UntypedFunction)(...refused));
    const run = bind() as UntypedFunction;
    const [loop, other] = [compileLoop(right.length), compileLoop(refused.length)];
    for (let round = 0; round < 4; round++) {
      assert.equal(loop(run, right, 20_000), 20_000);
      const error = catchError(code, () => other(run, refused, 3));
      assert.equal(error.message, expected.message);
      assert.match(error.stack ?? "", /\bcallOften\b/u, "the stack names the caller");
    }
    return () => loop(run, right, 1);
  });
  library.close();
  for (const callAgain of loops) catchError("FFI_USE_AFTER_FREE", callAgain);
});

test("a refusal in a loop has called nothing", () => {
  const { symbols } = openUntyped(path, prototypes);
  const [countUp, counted] = [requireFunction(symbols, "count_up"), requireFunction(symbols, "counted")];
  const before = counted() as number;
  const values: unknown[][] = Array.from({ length: 30_000 }, (_, index) => (index % 3 === 0 ? [index] : []));
  let refusals = 0;
  for (const given of values) {
    try {
      countUp(...given);
    } catch {
      refusals++;
    }
  }
  assert.equal(refusals, 10_000);
  assert.equal((counted() as number) - before, 20_000);
});

test("what a program adds to all objects changes no refusal", () => {
  const { symbols } = openUntyped(path, prototypes);
  const add = requireFunction(symbols, "add");
  const countUp = requireFunction(symbols, "count_up");
  for (let call = 0; call < 20_000; call++) add(call, (countUp(), 1));
  const prototype = Object.prototype as { [Symbol.toPrimitive]?: () => unknown };
  prototype[Symbol.toPrimitive] = () => "";
  try {
    catchError("FFI_ARGUMENT_COUNT", () => countUp(1));
    catchError("FFI_ARGUMENT_COUNT", () => add(1));
    catchError("FFI_ARGUMENT_TYPE", () => add(1, "2"));
  } finally {
    delete prototype[Symbol.toPrimitive];
  }
});

test("functions that give nothing are called inside of callbacks, and refuse there, before and after they are hot", () => {
  for (const hotCalls of [0, 20_000]) {
    const library = openUntyped(path, {
      ...prototypes,
      keep: "void keep(int value, unsigned other)",
      give: "int give(int unused)",
      store: "void store(int64_t value, double factor)",
      load: "double load(void)",
      call: "int call(int (*callback)(int), int value)",
    });
    const [keep, give, store, load, call] = ["keep", "give", "store", "load", "call"].map((name) =>
      requireFunction(library.symbols, name),
    ) as [UntypedFunction, UntypedFunction, UntypedFunction, UntypedFunction, UntypedFunction];
    const work = (value: number): number => {
      assert.equal(keep(value, 0), undefined);
      assert.equal(give(0), value);
      assert.equal(store(BigInt(value), 0.5), undefined);
      assert.equal(load(), value / 2);
      assert.equal(store(value, 0.25), undefined);
      assert.equal(load(), value / 4);
      return value;
    };
    const refuse = (value: number): number => {
      catchError("FFI_ARGUMENT_COUNT", () => keep(value));
      catchError("FFI_ARGUMENT_TYPE", () => keep(value, "0"));
      catchError("FFI_ARGUMENT_RANGE", () => keep(value, -1));
      catchError("FFI_ARGUMENT_TYPE", () => store(value, 1n));
      return work(value);
    };
    for (let round = 0; round < hotCalls; round++) work(round);
    for (let round = 0; round < 40; round++) {
      assert.equal(call(work, round), round + 1);
      assert.equal(call(refuse, round), round + 1);
      assert.equal(refuse(round), round);
    }
    for (let round = 0; round < hotCalls; round++) work(round);
    library.close();
    for (let round = 0; round < 20; round++) {
      catchError("FFI_LIBRARY_CLOSED", () => keep(1, 2));
      catchError("FFI_LIBRARY_CLOSED", () => keep(1));
    }
  }
});
