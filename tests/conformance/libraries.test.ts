/** Libraries: how they are named, opened and closed, and what their functions tell of themselves. */
import assert from "node:assert/strict";
import { basename, dirname } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { c, currentBackend, openLibrary } from "koine";
import type { LibraryLoadError } from "koine";
import { compileInto, compileLibrary, inTemporaryDirectory } from "./native-library.ts";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";

const path = compileLibrary("callbacks");
const negate = { negate: "int negate(int value)" } as const;

/** Where Koine chooses, calls are fast: on the versions of Node that are supported, on Linux. */
const isFastHere =
  process.platform === "linux" &&
  process.versions["bun"] === undefined &&
  process.versions["deno"] === undefined &&
  /^(?:20|22|24|26)\./.test(process.versions.node);

test("the engine is the one that KOINE_ENGINE asks for, and the fast one where it asks for none", () => {
  const wish = process.env["KOINE_ENGINE"] ?? "";
  if (wish === "fast" || wish === "plain") assert.equal(currentBackend().engine, wish);
  if (wish === "" && isFastHere) assert.equal(currentBackend().engine, "fast");
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

test("pointers to functions end with their library, also those that were bound by address", () => {
  inTemporaryDirectory((directory) => {
    const own = compileInto(directory, "short-lived", "int twice(int value) { return 2 * value; }", []);
    const Unary = c.fn([c.int], c.int);
    const library = openLibrary(own, { twice: Unary });
    const { pointer } = library.symbols.twice;
    const cast = pointer.cast(Unary);
    const twice = Unary.at(pointer, "twice");
    for (let round = 0; round < 2000; round++) assert.equal(twice(round), 2 * round);
    library.close();
    const gone = catchError("FFI_USE_AFTER_FREE", () => twice(1));
    assert.match(gone.message, /^twice\(\): the function belongs to a library that was closed/);
    catchError("FFI_USE_AFTER_FREE", () => Unary.at(pointer));
    const { call_now } = openLibrary(path, { call_now: c.fn([c.callback([c.int], c.int), c.int], c.int) }).symbols;
    catchError("FFI_USE_AFTER_FREE", () => call_now(cast, 1));
  });
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

test("folders to search come before the loader's own, and a file: URL is a path", () => {
  const folder = dirname(path);
  const file = basename(path);
  for (const searchPaths of [[folder], ["/no/such/folder", `${folder}/`], [pathToFileURL(folder)]]) {
    assert.equal(openLibrary(file, negate, { searchPaths }).symbols.negate(1), -1);
  }
  assert.equal(openLibrary(pathToFileURL(path), negate).symbols.negate(2), -2);
  assert.equal(openLibrary([pathToFileURL("/no/such/file.so"), path], negate).symbols.negate(3), -3);
  const error = catchError("FFI_LIBRARY_NOT_FOUND", () => openLibrary("absent", {}, { searchPaths: [folder] }));
  assert.deepEqual(
    (error as LibraryLoadError).attempts.slice(0, 2).map((attempt) => attempt.path),
    [`${folder}/libabsent.so`, "libabsent.so"],
  );
  catchError("FFI_ARGUMENT_TYPE", () => openLibrary(new URL("https://example.org/libz.so"), {}));
  catchError("FFI_ARGUMENT_TYPE", () => openLibrary("z", {}, { searchPaths: [5 as never] }));
});

test("a symbol of one version is found by name@VERSION", () => {
  if (process.platform !== "linux" || process.arch !== "x64") return;
  const prototype = "const char *gnu_get_libc_version(void)";
  const { symbols } = openLibrary(null, {
    plain: c.optional(c.symbol("gnu_get_libc_version", prototype)),
    versioned: c.optional(c.symbol("gnu_get_libc_version@GLIBC_2.2.5", prototype)),
    other: c.optional(c.symbol("gnu_get_libc_version@GLIBC_0.1", prototype)),
  });
  assert.equal(symbols.versioned?.(), symbols.plain?.());
  assert.equal(symbols.other, undefined);
  const { wanted } = openLibrary(
    null,
    { wanted: c.symbol("abs@NOWHERE", c.fn([c.int], c.int)) },
    { lazy: true },
  ).symbols;
  catchError("FFI_SYMBOL_NOT_FOUND", () => wanted(1));
});

test("a table may tell C libraries and architectures apart; the row that says most is taken", () => {
  const { platform, arch } = process;
  if (platform !== "linux") return;
  const libc = openLibrary(null, { gnu_get_libc_version: c.optional("const char *gnu_get_libc_version(void)") });
  const flavour = libc.symbols.gnu_get_libc_version === undefined ? "musl" : "glibc";
  const wrong = "/not/this/row.so";
  for (const right of [`linux-${arch}-${flavour}`, `linux-${flavour}`]) {
    const table = { [right]: path, [`linux-${arch}`]: wrong, linux: wrong, "linux-other": wrong };
    assert.equal(openLibrary(table, negate).symbols.negate(1), -1, right);
  }
  const other = flavour === "glibc" ? "musl" : "glibc";
  const table = { [`linux-${other}`]: wrong, [`linux-${arch}`]: path, linux: wrong };
  assert.equal(openLibrary(table, negate).symbols.negate(1), -1);
  catchError("FFI_LIBRARY_NOT_FOUND", () => openLibrary({ win32: "z" }, {}));
});

test("two libraries may have symbols of the same name", () => {
  inTemporaryDirectory((folder) => {
    const make = (name: string, value: number): string =>
      compileInto(folder, name, `int answer(void) { return ${value}; }\nint shared_number = ${value};\n`, ["-O1"]);
    const declarations = { answer: "int answer(void)", shared_number: "extern int shared_number" } as const;
    const first = openLibrary(make("first", 1), declarations);
    const second = openLibrary(make("second", 2), declarations);
    assert.deepEqual([first.symbols.answer(), second.symbols.answer()], [1, 2]);
    second.symbols.shared_number.value = 20;
    assert.deepEqual([first.symbols.shared_number.value, second.symbols.shared_number.value], [1, 20]);
    assert.notEqual(first.symbols.answer.address, second.symbols.answer.address);
  });
});

test("a file that was opened twice stays until it was closed twice", () => {
  inTemporaryDirectory((folder) => {
    const source = "static int count = 0;\nint next(void) { return ++count; }\n";
    const file = compileInto(folder, "counting", source, ["-O1"]);
    const declarations = { next: "int next(void)" } as const;
    const first = openLibrary(file, declarations);
    const second = openLibrary(file, declarations);
    assert.deepEqual([first.symbols.next(), second.symbols.next()], [1, 2]);
    first.close();
    catchError("FFI_LIBRARY_CLOSED", () => first.symbols.next());
    assert.equal(second.symbols.next(), 3);
    second.close();
    assert.equal(openLibrary(file, declarations).symbols.next(), 1);
  });
});

test("symbols may be named in camel case", () => {
  const { symbols } = openLibrary(
    compileLibrary("variables"),
    {
      origin_now: "int origin_now(void)",
      byte_value: "extern uint8_t byte_value",
      table_now: c.fn([c.int], c.int),
      not_there: c.optional("int not_there(void)"),
    },
    { naming: "camelCase" },
  );
  assert.equal(typeof symbols.originNow(), "number");
  assert.equal(symbols.originNow.name, "originNow");
  assert.equal(symbols.byteValue.value, 250);
  assert.equal(symbols.tableNow(0), 10);
  assert.equal(symbols.notThere, undefined);
  assert.match(catchError("FFI_ARGUMENT_TYPE", () => symbols.tableNow("0" as never)).message, /^tableNow\(\)/);
});

test("a calling convention that means the target's own is accepted, any other refused", () => {
  const target = currentBackend().target.platform === "win32" ? "ms_abi" : "sysv_abi";
  for (const convention of ["c", "stdcall", "fastcall", target] as const) {
    const type = c.fn([c.int], c.int, { convention });
    assert.equal(openLibrary(path, { negate: type }).symbols.negate(5), -5, convention);
  }
  assert.equal(openLibrary(path, { negate: "int __stdcall negate(int value)" }).symbols.negate(6), -6);
  const foreign = c.fn([c.int], c.int, { convention: target === "ms_abi" ? "sysv_abi" : "ms_abi" });
  const error = catchError("FFI_UNSUPPORTED", () => openLibrary(path, { negate: foreign }, { eager: true }));
  assert.match(error.message, /^negate\(\): \w+ is not what C functions follow on /);
  catchError("FFI_UNSUPPORTED", () =>
    openLibrary(path, { negate: c.fn([c.int], c.int, { convention: "vectorcall" }) }).symbols.negate(1),
  );
  catchError("FFI_ARGUMENT_TYPE", () => c.fn([], c.int, { convention: "pascal" as never }));
});

test("a function explains how it is called", () => {
  const made = openLibrary(path, negate).symbols.negate;
  const text = made.explain();
  assert.match(text, /^negate: int \(int\), of the library ".*"\n {2}1 value: int in \w+\n {2}result: int in \w+\n/);
  assert.match(text, /\n {2}stack: \d+ bytes of arguments; convention: [a-z0-9-]+\n {2}entered: /);
  if (process.arch === "x64" && process.platform !== "win32") {
    assert.match(text, / {2}1 value: int in rdi\n {2}result: int in rax\n {2}stack: 0 bytes/);
  }
});

test("the calls of a library stay inside of it, also where the executable has functions of the same name", () => {
  const { symbols } = openLibrary(compileLibrary("bundled-names"), {
    uv_version: "unsigned uv_version(void)",
    call_uv_version: "unsigned call_uv_version(void)",
  });
  assert.equal(symbols.uv_version(), 42);
  assert.equal(symbols.call_uv_version(), 43);
});

test("search paths are a list of folders", () => {
  for (const searchPaths of ["/somewhere", new Set(["/somewhere"]), 5, null]) {
    const { message } = catchError("FFI_ARGUMENT_TYPE", () => openLibrary("m", {}, { searchPaths } as never));
    assert.match(message, /^openLibrary\(\): option "searchPaths" must be an array, got /);
  }
  catchError("FFI_ARGUMENT_TYPE", () => openLibrary("m", {}, { searchPaths: [5] } as never));
});

test("of a closed library nothing else is said, cold and hot", () => {
  for (const calls of [0, 1, 20, 20_000]) {
    const library = openUntyped("libm.so.6", { floor: c.fn([c.double], c.double) });
    const floor = requireFunction(library.symbols, "floor");
    for (let call = 0; call < calls; call++) floor(1.5);
    library.close();
    for (const values of [[1], [], [1, 2], ["1"]]) catchError("FFI_LIBRARY_CLOSED", () => floor(...values));
  }
});
