/** Frontend cases: strings in and out. */
import assert from "node:assert/strict";
import { c } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

const lengthPrototype = "int64_t text_length(const char *text)";

export const stringCases: readonly FrontendCase[] = [
  {
    name: "a string arrives as UTF-8 with its NUL, whatever its length",
    run(library) {
      const { symbols } = openLibrary(library, { text_length: lengthPrototype });
      for (const text of [
        "",
        "a",
        "x".repeat(23),
        "x".repeat(300),
        "x".repeat(200_000),
        "é",
        "日本",
        "😀".repeat(100),
      ]) {
        assert.equal(symbols.text_length(text), BigInt(new TextEncoder().encode(text).length));
      }
    },
  },
  {
    name: "null is NULL",
    run(library) {
      const { symbols } = openLibrary(library, { text_length: c.fn([c.string], c.i64) });
      assert.equal(symbols.text_length(null), -1n);
      assert.equal(symbols.text_length(""), 0n);
    },
  },
  {
    name: "several strings of one call do not overwrite each other",
    run(library) {
      const { symbols } = openLibrary(library, { same_text: "int same_text(const char *left, const char *right)" });
      for (const text of ["same", "straße", "y".repeat(250), "ü".repeat(70_000)]) {
        assert.equal(symbols.same_text(text, text), 1);
        assert.equal(symbols.same_text(text, `${text}!`), 0);
      }
    },
  },
  {
    name: "a returned string is decoded, NULL is null",
    run(library) {
      const { symbols } = openLibrary(library, { pick_text: "const char *pick_text(int index)" });
      assert.equal(symbols.pick_text(0), "plain");
      assert.equal(symbols.pick_text(1), "caffè ☕");
      assert.equal(symbols.pick_text(-1), null);
    },
  },
  {
    name: "bytes with a NUL stand for a string",
    run(library) {
      const { symbols } = openLibrary(library, { text_length: lengthPrototype });
      assert.equal(symbols.text_length(new TextEncoder().encode("bytes\0")), 5n);
    },
  },
  {
    name: "a string that C would see cut is refused, and calls after it work",
    run(library) {
      const { symbols } = openLibrary(library, { text_length: lengthPrototype });
      expectError("FFI_STRING_CONTENT", /argument 1 "text": the string has a NUL character at index 1/, () =>
        symbols.text_length("a\0b"),
      );
      expectError("FFI_STRING_CONTENT", /a lone surrogate/, () => symbols.text_length("\ud800"));
      for (let round = 0; round < 1000; round++) {
        assert.throws(() => symbols.text_length(`${"z".repeat(100)}\0`));
      }
      assert.equal(symbols.text_length("after"), 5n);
    },
  },
];
