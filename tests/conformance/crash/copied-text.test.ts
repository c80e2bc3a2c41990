/** Unions are copied byte by byte: the text that an address in them leads to must stay for as long as the copy does. */
import { allocate, c } from "koine";
import { collectGarbage, testInChild } from "../child-test.ts";

const Box = c.struct("box", { ":0": c.union("box_value", { text: c.string, number: c.i64 }), rest: c.int });

function textOf(index: number): string {
  return `text ${index} ${"x".repeat(200)}`;
}

testInChild(
  "text stays with the copy of a union, whatever becomes of what it was copied from",
  import.meta.url,
  { prints: ["400 of 400"], nodeOptions: ["--expose-gc"] },
  async (print) => {
    const copies = Array.from({ length: 200 }, (_, index) => {
      const original = Box.create({ text: textOf(index), rest: index });
      const copy = Box.create(original);
      const inMemory = allocate(Box);
      inMemory.value = copy;
      original.text = "another";
      const last = Box.create(copy);
      copy.text = "a third";
      return { last, inMemory };
    });
    for (let round = 0; round < 3; round++) {
      collectGarbage();
      // Buffers that were collected are given back in a later turn.
      await new Promise((resolve) => void setImmediate(resolve));
      for (let count = 0; count < 2000; count++) new Uint8Array(220).fill(0x7a);
    }
    let right = 0;
    for (const [index, { last, inMemory }] of copies.entries()) {
      if (last.text === textOf(index)) right++;
      if (Box.at(inMemory).text === textOf(index)) right++;
    }
    print(`${right} of 400`);
  },
);
