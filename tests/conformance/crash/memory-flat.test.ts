/** More than ten million calls of every kind, in both directions, leave no memory behind. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { describeGrowth } from "../least-growth.ts";
import { compileLibrary } from "../native-library.ts";

const callCount = 750_000;
/** Bounds on what one round of calls may add. The process as a whole is noisier than JavaScript's heap. */
const quantities = {
  process: { read: (): number => process.memoryUsage().rss, level: 16 * 2 ** 20 },
  heap: { read: readHeap, level: 2 * 2 ** 20 },
};

const Point = c.struct("Point", { x: c.int, y: c.int });
const callback = c.callback([c.int], c.int);

const numbers = openLibrary(compileLibrary("accept"), {
  take_i32: c.fn([c.int, c.int], c.int),
  take_i64: c.fn([c.i64], c.i64),
  take_double: c.fn([c.double], c.double),
}).symbols;
const texts = openLibrary(compileLibrary("text"), {
  length_of: c.fn([c.string], c.usize),
  echo: c.fn([c.string], c.string),
}).symbols;
const memory = openLibrary(compileLibrary("memory"), {
  sum_bytes: c.fn([c.bytes, c.usize], c.long),
  same_address: c.fn([c.pointer(c.void)], c.pointer(c.void)),
  give_int: c.fn([c.int, c.out(c.int)], c.void),
  give_point: c.fn([c.int, c.int, c.out(Point)], c.void),
  take_point: c.fn([Point], c.int),
}).symbols;
const callbacks = openLibrary(compileLibrary("callbacks"), { call_now: c.fn([callback, c.int], c.int) }).symbols;
const Vector = c.struct("Vector", { x: c.double, y: c.double });
const { add } = openLibrary(compileLibrary("structs"), { add: c.fn([Vector, Vector], Vector) }).symbols;
const mirror = c.fn([c.callback([Vector], Vector)], c.int);
const { mirror_point } = openLibrary(compileLibrary("struct-callbacks"), { mirror_point: mirror }).symbols;
const { describe } = openLibrary(compileLibrary("variadic"), {
  describe: "int describe(char *out, size_t size, const char *kinds, ...)",
}).symbols;

const bytes = new Uint8Array(64);
const unit = Vector.create({ x: 1, y: 1 });
const library = compileLibrary("accept");

interface Kind {
  readonly call: (round: number) => unknown;
  /** One of so many rounds makes the call, where it takes longer than others. */
  readonly step?: number;
}

const kinds: Readonly<Record<string, Kind>> = {
  integers: { call: (round) => numbers.take_i32(round, 1) },
  "64-bit integers": { call: (round) => numbers.take_i64(2n ** 62n + BigInt(round)) },
  floats: { call: (round) => numbers.take_double(round / 3) },
  "strings in": { call: () => texts.length_of("a string of some length") },
  "strings beyond ASCII": { call: () => texts.length_of("Köln am Rhein") },
  "strings out": { call: () => texts.echo("out") },
  "one buffer": { call: () => memory.sum_bytes(bytes, 64) },
  // A buffer that leaks is more than a hundred bytes.
  "many buffers": { call: () => memory.sum_bytes(new Uint8Array(16), 16), step: 5 },
  pointers: { call: () => memory.same_address(bytes) },
  "out-parameters": { call: (round) => memory.give_int(round) },
  "structs out": { call: (round) => memory.give_point(round, 1) },
  "structs by value": { call: (round) => memory.take_point({ x: round, y: -round }) },
  "structs in and out": { call: (round) => add(Vector.create({ x: round, y: 0 }), unit).x },
  "pointers to structs": { call: (round) => add({ x: round, y: 0 }, unit).pointer },
  "variadic calls": { call: (round) => describe(bytes, 64, "isd", round, "text", c.double(0.5)), step: 5 },
  callbacks: { call: (round) => callbacks.call_now((value) => value, round) },
  "callbacks that throw": { call: () => mustThrow(() => callbacks.call_now(refuse, 1)), step: 5 },
  "callbacks with structs": { call: () => mirror_point(({ x, y }) => ({ x: y, y: x })) },
  // An error costs a stack trace.
  "wrong arguments": { call: () => mustThrow(() => numbers.take_i32(1, "1" as never)), step: 20 },
  // What is opened, bound and closed leaves some bytes of machine code behind, which may be called for ever.
  "open libraries": { call: useLibrary, step: 500 },
};

const refusal = new Error("refused");

function refuse(): never {
  throw refusal;
}

function mustThrow(call: () => unknown): void {
  try {
    call();
  } catch {
    return;
  }
  throw new Error("nothing was thrown");
}

function useLibrary(round: number): void {
  const opened = openLibrary(library, { take_i32: c.fn([c.int, c.int], c.int) });
  opened.symbols.take_i32(round, 1);
  opened.close();
}

function runRound({ call, step = 1 }: Kind, count: number): void {
  for (let round = 0; round < count; round += step) call(round);
}

testInChild(
  "memory is flat over more than ten million calls",
  import.meta.url,
  { prints: Object.keys(kinds).map((kind) => `${kind}: flat`), nodeOptions: ["--expose-gc"] },
  async (print) => {
    for (const [name, kind] of Object.entries(kinds)) {
      runRound(kind, callCount / 10);
      const work = (): void => runRound(kind, callCount);
      print(`${name}: ${await describeGrowth({ quantities, work })}`);
    }
  },
);

function readHeap(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
