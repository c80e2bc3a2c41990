/** Pointers that callbacks get into the memory of their call's arguments see what is there now, whoever wrote it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { allocate, c, openLibrary, Pointer } from "koine";
import type { CType } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const path = compileLibrary("callbacks");

/** Declares `qsort` for elements of a type, on each stack. */
function declareSort(element: CType): readonly ((...values: unknown[]) => unknown)[] {
  return ([undefined, "caller"] as const).map((stack) => {
    const compare = c.callback([c.pointer(element), c.pointer(element)], c.int, stack === undefined ? {} : { stack });
    const type = c.fn([c.pointer(c.void), c.usize, c.usize, compare], c.void);
    return openLibrary(null, { qsort: type }).symbols.qsort as (...values: unknown[]) => unknown;
  });
}

type Numbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

const kinds: readonly (readonly [CType, Numbers])[] = [
  [c.i8, new Int8Array(200)],
  [c.u8, new Uint8Array(200)],
  [c.i16, new Int16Array(200)],
  [c.u16, new Uint16Array(200)],
  [c.int, new Int32Array(200)],
  [c.u32, new Uint32Array(200)],
  [c.float, new Float32Array(200)],
  [c.double, new Float64Array(200)],
];

type NumberPointer = { readonly value: number; readonly get: (index: number) => number } | null;

for (const [element, array] of kinds) {
  test(`elements of ${array.constructor.name} are compared where they lie`, () => {
    for (const sort of declareSort(element)) {
      for (let round = 0; round < 20; round++) {
        // A view that begins anywhere in its buffer, and wraps around the range of its type.
        const bytes = new Uint8Array(array.byteLength + 64);
        const place = bytes.subarray(array.BYTES_PER_ELEMENT * 3);
        const Constructor = array.constructor as new (
          buffer: ArrayBufferLike,
          offset: number,
          length: number,
        ) => Numbers;
        const view = new Constructor(place.buffer, place.byteOffset, array.length);
        for (let index = 0; index < view.length; index++) view[index] = Math.imul(index + round, 0x9e37_79b1) >> 3;
        const expected = [...view].sort((left, right) => left - right);
        sort(view, view.length, array.BYTES_PER_ELEMENT, (left: NumberPointer, right: NumberPointer) => {
          const [first, second] = [Number(left?.value), Number(right?.get(0))];
          return first < second ? -1 : first > second ? 1 : 0;
        });
        assert.deepEqual([...view], expected);
      }
    }
  });
}

const visit = c.callback([c.pointer(c.int)], c.int);
const { symbols } = openLibrary(path, {
  visit_ints: c.fn([visit, c.pointer(c.int), c.int], c.int),
  visit_two: c.fn([visit, c.pointer(c.int), c.pointer(c.int)], c.int),
});

test("what JavaScript writes during a callback is what its pointers read, and the other way round", () => {
  const numbers = Int32Array.of(1, 2, 3);
  const sum = symbols.visit_ints(
    (element) => {
      assert.ok(element !== null);
      numbers[0] = 40;
      numbers[1] = 50;
      const before = element.value;
      element.value = before + 1;
      return numbers[1] === 51 ? element.value : before;
    },
    numbers,
    3,
  );
  assert.deepEqual([sum, ...numbers], [40 + 51 + 3, 40, 50, 4]);
});

test("elements beyond the lent bytes, and before them, are read where they are", () => {
  const all = Int32Array.of(7, 1, 2, 3, 9);
  const seen: number[] = [];
  const look = (element: NumberPointer): number => {
    if (element !== null) seen.push(element.get(-1), element.get(1));
    return 0;
  };
  symbols.visit_ints(look, all.subarray(1, 4), 3);
  assert.deepEqual(seen, [7, 2, 1, 3, 2, 9]);
});

test("a pointer in front of its memory lends nothing", () => {
  using numbers = allocate(c.int, 2);
  numbers.set(0, 41);
  const before = numbers.add(-1);
  const sum = symbols.visit_ints((element) => Number(element?.get(1)), before, 1);
  assert.equal(sum, 41);
});

test("a buffer that is transferred during a callback lends nothing any more", () => {
  for (let round = 0; round < 50; round++) {
    const numbers = Int32Array.of(5, 6, 7);
    let moved: Int32Array | undefined;
    const sum = symbols.visit_ints(
      (element) => {
        const { buffer } = numbers;
        moved ??= new Int32Array(structuredClone(buffer, { transfer: [buffer] }));
        moved[1] = 60;
        return element?.value ?? 0;
      },
      numbers,
      3,
    );
    assert.equal(numbers.length, 0);
    assert.deepEqual([sum, moved?.[2]], [5 + 60 + 7, 7]);
  }
});

test("calls nest, and each reads the memory of its own arguments", () => {
  const outer = Int32Array.of(1, 2, 3);
  const inner = Int32Array.of(10, 20);
  const sum = symbols.visit_ints(
    (element) =>
      Number(element?.value) + symbols.visit_ints((deep) => Number(deep?.value) * Number(element?.value), inner, 2),
    outer,
    3,
  );
  assert.equal(sum, 6 + 30 * 6);
});

test("of two arguments both are read, whichever is larger", () => {
  const [small, large] = [Int32Array.of(3), Int32Array.of(4, 0, 0, 0, 0, 0, 0, 0, 0, 0)];
  for (let round = 0; round < 200; round++) {
    assert.equal(
      symbols.visit_two((element) => Number(element?.value), small, large),
      7,
    );
    assert.equal(
      symbols.visit_two((element) => Number(element?.value), large, small),
      7,
    );
  }
});

test("memory of allocate is read until it is freed", () => {
  const numbers = allocate(c.int, 3);
  for (const index of [0, 1, 2]) numbers.set(index, index + 1);
  assert.equal(
    symbols.visit_ints((element) => Number(element?.value), numbers, 3),
    6,
  );
  numbers[Symbol.dispose]();
  catchError("FFI_USE_AFTER_FREE", () => symbols.visit_ints(() => 0, numbers, 3));
});

test("a pointer that outlives its call reads as before", () => {
  const numbers = Int32Array.of(1, 2);
  const kept: NumberPointer[] = [];
  symbols.visit_ints((element) => kept.push(element), numbers, 2);
  numbers[1] = 22;
  assert.deepEqual(
    kept.map((element) => element?.value),
    [1, 22],
  );
});

test("a pointer that a callback gets is a pointer as every other", () => {
  const numbers = Int32Array.of(1, 2);
  const kept: unknown[] = [];
  symbols.visit_ints((first) => kept.push(first), numbers, 1);
  const element = kept[0] as Pointer<typeof c.int>;
  const same = Pointer.from(element.address, c.int);
  assert.ok(element instanceof Pointer && same !== null && same.equals(element));
  assert.equal(element.constructor, same.constructor);
  assert.equal(inspect(element), inspect(same));
  assert.deepEqual(Object.keys(element), Object.keys(same));
  const enumerated: string[] = [];
  for (const key in element) enumerated.push(key);
  assert.deepEqual(enumerated, Object.keys(same));
  element.value = 10;
  element.set(1, 20);
  assert.deepEqual([...numbers, element.get(1), element.add(1).value], [10, 20, 20, 20]);
  assert.deepEqual([...element.cast(c.u8).bytes(4)], [10, 0, 0, 0]);
  assert.equal(
    symbols.visit_ints((inner) => inner?.value ?? 0, element, 2),
    30,
  );
});

test("a pointer that a callback gets to no number's memory says so", () => {
  catchError("FFI_NULL_POINTER", () =>
    symbols.visit_ints((element) => Number(element?.value), Pointer.from(16n, c.int), 1),
  );
});
