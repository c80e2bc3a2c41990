/** The four libffi layers, each by itself: calls, closures, types and mistakes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import type { FunctionType, Pointer } from "koine";
import * as high from "koine/libffi/high";
import * as low from "koine/libffi/low";
import * as middle from "koine/libffi/middle";
import * as raw from "koine/libffi/raw";
import { compileLibrary } from "./native-library.ts";
import type { UntypedFunction } from "./native-function.ts";

const { Type } = middle;
const Point = c.struct("Point", { x: c.double, y: c.double });
const Mixed = c.struct("Mixed", { a: c.i8, b: c.i16, c: c.i64, d: c.float });
const Large = c.struct("Large", { values: c.array(c.i64, 5) });
const Packed = c.struct("Packed", { tag: c.char, value: c.int }, { packed: true });
const Either = c.union("Either", { integer: c.i64, real: c.double });
const binary = c.fn([c.u64, c.u64], c.u64);

const path = compileLibrary("libffi");
const callers = openLibrary(path, {
  call_u64: c.fn([c.callback([c.u64, c.u64], c.u64), c.u64, c.u64], c.u64),
  call_i8: c.fn([c.callback([c.i8], c.i8), c.i8], c.i64),
  call_u16: c.fn([c.callback([c.u16], c.u16), c.u16], c.i64),
  call_bool: c.fn([c.callback([c.bool], c.bool), c.bool], c.i64),
  call_float: c.fn([c.callback([c.float], c.float), c.float], c.float),
  call_text: c.fn([c.callback([c.string], c.pointer(c.char)), c.string], c.string),
  call_point: c.fn([c.callback([Point], Point), Point], Point),
  call_mixed: c.fn([c.callback([Mixed, Mixed], Mixed), Mixed, Mixed], Mixed),
  call_large: c.fn([c.callback([Large, c.int], Large), Large, c.int], Large),
  call_either: c.fn([c.callback([Either], Either), Either], Either),
  call_times: c.fn([c.callback([c.int], c.void), c.int], c.void),
  call_packed: c.fn([c.callback([c.int], Packed), c.int, c.pointer(Packed)], c.int),
  keep: c.fn([c.pointer(c.void)], c.void),
  call_kept: c.fn([c.u64, c.u64], c.u64),
}).symbols;

function addressOf(name: string): bigint {
  return openLibrary(path, { [name]: c.fn([], c.void) }).symbols[name]?.address ?? 0n;
}

/** Calls a function of native/libffi.c through libffi, typed by a descriptor. */
function native(name: string, type: FunctionType): UntypedFunction {
  return high.bind(addressOf(name), type, { name });
}

function plain(value: unknown): unknown {
  return (value as { toObject(): unknown }).toObject();
}

/** A cif has the addresses of its types only: they live as long as the tests. */
const kept: unknown[] = [];

/** A cif of `uint64_t (uint64_t, uint64_t)`, by hand. */
function lowSignature(): { readonly cif: low.CifPointer; readonly parameters: low.TypeArray } {
  const parameters = low.allocateTypes([low.typeOf("uint64"), low.typeOf("uint64")]);
  const cif = low.allocateCif();
  low.prepCif(cif, { result: low.typeOf("uint64"), parameters, count: 2 });
  kept.push(cif, parameters);
  return { cif, parameters };
}

function argumentArray(...values: bigint[]): {
  readonly array: NonNullable<low.ArgumentArray>;
  readonly room: Pointer;
} {
  const room = allocate(c.u64, values.length);
  const array = allocate(c.pointer(c.void), values.length);
  for (const [index, value] of values.entries()) {
    room.set(index, value);
    array.set(index, room.add(index) as unknown as Pointer<typeof c.void>);
  }
  return { array, room };
}

test("raw: the seed's example", () => {
  const x = 5n;
  const parameters = allocate(c.pointer(raw.ffi_type), 2);
  for (const index of [0, 1]) parameters.set(index, raw.ffi_type_uint64.pointer);
  const cif = allocate(raw.ffi_cif);
  const status = raw.ffi_prep_cif(cif, raw.FFI_DEFAULT_ABI, 2, raw.ffi_type_uint64.pointer, parameters);
  assert.equal(status, raw.FFI_OK);
  const handler = c
    .callback([c.pointer(raw.ffi_cif), c.pointer(c.void), c.pointer(c.pointer(c.void)), c.pointer(c.void)], c.void, {
      lifetime: "until",
    })
    .create((_cif, sum, values) => {
      const y = values?.get(0)?.cast(c.u64).value ?? 0n;
      const z = values?.get(1)?.cast(c.u64).value ?? 0n;
      if (sum !== null) sum.cast(c.u64).value = x + y + z;
    });
  const code = allocate(c.pointer(c.void));
  const closure = raw.ffi_closure_alloc(raw.ffi_closure.size, code);
  assert.ok(closure !== null);
  assert.equal(raw.ffi_prep_closure_loc(closure.cast(raw.ffi_closure), cif, handler, null, code.value), raw.FFI_OK);
  const fun = (code.value as Pointer).cast(c.fn([], c.void));
  const result = allocate(raw.ffi_arg);
  const { array } = argumentArray(6n, 7n);
  raw.ffi_call(cif, fun, result, array);
  assert.equal(result.value, 18n);
  assert.equal(callers.call_u64((code.value as Pointer).cast(binary), 6n, 7n), 18n);
  raw.ffi_closure_free(closure);
  handler.release();
});

test("low: the seed's example", () => {
  const x = 5n;
  const { cif } = lowSignature();
  const { closure, code } = low.closureAlloc();
  const seen: unknown[] = [];
  low.prepClosure({
    closure,
    code,
    cif,
    userData: "data",
    callback(_cif, result, values, data) {
      seen.push(data);
      const y = values.get(0)?.cast(c.u64).value ?? 0n;
      const z = values.get(1)?.cast(c.u64).value ?? 0n;
      result.cast(c.u64).value = x + y + z;
    },
  });
  assert.equal(low.callReturning(cif, code, c.u64, argumentArray(6n, 7n).array), 18n);
  assert.equal(callers.call_u64(code.cast(binary), 1, 2), 8n);
  assert.deepEqual(seen, ["data", "data"]);
  low.closureFree(closure);
});

test("middle: the seed's example", () => {
  const x = 5n;
  const cif = new middle.Cif([Type.u64, Type.u64], Type.u64);
  using closure = new middle.Closure(cif, (y: bigint, z: bigint) => x + y + z);
  assert.equal(cif.call(closure.codePtr, [6n, 7n]), 18n);
  assert.equal(cif.call(closure.codePtr, [middle.arg(Type.u64, 6), middle.arg(Type.u64, 7)]), 18n);
  using built = new middle.Builder()
    .args([Type.u64, Type.u64])
    .result(Type.u64)
    .intoClosure((y: bigint, z: bigint) => x * y * z);
  assert.equal(cif.call(built.codePtr, [6n, 7n]), 210n);
});

test("high: the seed's example", () => {
  const x = 5;
  const type = c.fn([c.u64.number, c.u64.number], c.u64.number);
  using closure = high.closure(type, (y, z) => x + y + z);
  const fun = high.bind(closure.codePointer, type);
  assert.equal(fun(6, 7), 18);
  assert.equal(high.call(closure.address, binary, 6n, 7n), 18n);
  assert.equal(callers.call_u64(closure.codePointer.cast(binary), 6n, 7n), 18n);
});

test("results narrower than a register are right in both directions", () => {
  assert.equal(native("negate8", c.fn([c.i8], c.i8))(100), -100);
  assert.equal(native("negate8", c.fn([c.i8], c.i8))(-128), -128);
  assert.equal(native("next16", c.fn([c.u16], c.u16))(65_535), 0);
  assert.equal(native("half", c.fn([c.float], c.float))(-3), -1.5);
  assert.equal(native("not", c.fn([c.bool], c.bool))(true), false);
  assert.equal(native("same", c.fn([c.pointer(c.void)], c.pointer(c.void)))(null), null);
  using i8 = high.closure(c.fn([c.i8], c.i8), (value) => -value);
  using u16 = high.closure(c.fn([c.u16], c.u16), (value) => value - 1);
  using bool = high.closure(c.fn([c.bool], c.bool), (value) => !value);
  using float = high.closure(c.fn([c.float], c.float), (value) => value / 4);
  assert.equal(callers.call_i8(i8.codePointer, 100), -100n);
  assert.equal(callers.call_u16(u16.codePointer, 65_535), 65_534n);
  assert.equal(callers.call_bool(bool.codePointer, false), 1n);
  assert.equal(callers.call_float(float.codePointer, -6), -1.5);
});

test("nothing is written past a result", () => {
  const cif = low.allocateCif();
  const parameters = low.allocateTypes([low.typeOf("sint8")]);
  low.prepCif(cif, { result: low.typeOf("sint8"), parameters, count: 1 });
  const room = allocate(c.u8, 24);
  room.bytes(24).fill(0x5a);
  const value = allocate(c.i8);
  value.value = 7;
  const values = allocate(c.pointer(c.void));
  values.value = value as unknown as Pointer<typeof c.void>;
  const code = new middle.CodePtr(addressOf("negate8")).pointer;
  low.call(cif, code, room.add(8), values);
  const bytes = room.bytes(24);
  assert.equal(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(8, true), -7n);
  assert.deepEqual(
    [...bytes.subarray(0, 8), ...bytes.subarray(16)],
    Array.from({ length: 16 }, () => 0x5a),
  );
  using packed = high.closure(c.fn([c.int], Packed), (number) => ({ tag: 1, value: number * 2 }));
  const result = allocate(Packed);
  assert.equal(callers.call_packed(packed.codePointer, 21, result), 1);
  assert.deepEqual({ ...result.value }, { tag: 1, value: 42 });
});

test("structs and unions cross closures in both directions", () => {
  using point = high.closure(c.fn([Point], Point), ({ x, y }) => ({ x: x * 2, y: y * 3 }));
  assert.deepEqual(plain(callers.call_point(point.codePointer, { x: 1, y: 2 })), { x: 2, y: 6 });
  using mixed = high.closure(c.fn([Mixed, Mixed], Mixed), (one, two) => ({
    a: one.a + two.a,
    b: one.b - two.b,
    c: one.c * two.c,
    d: one.d / two.d,
  }));
  const one = { a: -3, b: 500, c: 7n, d: 1 };
  const two = { a: 4, b: -1, c: -2n, d: 4 };
  assert.deepEqual(plain(callers.call_mixed(mixed.codePointer, one, two)), { a: 1, b: 501, c: -14n, d: 0.25 });
  using large = high.closure(c.fn([Large, c.int], Large), ({ values }, factor) => ({
    values: Array.from(values, (value) => value * BigInt(factor)),
  }));
  const values = [1n, 2n, 3n, 4n, 5n];
  assert.deepEqual(plain(callers.call_large(large.codePointer, { values }, 3)), { values: [3n, 6n, 9n, 12n, 15n] });
  using either = high.closure(c.fn([Either], Either), (value) => ({ integer: -value.integer }));
  assert.equal(callers.call_either(either.codePointer, { integer: 9n }).integer, -9n);
});

test("strings reach closures, and any number of arguments", () => {
  using text = high.closure(c.fn([c.string], c.pointer(c.char)), (value) => {
    assert.equal(value, "hällo");
    return null;
  });
  assert.equal(callers.call_text(text.codePointer, "hällo"), null);
  const parameters = [...Array.from({ length: 8 }, () => c.int), ...Array.from({ length: 9 }, () => c.double), c.i8];
  const type: FunctionType = c.fn(parameters, c.i64);
  let seen: unknown[] = [];
  using many = high.closure(type, ((...values: unknown[]) => {
    seen = values;
    return 77n;
  }) as never);
  const call = openLibrary(path, { call_many: c.fn([c.pointer(type)], c.i64) }).symbols.call_many;
  assert.equal(call(many.codePointer as never), 77n);
  assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9, -5]);
});

test("variadic calls have a cif per call", () => {
  const code = addressOf("sum_doubles");
  const three = new middle.Cif([Type.i32, Type.f64, Type.f64, Type.f64], Type.f64, { fixedCount: 1 });
  assert.equal(three.call(code, [3, 1.5, 2.5, 4]), 8);
  const one = new middle.Builder().arg(Type.i32).variadic().arg(Type.f64).result(Type.f64).intoCif();
  assert.equal(one.call(code, [1, -2]), -2);
  assert.throws(() => new middle.Cif([Type.i32, Type.f32], Type.f64, { fixedCount: 1 }), {
    code: "FFI_DECLARATION_TYPE",
    message: /FFI_BAD_ARGTYPE/,
  });
  assert.throws(() => new middle.Cif([Type.i32], Type.f64, { fixedCount: 2 }), { code: "FFI_ARGUMENT_RANGE" });
});

test("other conventions of the processor can be called", { skip: process.arch !== "x64" && "x64 only" }, () => {
  const types = [Type.i8, Type.f64, Type.i64, Type.f32, Type.i64, Type.of(Large)];
  const cif = new middle.Cif(types, Type.i64, { abi: "gnuw64" });
  const values = [1, 2, 3n, 4, 5n, { values: [0n, 0n, 0n, 0n, 900_000n] }];
  assert.equal(cif.call(addressOf("windows_mix"), values), 954_321n);
});

test("long double and complex types have libffi's descriptions", () => {
  assert.equal(Type.longdouble.size, 16);
  assert.equal(Type.c64.native().value.type, raw.FFI_TYPE_COMPLEX);
  assert.equal(Type.longdouble.native().value.type, raw.FFI_TYPE_LONGDOUBLE);
  const cif = new middle.Cif([Type.longdouble, Type.c32], Type.c64);
  assert.equal(cif.pointer.value.nargs, 2);
});

test("vectors, and structs with vectors, are refused: libffi has no description of them", () => {
  const floats = c.vector(c.float, 4);
  const unsupported = { code: "FFI_UNSUPPORTED", message: /libffi cannot pass/ };
  for (const type of [floats, c.struct("one", { floats }), c.vector(c.u8, 8)]) {
    assert.throws(() => new middle.Cif([Type.of(type)], Type.void), unsupported);
    assert.throws(() => new middle.Cif([], Type.of(type)), unsupported);
    assert.throws(() => {
      const call = high.bind(addressOf("keep"), c.fn([type], c.void), { name: "keep" }) as UntypedFunction;
      call(type.kind === "vector" ? new Float32Array(4) : { floats: [1, 2, 3, 4] });
    }, /keep\(\): argument 1: libffi cannot pass .*, (?:a vector|which has a vector), by value/);
  }
});

test("struct types are laid out by libffi as by C", () => {
  const inner = Type.structure([Type.i8, Type.f64]);
  const outer = Type.structure([Type.u8, inner, Type.u16]);
  assert.deepEqual(outer.offsets(), [0, 8, 24]);
  assert.equal(outer.size, 32);
  assert.deepEqual(Type.of(Mixed).offsets(), [0, 2, 8, 16]);
  assert.throws(() => Type.of(Large).offsets(), { code: "FFI_DECLARATION_TYPE" });
  const cif = new middle.Cif([Type.structure([Type.f64, Type.f64])], Type.of(Point));
  assert.deepEqual(plain(cif.call(addressOf("mirror"), [{ m0: 1, m1: 2 }])), { x: 2, y: 1 });
});

test("a closure that may be called once answers later calls with the default", () => {
  let count = 0;
  using once = high.closureOnce(binary, (y, z) => {
    count++;
    return y + z;
  });
  const fun = high.bind(once.codePointer, binary);
  assert.equal(fun(6n, 7n), 13n);
  assert.equal(fun(6n, 7n), 0n);
  assert.equal(count, 1);
});

test("middle: a closure for one call, made directly and by a builder, ends with it", () => {
  const cif = new middle.Cif([Type.u64, Type.u64], Type.u64);
  const seen: bigint[] = [];
  const add = (y: bigint, z: bigint): bigint => {
    seen.push(y, z);
    return y + z;
  };
  using once = new middle.ClosureOnce(cif, add, { onThrow: 3n });
  callers.keep(once.codePtr.pointer);
  assert.deepEqual([callers.call_kept(6n, 7n), callers.call_kept(6n, 7n)], [13n, 3n]);
  const builder = new middle.Builder().arg(Type.u64).arg(Type.u64).result(Type.u64);
  using built = builder.intoClosureOnce(add);
  assert.deepEqual([cif.call(built.codePtr, [1n, 2n]), cif.call(built.codePtr, [1n, 2n])], [3n, 0n]);
  using throws = builder.intoClosureOnce(() => {
    throw new RangeError("once");
  });
  assert.throws(() => cif.call(throws.codePtr, [1n, 2n]), new RangeError("once"));
  assert.equal(cif.call(throws.codePtr, [1n, 2n]), 0n);
  assert.deepEqual(seen, [6n, 7n, 1n, 2n]);
});

test("middle: a code pointer is an address, a function or a closure, and never null", () => {
  const cif = new middle.Cif([Type.u64, Type.u64], Type.u64);
  using closure = new middle.Closure(cif, (y: bigint, z: bigint) => y * z);
  const { codePtr } = closure;
  const codes = [codePtr, codePtr.address, codePtr.pointer, new middle.CodePtr(codePtr.address)];
  assert.deepEqual(
    codes.map((code) => cif.call(code, [6n, 7n])),
    [42n, 42n, 42n, 42n],
  );
  assert.throws(() => new middle.CodePtr(0n), { code: "FFI_NULL_POINTER" });
  assert.throws(() => cif.call("fun" as never, [6n, 7n]), { code: "FFI_ARGUMENT_TYPE" });
});

test("low: struct offsets, variadic cifs and statuses", () => {
  const members = low.allocateTypes([low.typeOf("sint8"), low.typeOf("double"), low.typeOf("uint16")]);
  const type = low.allocateType({ elements: members });
  kept.push(members, type);
  assert.deepEqual([...low.getStructOffsets(type, 3)], [0, 8, 16]);
  assert.equal(type.value.size, 24n);
  assert.throws(() => low.getStructOffsets(type, 3, 99), { code: "FFI_UNSUPPORTED", message: /FFI_BAD_ABI/ });
  assert.throws(() => low.getStructOffsets(low.typeOf("double"), 1), { message: /FFI_BAD_TYPEDEF/ });
  const parameters = low.allocateTypes([low.typeOf("sint32"), low.typeOf("double")]);
  const cif = low.allocateCif();
  kept.push(parameters, cif);
  low.prepCifVar(cif, { result: low.typeOf("double"), parameters, count: 2, fixedCount: 1 });
  const room = allocate(c.double);
  room.value = 2.5;
  const count = allocate(c.i32);
  count.value = 1;
  const values = allocate(c.pointer(c.void), 2);
  values.set(0, count.cast(c.void));
  values.set(1, room.cast(c.void));
  const code = new middle.CodePtr(addressOf("sum_doubles")).pointer;
  assert.equal(low.callReturning(cif, code, c.double, values), 2.5);
  const narrow = low.allocateTypes([low.typeOf("sint32"), low.typeOf("float")]);
  kept.push(narrow);
  assert.throws(
    () => low.prepCifVar(cif, { result: low.typeOf("double"), parameters: narrow, count: 2, fixedCount: 1 }),
    { code: "FFI_DECLARATION_TYPE", message: /FFI_BAD_ARGTYPE/ },
  );
});

test("a released closure answers with its default, also a long time later", () => {
  const closure = high.closure(binary, (y, z) => y + z, { onThrow: 9n });
  callers.keep(closure.codePointer);
  assert.equal(callers.call_kept(1n, 2n), 3n);
  closure[Symbol.dispose]();
  closure[Symbol.dispose]();
  assert.equal(callers.call_kept(1n, 2n), 9n);
  for (let index = 0; index < 100; index++) high.closure(binary, () => 1n)[Symbol.dispose]();
  assert.equal(callers.call_kept(1n, 2n), 9n);
});

test("what a closure throws comes out of the call that it belongs to", () => {
  using closure = high.closure(
    binary,
    (y) => {
      if (y === 0n) throw new RangeError("zero");
      return y;
    },
    { onThrow: 4n },
  );
  const fun = high.bind(closure.codePointer, binary);
  assert.throws(() => fun(0n, 0n), new RangeError("zero"));
  assert.equal(fun(1n, 0n), 1n);
  const cif = middle.Cif.of(binary);
  assert.throws(() => cif.call(closure.codePointer, [0n, 0n]), RangeError);
  const { cif: lowCif } = lowSignature();
  const code = closure.codePointer as unknown as Pointer;
  assert.throws(() => low.callReturning(lowCif, code, c.u64, argumentArray(0n, 0n).array), RangeError);
  using wrong = high.closure(binary, () => "5" as never);
  assert.throws(() => high.call(wrong.codePointer, binary, 1n, 1n), { code: "FFI_RESULT_TYPE" });
});

test("closures call back into C and nest", () => {
  using inner = high.closure(binary, (y, z) => y + z);
  using outer = high.closure(binary, (y, z) =>
    high.call(inner.codePointer, binary, y, callers.call_u64(inner.codePointer, z, 1n)),
  );
  assert.equal(high.call(outer.codePointer, binary, 6n, 7n), 14n);
  const seen: number[] = [];
  using each = high.closure(c.fn([c.int], c.void), (value) => void seen.push(value));
  callers.call_times(each.codePointer, 1000);
  assert.deepEqual(seen.slice(-2), [998, 999]);
});

test("mistakes are errors in every layer", () => {
  const { cif, parameters } = lowSignature();
  assert.throws(() => low.prepCif(cif, { abi: 99, result: low.typeOf("uint64"), parameters, count: 2 }), {
    code: "FFI_UNSUPPORTED",
    message: /FFI_BAD_ABI/,
  });
  const empty = low.allocateType({ elements: low.allocateTypes([]) });
  assert.throws(() => low.prepCif(cif, { result: empty, parameters, count: 0 }), {
    code: "FFI_DECLARATION_TYPE",
    message: /FFI_BAD_TYPEDEF/,
  });
  assert.throws(() => low.prepCif(cif, { result: empty, parameters, count: -1 }), { code: "FFI_ARGUMENT_RANGE" });
  assert.throws(() => low.abiOf("stdcall" as never), { code: "FFI_UNSUPPORTED" });
  assert.throws(() => new middle.Cif([Type.void], Type.void), { code: "FFI_DECLARATION_TYPE" });
  assert.throws(() => new middle.Cif([5 as never], Type.void), { code: "FFI_ARGUMENT_TYPE" });
  assert.throws(() => Type.structure([]), { code: "FFI_DECLARATION_TYPE" });
  assert.throws(() => Type.structure([Type.void]), { code: "FFI_DECLARATION_TYPE" });
  assert.throws(() => Type.of(c.opaque("thing")), { code: "FFI_DECLARATION_TYPE" });
  assert.throws(() => new middle.Cif([], Type.void, { abi: "sysv" }), { code: "FFI_UNSUPPORTED" });
  const two = new middle.Cif([Type.u64, Type.u64], Type.u64);
  const code = addressOf("add3");
  assert.throws(() => two.call(code, [1n]), { code: "FFI_ARGUMENT_COUNT", message: /expected 2 arguments, got 1/ });
  assert.throws(() => two.call(code, [1n, -1n]), { code: "FFI_ARGUMENT_RANGE" });
  assert.throws(() => two.call(code, [1n, middle.arg(Type.i8, 1)]), { code: "FFI_ARGUMENT_TYPE" });
  assert.throws(() => two.call(0n, [1n, 1n]), { code: "FFI_NULL_POINTER" });
  two[Symbol.dispose]();
  assert.throws(() => two.call(code, [1n, 1n]), { code: "FFI_USE_AFTER_FREE" });
  assert.throws(() => high.closure(binary, 5 as never), { code: "FFI_ARGUMENT_TYPE" });
  assert.throws(() => high.closure(binary, () => 0n, { onThrow: "x" as never }), { code: "FFI_ARGUMENT_TYPE" });
});
