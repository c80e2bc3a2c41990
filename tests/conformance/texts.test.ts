/** Strings in and out. C tells in numbers what it saw. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const { symbols } = openLibrary(compileLibrary("text"), {
  length_of: c.fn([c.string], c.usize),
  hash_of: c.fn([c.string], c.u64),
  echo: c.fn([c.string], c.string),
  no_text: c.fn([], c.string),
  empty_text: c.fn([], c.string),
  malformed_text: c.fn([], c.string),
  unicode_text: c.fn([], c.string),
  long_text: c.fn([c.usize], c.string),
  count_different: c.fn([c.string, c.string, c.string], c.int),
});

const samples: Readonly<Record<string, string>> = {
  empty: "",
  "one letter": "x",
  ASCII: "The quick brown fox",
  "Latin-1": "Grüße aus Köln",
  CJK: "漢字かな交じり文",
  emoji: "👍🏽 👨‍👩‍👧‍👦",
  "all of UTF-8's lengths": "aé漢😀",
  "23 letters": "x".repeat(23),
  "25 letters": "x".repeat(25),
  "a rope": ["left ", "right ".repeat(30)].join(Math.random() > 2 ? "" : "-"),
  "64 KiB less 1": "y".repeat(65_535),
  "64 KiB": "y".repeat(65_536),
  "64 KiB and 1": "y".repeat(65_537),
  "200 KiB of two bytes": "é".repeat(102_400),
  "10 MB": "z".repeat(10_000_000),
};

/** FNV-1a over the UTF-8 form, as C computes it. */
function hashOf(text: string): bigint {
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100_0000_01b3n);
  return hash;
}

for (const [name, text] of Object.entries(samples)) {
  test(`a string reaches C and comes back: ${name}`, () => {
    const rounds = text.length > 1000 ? 20 : 20_000;
    const { length } = new TextEncoder().encode(text);
    const hash = text.length > 100_000 ? undefined : hashOf(text);
    for (let round = 0; round < rounds; round++) {
      if (symbols.length_of(text) !== BigInt(length)) assert.fail(`length in round ${round}`);
      if (hash !== undefined && symbols.hash_of(text) !== hash) assert.fail(`bytes in round ${round}`);
      if (symbols.echo(text) !== text) assert.fail(`echo in round ${round}`);
    }
  });
}

test("strings of every length up to 300 arrive whole, whatever their alphabet", () => {
  for (let length = 0; length <= 300; length++) {
    for (const text of [
      "a".repeat(length),
      "é".repeat(length),
      `${"b".repeat(length)}漢`,
      "c".repeat(length).slice(1),
    ]) {
      assert.equal(symbols.hash_of(text), hashOf(text));
    }
  }
});

test("several strings in one call do not overwrite each other", () => {
  for (let round = 0; round < 20_000; round++) {
    assert.equal(symbols.count_different("first", "second", "third"), 3);
    assert.equal(symbols.count_different("é", "漢", `${round}`), 3);
    assert.equal(symbols.count_different("same", "same", "same"), 1);
  }
  const large = "l".repeat(40_000);
  assert.equal(symbols.count_different(large, `${large}1`, `${large}2`), 3);
});

test("several strings that do not fit the arena all stay in memory until the call ends", () => {
  const large = "é".repeat(2_000_000);
  for (let round = 0; round < 10; round++) {
    assert.equal(symbols.count_different(`${large}${round}`, `${large}a`, `${large}b`), 3);
  }
});

test("null is NULL, in and out", () => {
  assert.equal(symbols.length_of(null), 2n ** 64n - 1n);
  assert.equal(symbols.echo(null), null);
  assert.equal(symbols.no_text(), null);
});

test("what C returns is decoded as UTF-8, and malformed bytes become U+FFFD", () => {
  for (let round = 0; round < 5000; round++) {
    assert.equal(symbols.empty_text(), "");
    assert.equal(symbols.unicode_text(), "é 漢 😀");
    assert.equal(symbols.malformed_text(), new TextDecoder().decode(Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82)));
  }
  for (const length of [0n, 1n, 100n, 70_000n, 10_000_000n]) {
    assert.equal(symbols.long_text(length), "x".repeat(Number(length)));
  }
});

test("strings that C cannot have are refused, and leave nothing behind", () => {
  for (let round = 0; round < 3000; round++) {
    catchError("FFI_STRING_CONTENT", () => symbols.count_different("first", "second", "a\0b"));
    catchError("FFI_STRING_CONTENT", () => symbols.count_different("é".repeat(100), "second", "\udc00"));
  }
  const error = catchError("FFI_STRING_CONTENT", () => symbols.count_different("", "x".repeat(70_000) + "\0", ""));
  assert.match(error.message, /argument 2: the string has a NUL character at index 70000/);
  assert.equal(symbols.count_different("1", "2", "3"), 3);
});
