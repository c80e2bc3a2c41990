/** What wrappers rely on beside the addresses of strings: when memory may be let go. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { textControl } from "../../backend/contract.ts";
import type { Address } from "../../backend/contract.ts";
import { currentBackend } from "../../backend/select.ts";

test("a string that does not fit moves the top, so that the next one of the same call does not let it go", () => {
  const { text } = currentBackend();
  assert.equal(text.control[textControl.top], 0);
  assert.ok(text.writeSlowly("é".repeat(text.capacity), text.capacity));
  assert.notEqual(text.control[textControl.top], 0);
  text.control[textControl.top] = 0;
});

/** Writes a string the slow way and gives the bytes before and with its NUL; `undefined` where it was refused. */
function write(text: string, byteLength: number): Uint8Array | undefined {
  const backend = currentBackend();
  const { control } = backend.text;
  const top = control[textControl.top] as number;
  if (!backend.text.writeSlowly(text, text.length)) return undefined;
  const low = BigInt((control[textControl.resultLow] as number) >>> 0);
  const address = ((BigInt(control[textControl.resultHigh] as number) << 32n) | low) as Address;
  const view = backend.viewMemory(address, byteLength + 1);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, byteLength + 1).slice();
  control[textControl.top] = top;
  return bytes;
}

/** One character for each length in UTF-8, the first and last of each. */
const characters = [
  "\u{1}",
  "x",
  "\u{7f}",
  "\u{80}",
  "é",
  "\u{7ff}",
  "\u{800}",
  "漢",
  "\u{d7ff}",
  "\u{e000}",
  "\u{ffff}",
];
const pairs = ["\u{10000}", "😀", "\u{10ffff}"];

test("strings of every length and mixture are encoded as TextEncoder does, at every place of the arena", () => {
  const { control } = currentBackend().text;
  const encoder = new TextEncoder();
  for (let length = 0; length < 70; length++) {
    for (const [index, first] of [...characters, ...pairs].entries()) {
      // Runs of one character, so that blocks are taken at once, and others in between.
      const other = [...characters, ...pairs][(index * 5 + length) % 14] as string;
      const text = first.repeat(length) + other.repeat(length % 4) + first.repeat(length % 19);
      const expected = encoder.encode(`${text}\0`);
      control[textControl.top] = length % 7;
      assert.deepEqual(write(text, expected.length - 1), expected, JSON.stringify(text));
    }
  }
  control[textControl.top] = 0;
});

test("NUL and halves of surrogate pairs are refused wherever they stand", () => {
  for (const bad of ["\0", "\ud800", "\udbff", "\udc00", "\udfff", "\udc00\ud800"]) {
    for (const around of ["x", "é", "漢", "😀"]) {
      for (let before = 0; before < 34; before++) {
        for (const after of [0, 1, 40]) {
          const text = around.repeat(before) + bad + around.repeat(after);
          assert.equal(write(text, 0), undefined, JSON.stringify(text));
        }
      }
    }
  }
});

test("long strings are encoded in memory of their own, ASCII or not", () => {
  const { capacity } = currentBackend().text;
  for (const text of ["x".repeat(capacity), "漢x".repeat(capacity), "x".repeat(capacity * 2) + "é"]) {
    const expected = new TextEncoder().encode(`${text}\0`);
    assert.ok(Buffer.from(write(text, expected.length - 1) ?? []).equals(expected));
  }
  assert.equal(write(`${"x".repeat(capacity)}\0x`, 0), undefined);
});
