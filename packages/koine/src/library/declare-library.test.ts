import assert from "node:assert/strict";
import { test } from "node:test";
import { FfiError } from "@koine/diagnostics";
import * as c from "../c.ts";
import { declareLibrary } from "./declare-library.ts";

const libc = declareLibrary(null);

test("a function binds at its first call and hands over what later calls use", () => {
  let described = 0;
  let abs = libc.function(
    "abs",
    () => {
      described++;
      return c.fn([c.int], c.int, { parameterNames: ["value"] });
    },
    (bound) => {
      abs = bound;
    },
  );
  const first = abs;
  assert.equal(described, 0);
  assert.equal(first(-5), 5);
  assert.notEqual(abs, first);
  assert.equal(abs(-6), 6);
  assert.equal(first(-7), 7);
  assert.equal(described, 1);
});

test("before and after binding a function has the same name and address", () => {
  let labs = libc.function(
    "labs",
    () => c.fn([c.long], c.long),
    (bound) => {
      labs = bound;
    },
  );
  const first = labs;
  assert.equal(first.name, "labs");
  const { address } = first;
  assert.notEqual(address, 0n);
  assert.equal(first.explain(), labs.explain());
  assert.notEqual(labs, first);
  assert.equal(labs.name, "labs");
  assert.equal(labs.address, address);
  assert.equal(labs.pointer.address, first.pointer.address);
});

test("errors name the function, at the first call and later", () => {
  let abs = libc.function(
    "abs",
    () => c.fn([c.int], c.int, { parameterNames: ["value"] }),
    (bound) => {
      abs = bound;
    },
  );
  for (let call = 0; call < 2; call++) {
    assert.throws(() => abs("5" as never), /abs\(\): argument 1 "value": expected/);
    assert.throws(() => (abs as (...values: unknown[]) => unknown)(1, 2), { code: "FFI_ARGUMENT_COUNT" });
  }
});

test("nothing is opened or resolved before the first use", () => {
  const absent = declareLibrary("koine-no-such-library");
  let gone = absent.function(
    "gone",
    () => c.fn([], c.void),
    (bound) => {
      gone = bound;
    },
  );
  const state = absent.variable("state", () => c.variable(c.int));
  assert.throws(() => gone(), { code: "FFI_LIBRARY_NOT_FOUND" });
  assert.throws(() => state.value, { code: "FFI_LIBRARY_NOT_FOUND" });
  let missing = libc.function(
    "koine_no_such_symbol",
    () => c.fn([], c.void),
    (bound) => {
      missing = bound;
    },
  );
  assert.throws(
    () => missing(),
    (error) => error instanceof FfiError && error.code === "FFI_SYMBOL_NOT_FOUND",
  );
});

test("a variable is read and written where it lies", () => {
  const optind = libc.variable("optind", () => c.variable(c.int));
  const before = optind.value;
  optind.value = 7;
  assert.equal(libc.variable("optind", () => c.variable(c.int)).value, 7);
  assert.equal(optind.pointer.address, optind.address);
  assert.equal(optind.type, c.int);
  optind.value = before;
});
