/** A million calls of every kind leave no memory behind. */
import { c, openLibrary } from "koine";
import { collectGarbage, testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const callCount = 1_000_000;
const largestGrowth = 24 * 2 ** 20;

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

const bytes = new Uint8Array(64);
const kinds: Readonly<Record<string, (round: number) => unknown>> = {
  integers: (round) => numbers.take_i32(round, 1),
  "64-bit integers": (round) => numbers.take_i64(BigInt(round)),
  floats: (round) => numbers.take_double(round / 3),
  "strings in": () => texts.length_of("a string of some length"),
  "strings beyond ASCII": () => texts.length_of("Köln am Rhein"),
  "strings out": () => texts.echo("out"),
  "one buffer": () => memory.sum_bytes(bytes, 64),
  "many buffers": () => memory.sum_bytes(new Uint8Array(16), 16),
  pointers: () => memory.same_address(bytes),
  "out-parameters": (round) => memory.give_int(round),
  "structs out": (round) => memory.give_point(round, 1),
  "structs by value": (round) => memory.take_point({ x: round, y: -round }),
  callbacks: (round) => callbacks.call_now((value) => value, round),
  "wrong arguments": (round) => {
    // An error costs a stack trace.
    if (round % 20 !== 0) return;
    try {
      numbers.take_i32(round, "1" as never);
    } catch {
      // Only its memory matters here.
    }
  },
};

testInChild(
  "memory is flat over a million calls of each kind",
  import.meta.url,
  { prints: Object.keys(kinds).map((kind) => `${kind}: flat`), nodeOptions: ["--expose-gc"] },
  async (print) => {
    for (const [kind, call] of Object.entries(kinds)) {
      for (let round = 0; round < callCount / 10; round++) call(round);
      const growths: number[] = [];
      // Heaps and tables grow to what the load needs before they are level; a leak grows every time.
      while (growths.length < 5 && (growths.at(-1) ?? Infinity) >= largestGrowth) {
        const before = await settledMemory();
        for (let round = 0; round < callCount; round++) call(round);
        growths.push((await settledMemory()) - before);
      }
      print(`${kind}: ${(growths.at(-1) ?? 0) < largestGrowth ? "flat" : `grew by ${growths.join(", ")} bytes`}`);
    }
  },
);

/** The memory of the process once what is not used is gone: buffers are given back a little later. */
async function settledMemory(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return process.memoryUsage().rss;
}
