/** What is lent to C stays in memory for the call, however eagerly garbage is collected. */
import { allocate, c, openLibrary } from "koine";
import { collectGarbage, testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "temporary buffers, strings, structs and callbacks live as long as the call that they are passed to",
  import.meta.url,
  { prints: ["buffers ok", "callbacks ok", "pointers ok", "owned ok"], nodeOptions: ["--expose-gc"] },
  (print) => {
    const memory = openLibrary(compileLibrary("memory"), {
      sum_bytes: c.fn([c.bytes, c.usize], c.long),
      sum_around: c.fn([c.bytes, c.usize, c.callback([], c.void)], c.long),
      give_int: c.fn([c.int, c.out(c.int)], c.void),
    }).symbols;
    for (let round = 0; round < 20_000; round++) {
      const length = round % 300;
      if (memory.sum_bytes(new Uint8Array(length).fill(1), length) !== BigInt(length))
        throw new Error(`round ${round}`);
      if (round % 500 === 0) collectGarbage();
    }
    print("buffers ok");
    for (let round = 0; round < 300; round++) {
      const churn = (): void => {
        for (let count = 0; count < 5; count++) new Uint8Array(100_000).fill(7);
        if (round % 10 === 0) collectGarbage();
      };
      if (memory.sum_around(new Uint8Array(100_000).fill(1), 100_000, churn) !== 200_000n)
        throw new Error(`round ${round}`);
    }
    print("callbacks ok");
    const { sum_around } = openLibrary(compileLibrary("memory"), {
      sum_around: c.fn([c.pointer(c.uchar), c.usize, c.callback([], c.void)], c.long),
    }).symbols;
    for (let round = 0; round < 300; round++) {
      const owned = (): ReturnType<typeof allocate<typeof c.uchar>> => {
        const pointer = allocate(c.uchar, 100_000);
        pointer.bytes(100_000).fill(1);
        return pointer;
      };
      const churn = (): void => {
        for (let count = 0; count < 5; count++) allocate(c.uchar, 100_000).bytes(100_000).fill(7);
        if (round % 10 === 0) collectGarbage();
      };
      if (sum_around(owned(), 100_000, churn) !== 200_000n) throw new Error(`round ${round}`);
    }
    print("pointers ok");
    for (let round = 0; round < 20_000; round++)
      if (memory.give_int(round) !== round) throw new Error(`round ${round}`);
    print("owned ok");
  },
);
