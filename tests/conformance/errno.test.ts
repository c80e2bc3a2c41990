/** `errno` as C sets it, through every kind of result, and with real functions of the C library. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { c, ErrnoError, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const point = c.struct("point", { x: c.double, y: c.double });
const large = c.struct("large", { values: c.array(c.longlong, 4) });
const returned = { errno: true } as const;
const thrown = { errno: "throw" } as const;
const path = compileLibrary("errno");

test("errno comes with every kind of result", () => {
  const { symbols } = openLibrary(path, {
    set_int: c.fn([c.int], c.int, returned),
    set_byte: c.fn([c.int], c.uchar, returned),
    set_size: c.fn([c.int], c.usize, returned),
    set_nothing: c.fn([c.int], c.void, returned),
    set_double: c.fn([c.int, c.double], c.double, returned),
    set_float: c.fn([c.int, c.float], c.float, returned),
    set_wide: c.fn([c.int, c.longdouble], c.longdouble, returned),
    set_pointer: c.fn([c.int], c.pointer(c.void), returned),
    set_text: c.fn([c.int], c.string, returned),
    set_point: c.fn([c.int, c.double], point, returned),
    set_large: c.fn([c.int], large, returned),
  });
  assert.deepEqual(symbols.set_int(7), { value: -1, errno: 7 });
  assert.deepEqual(symbols.set_byte(8), { value: 255, errno: 8 });
  assert.deepEqual(symbols.set_size(9), { value: 2n ** 64n - 1n, errno: 9 });
  assert.deepEqual(symbols.set_nothing(10), { value: undefined, errno: 10 });
  assert.deepEqual(symbols.set_double(11, 0.1), { value: 0.1, errno: 11 });
  assert.deepEqual(symbols.set_float(12, 0.5), { value: 0.5, errno: 12 });
  assert.deepEqual(symbols.set_wide(13, 1 / 3), { value: 1 / 3, errno: 13 });
  assert.deepEqual(symbols.set_pointer(14), { value: null, errno: 14 });
  assert.deepEqual(symbols.set_text(0), { value: "text", errno: 0 });
  assert.deepEqual(symbols.set_text(15), { value: null, errno: 15 });
  const { value, errno } = symbols.set_point(16, 2.5);
  assert.deepEqual([value.x, value.y, errno], [2.5, -2.5, 16]);
  const made = symbols.set_large(17);
  assert.deepEqual([[...made.value.values], made.errno], [[1n, 2n, 3n, 4n], 17]);
});

test("errno is 0 before the call, whatever was there", () => {
  const { seen, keep, set_int } = openLibrary(path, {
    seen: c.fn([], c.int, returned),
    keep: c.fn([c.int], c.int, returned),
    set_int: c.fn([c.int], c.int),
  }).symbols;
  set_int(99);
  assert.deepEqual(seen(), { value: 0, errno: 0 });
  set_int(99);
  assert.deepEqual(keep(-1), { value: -1, errno: 0 });
});

test("arguments on the stack arrive where errno is kept", () => {
  const { on_stack, set_variadic } = openLibrary(path, {
    on_stack: c.withErrno(
      "int on_stack(int a, int b, int c, int d, int e, int f, int g, int h, double i, const char *text)",
      true,
    ),
    set_variadic: c.withErrno("int set_variadic(int count, ...)", true),
  }).symbols;
  assert.deepEqual(on_stack(1, 2, 3, 4, 5, 6, 7, 8, 9, "ten chars!"), { value: -1, errno: 55 });
  assert.deepEqual(set_variadic(3, 1, c.int(2), 3), { value: -1, errno: 6 });
  assert.deepEqual(set_variadic(9, 1, 2, 3, 4, 5, 6, 7, 8, 9), { value: -1, errno: 45 });
});

test("results that are -1 or NULL in their type throw, others do not", () => {
  const { symbols } = openLibrary(path, {
    set_int: c.fn([c.int], c.int, thrown),
    set_byte: c.fn([c.int], c.uchar, thrown),
    set_size: c.fn([c.int], c.usize, thrown),
    set_long: c.fn([c.int], c.longlong, thrown),
    set_pointer: c.fn([c.int], c.pointer(c.void), thrown),
    set_bad_pointer: c.fn([c.int], c.pointer(c.void), thrown),
    set_text: c.fn([c.int], c.string, thrown),
    set_double: c.fn([c.int, c.double], c.double, { errno: "throw", isFailure: (value) => Number.isNaN(value) }),
    keep: c.fn([c.int], c.int, thrown),
  });
  for (const name of [
    "set_int",
    "set_byte",
    "set_size",
    "set_long",
    "set_pointer",
    "set_bad_pointer",
    "set_text",
  ] as const) {
    const error = catchError("FFI_ERRNO", () => symbols[name](constants.errno.EEXIST));
    assert.ok(error instanceof ErrnoError);
    assert.equal(error.message, `${name}(): EEXIST: File exists`);
    assert.deepEqual([error.errno, error.errnoName], [constants.errno.EEXIST, "EEXIST"]);
  }
  assert.equal(symbols.set_double(33, 1), 1);
  assert.match(catchError("FFI_ERRNO", () => symbols.set_double(33, NaN)).message, /EDOM/);
  for (const value of [0, 1, -2, 2 ** 31 - 1]) assert.equal(symbols.keep(value), value);
  assert.equal(catchError("FFI_ERRNO", () => symbols.keep(-1)).message, "keep(): failed without setting errno");
});

test("a callback that changes errno does not change what C left there", () => {
  const { call_between, call_then } = openLibrary(path, {
    call_between: c.withErrno("int call_between(int (*visit)(int), int reason)", true),
    call_then: c.withErrno("int call_then(int (*visit)(int), int reason)", true),
  }).symbols;
  const { set_int } = openLibrary(path, { set_int: c.fn([c.int], c.int, returned) }).symbols;
  const visit = (reason: number): number => {
    assert.deepEqual(set_int(reason + 1), { value: -1, errno: reason + 1 });
    return 0;
  };
  assert.equal(call_then(visit, 20).errno, 20);
  // Here the callback's own call came last.
  assert.equal(typeof call_between(visit, 20).errno, "number");
});

test("real functions fail as their manuals say", () => {
  const { symbols } = openLibrary(null, {
    open: c.withErrno("int open(const char *path, int flags, ...)", "throw"),
    close: c.withErrno("int close(int descriptor)", "throw"),
    mkdir: c.withErrno("int mkdir(const char *path, unsigned int mode)", "throw"),
    rmdir: c.withErrno("int rmdir(const char *path)", "throw"),
    strtol: c.fn([c.string, c.out(c.pointer(c.char)), c.int], c.long, returned),
    fopen: c.withErrno("void *fopen(const char *path, const char *mode)", "throw"),
  });
  const directory = mkdtempSync(join(tmpdir(), "koine-errno-"));
  try {
    const inside = join(directory, "made");
    assert.equal(symbols.mkdir(inside, 0o700), 0);
    assert.match(catchError("FFI_ERRNO", () => symbols.mkdir(inside, 0o700)).message, /^mkdir\(\): EEXIST/);
    const descriptor = symbols.open(inside, 0);
    assert.equal(symbols.close(descriptor), 0);
    assert.match(catchError("FFI_ERRNO", () => symbols.close(descriptor)).message, /^close\(\): EBADF: Bad file/);
    assert.match(catchError("FFI_ERRNO", () => symbols.open(join(inside, "x"), 0)).message, /^open\(\): ENOENT/);
    assert.equal(symbols.rmdir(inside), 0);
    assert.match(catchError("FFI_ERRNO", () => symbols.fopen(join(inside, "x"), "r")).message, /^fopen\(\): ENOENT/);
  } finally {
    rmSync(directory, { recursive: true });
  }
  const {
    value: [number, rest],
    errno,
  } = symbols.strtol("12x", 10);
  assert.deepEqual([number, rest?.string(), errno], [12n, "x", 0]);
  assert.equal(symbols.strtol("99999999999999999999", 10).errno, constants.errno.ERANGE);
});

test("the names of errno's numbers are those of this system", () => {
  const { set_int } = openLibrary(path, { set_int: c.fn([c.int], c.int, thrown) }).symbols;
  for (const number of new Set(Object.values(constants.errno))) {
    const error = catchError("FFI_ERRNO", () => set_int(number)) as ErrnoError;
    const names = Object.entries(constants.errno).flatMap(([name, value]) => (value === number ? [name] : []));
    assert.ok(names.includes(error.errnoName ?? ""), `${number} is ${names.join()}, not ${error.errnoName}`);
  }
});

test("a function explains what becomes of errno", () => {
  const { symbols } = openLibrary(path, {
    set_int: c.fn([c.int], c.int, returned),
    keep: c.fn([c.int], c.int, thrown),
    set_long: c.fn([c.int], c.longlong),
  });
  assert.match(symbols.set_int.explain(), /errno: 0 before the call, read after it, beside the result\n/);
  assert.match(symbols.keep.explain(), /errno: .*, thrown when the result says that the call failed\n/);
  assert.doesNotMatch(symbols.set_long.explain(), /errno:/);
});

test("a hot call sees every errno", () => {
  const { set_int, keep } = openLibrary(path, {
    set_int: c.fn([c.int], c.int, returned),
    keep: c.fn([c.int], c.int, thrown),
  }).symbols;
  for (let round = 1; round < 30_000; round++) {
    const { value, errno } = set_int(round);
    if (value !== -1 || errno !== round) assert.fail(`${value} ${errno} in round ${round}`);
    assert.equal(keep(round), round);
  }
});

test("hot calls of every kind of value see errno, and go on to refuse", () => {
  const { symbols } = openLibrary(path, {
    set_byte: c.fn([c.int], c.uchar, returned),
    set_size: c.fn([c.int], c.usize, returned),
    set_nothing: c.fn([c.int], c.void, returned),
    set_double: c.fn([c.int, c.double], c.double, returned),
    set_float: c.fn([c.int, c.float], c.float, returned),
    seen: c.fn([], c.int, returned),
  });
  const { set_byte, set_size, set_nothing, set_double, set_float, seen } = symbols;
  const same = (given: { value: unknown; errno: number }, value: unknown, errno: number): boolean =>
    given.value === value && given.errno === errno;
  for (let round = 0; round < 30_000; round++) {
    const isRight =
      same(set_byte(round), 255, round) &&
      same(set_size(round), 2n ** 64n - 1n, round) &&
      same(set_nothing(round), undefined, round) &&
      same(set_double(round, round / 4), round / 4, round) &&
      same(set_float(round, round / 4), round / 4, round) &&
      same(seen(), 0, 0);
    if (!isRight) assert.fail(`round ${round}`);
  }
  for (const refused of [set_byte, set_size, set_nothing]) {
    assert.match(catchError("FFI_ARGUMENT_TYPE", () => refused("1" as never)).message, /argument 1/);
    assert.deepEqual(refused(5).errno, 5);
  }
  assert.match(
    catchError("FFI_ARGUMENT_COUNT", () => (seen as (value: number) => unknown)(1)).message,
    /expected 0 arguments, got 1/,
  );
});

test("a backend that keeps no last error refuses to", () => {
  const { set_int } = openLibrary(path, { set_int: c.fn([c.int], c.int, { lastError: true }) }).symbols;
  assert.match(catchError("FFI_UNSUPPORTED", () => set_int(1)).message, /^set_int\(\): .* has no last error/);
});
