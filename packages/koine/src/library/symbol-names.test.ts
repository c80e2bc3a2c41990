import assert from "node:assert/strict";
import { test } from "node:test";
import { FfiError } from "@koine/diagnostics";
import type { Equal, Expect } from "@koine/ctypes";
import { readDeclarations } from "./symbols.ts";
import { renameSymbols, toCamelCase } from "./symbol-names.ts";
import type { ToCamelCase } from "./symbol-names.ts";

const names = {
  abs: "abs",
  zlib_version: "zlibVersion",
  sqlite3_open_v2: "sqlite3OpenV2",
  _private_name: "_privateName",
  __double__under: "__doubleUnder",
  trailing_: "trailing_",
  two_words__: "twoWords__",
  SDL_Init: "SDLInit",
  alreadyCamel: "alreadyCamel",
  utf_8_length: "utf8Length",
} as const;

export type TheTypeSaysTheSame = Expect<Equal<{ [TName in keyof typeof names]: ToCamelCase<TName> }, typeof names>>;

test("underscores between words go, others stay", () => {
  for (const [name, expected] of Object.entries(names)) assert.equal(toCamelCase(name), expected);
});

test("two symbols of one name are refused, and so is another naming", () => {
  const declared = readDeclarations({ a_b: "int a_b(void)", a__b: "int a__b(void)" }, undefined);
  assert.throws(
    () => renameSymbols(declared, "camelCase"),
    (error) =>
      error instanceof FfiError && error.code === "FFI_DECLARATION_TYPE" && /"a_b" and "a__b"/.test(error.message),
  );
  assert.throws(() => renameSymbols([], "kebab"), { code: "FFI_ARGUMENT_TYPE" });
});
