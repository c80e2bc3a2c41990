/** Libraries: how they are named, opened and closed, and what their functions tell of themselves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, currentBackend, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const path = compileLibrary("callbacks");
const negate = { negate: "int negate(int value)" } as const;

test("the engine is the one that KOINE_ENGINE asks for", () => {
  const wish = process.env["KOINE_ENGINE"];
  if (wish === "fast" || wish === "plain") assert.equal(currentBackend().engine, wish);
  assert.equal(currentBackend().capabilities.fastCalls, currentBackend().engine === "fast");
});

test("a library is found by path, bare name, alternatives, platform, or is the process itself", () => {
  assert.equal(openLibrary(path, negate).symbols.negate(4), -4);
  const math = { cos: "double cos(double angle)" } as const;
  for (const name of [
    "m",
    ["no-such-library", "m"],
    { linux: "m", darwin: "m" },
    { [process.platform]: ["absent", "m"] },
  ]) {
    assert.equal(openLibrary(name, math).symbols.cos(0), 1);
  }
  assert.equal(openLibrary(null, { abs: "int abs(int value)" }).symbols.abs(-3), 3);
});

test("a function tells its name, address and pointer", () => {
  const { symbols } = openLibrary(path, negate);
  assert.equal(symbols.negate.name, "negate");
  assert.equal(symbols.negate.length, 1);
  assert.ok(symbols.negate.address > 0n);
  assert.equal(symbols.negate.pointer?.address, symbols.negate.address);
});

test("closing is final, also for what was bound before and what never was", () => {
  const library = openLibrary(path, { negate: c.fn([c.int], c.int), keep: c.fn([c.pointer(c.void)], c.void) });
  const { negate: bound, keep } = library.symbols;
  assert.equal(bound(1), -1);
  assert.equal(library.isClosed, false);
  library.close();
  library.close();
  assert.equal(library.isClosed, true);
  const error = catchError("FFI_LIBRARY_CLOSED", () => bound(1));
  assert.match(error.message, /^negate\(\): the library ".*" was closed/);
  catchError("FFI_LIBRARY_CLOSED", () => keep(null));
  catchError("FFI_LIBRARY_CLOSED", () => library.symbols.negate(1));
  catchError("FFI_LIBRARY_CLOSED", () => bound.address);
  catchError("FFI_LIBRARY_CLOSED", () => bound.pointer);
});

test("using closes", () => {
  let leaked: ((value: number) => number) | undefined;
  {
    using library = openLibrary(path, { negate: c.fn([c.int], c.int) });
    leaked = library.symbols.negate;
    assert.equal(leaked(2), -2);
  }
  catchError("FFI_LIBRARY_CLOSED", () => leaked?.(2));
});

test("closing one library leaves others alone, even of the same file", () => {
  const first = openLibrary(path, { negate: c.fn([c.int], c.int) });
  const second = openLibrary(path, { negate: c.fn([c.int], c.int) });
  for (let round = 0; round < 20_000; round++) first.symbols.negate(second.symbols.negate(round));
  first.close();
  for (let round = 1; round < 20_000; round++) assert.equal(second.symbols.negate(round), -round);
});

test("a library may be opened lazily and closed before it was", () => {
  const lazy = openLibrary("/no/such/library.so", negate, { lazy: true });
  catchError("FFI_LIBRARY_NOT_FOUND", () => lazy.symbols.negate(1));
  lazy.close();
  catchError("FFI_LIBRARY_CLOSED", () => lazy.symbols.negate(1));
  const good = openLibrary(path, negate, { lazy: true });
  assert.equal(good.symbols.negate(9), -9);
});

test("names that mean something in JavaScript are names like others", () => {
  const types = { parameterNames: ["arguments"] };
  const { symbols } = openLibrary(path, { negate: c.fn([c.int], c.int, types) });
  assert.equal(symbols.negate(3), -3);
  for (const name of ["this", "eval", "await", "new", "$i32", "undefined", "symbols", "__proto__"]) {
    const made = openLibrary(path, { negate: c.fn([c.int], c.int, { parameterNames: [name] }) }).symbols;
    assert.equal(made.negate(3), -3, name);
    assert.match(catchError("FFI_ARGUMENT_TYPE", () => made.negate("x" as never)).message, /argument 1/);
  }
  const table = JSON.parse('{"__proto__": "int negate(int value)", "constructor": "int negate(int value)"}') as object;
  const odd = openLibrary(path, table as never).symbols as Record<string, (value: number) => number>;
  assert.equal(odd["constructor"]?.(1), -1);
  assert.equal(odd["__proto__"]?.(1), -1);
});
