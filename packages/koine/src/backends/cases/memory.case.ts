/** Frontend cases: buffers, pointers and arenas. */
import assert from "node:assert/strict";
import { allocate, Arena, c } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

const sumPrototype = "uint64_t sum_bytes(const unsigned char *bytes, size_t length)";

export const memoryCases: readonly FrontendCase[] = [
  {
    name: "every kind of buffer lends its own bytes",
    run(library) {
      const { symbols } = openLibrary(library, {
        sum_bytes: sumPrototype,
        set_bytes: "void set_bytes(void *memory, int value, size_t length)",
      });
      const bytes = Uint8Array.of(1, 2, 3, 4, 5);
      assert.equal(symbols.sum_bytes(bytes, 5), 15n);
      assert.equal(symbols.sum_bytes(bytes.subarray(2), 3), 12n);
      assert.equal(symbols.sum_bytes(bytes.buffer, 5), 15n);
      assert.equal(symbols.sum_bytes(new DataView(bytes.buffer, 4), 1), 5n);
      const shared = new Uint8Array(new SharedArrayBuffer(8));
      symbols.set_bytes(shared, 7, 8);
      assert.deepEqual([...shared], [7, 7, 7, 7, 7, 7, 7, 7]);
      symbols.set_bytes(bytes.subarray(1, 3), 0, 2);
      assert.deepEqual([...bytes], [1, 0, 0, 4, 5]);
    },
  },
  {
    name: "a transferred buffer is refused",
    run(library) {
      const { symbols } = openLibrary(library, { sum_bytes: sumPrototype });
      const bytes = new Uint8Array(8);
      assert.equal(symbols.sum_bytes(bytes, 8), 0n);
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
      expectError("FFI_BUFFER_DETACHED", /argument 1 "bytes"/, () => symbols.sum_bytes(bytes, 8));
    },
  },
  {
    name: "allocated memory is seen by C and JavaScript",
    run(library) {
      const { symbols } = openLibrary(library, { set_bytes: "void set_bytes(void *memory, int value, size_t length)" });
      const numbers = allocate(c.u16, 4);
      symbols.set_bytes(numbers, 1, 6);
      assert.deepEqual(
        [0, 1, 2, 3].map((index) => numbers.get(index)),
        [0x101, 0x101, 0x101, 0],
      );
      numbers.set(3, 65_535);
      assert.deepEqual([...numbers.add(2).bytes(4)], [1, 1, 255, 255]);
      expectError("FFI_OUT_OF_BOUNDS", /8 bytes/, () => numbers.get(4));
    },
  },
  {
    name: "a struct behind a pointer is read and written by member",
    run(library) {
      const Point = c.struct("Point", { x: c.double, y: c.int });
      const { symbols } = openLibrary(library, { sum_point: c.fn([c.pointer(Point)], c.double) });
      const point = allocate(Point);
      point.value = { x: 1.5, y: -4 };
      assert.deepEqual(point.value, { x: 1.5, y: -4 });
      assert.equal(symbols.sum_point(point), -2.5);
      assert.equal(symbols.sum_point(null), -1);
    },
  },
  {
    name: "pointers that C handed out can be read, element by element and as a view",
    run(library) {
      const { symbols } = openLibrary(library, { give_numbers: c.fn([c.out(c.pointer(c.int))], c.i64) });
      const [, numbers] = symbols.give_numbers();
      assert.ok(numbers !== null);
      assert.equal(numbers.add(2).value, 30);
      assert.deepEqual([...numbers.add(1).bytes(4)], [20, 0, 0, 0]);
      assert.deepEqual(numbers.cast(c.array(c.int, 3)).value, [10, 20, 30]);
    },
  },
  {
    name: "freed memory is refused everywhere",
    run(library) {
      const { symbols } = openLibrary(library, { sum_bytes: sumPrototype });
      const owned = allocate(c.uchar, 4);
      const second = owned.add(1);
      owned[Symbol.dispose]();
      expectError("FFI_USE_AFTER_FREE", /was freed/, () => owned.value);
      expectError("FFI_USE_AFTER_FREE", /was freed/, () => second.value);
      expectError("FFI_USE_AFTER_FREE", /sum_bytes\(\): argument 1 "bytes"/, () => symbols.sum_bytes(second, 1));
      const arena = new Arena();
      const inArena = arena.allocate(c.uchar);
      inArena.value = 9;
      assert.equal(symbols.sum_bytes(inArena, 1), 9n);
      arena[Symbol.dispose]();
      expectError("FFI_USE_AFTER_FREE", /was freed/, () => symbols.sum_bytes(inArena, 1));
      expectError("FFI_USE_AFTER_FREE", /arena was disposed/, () => arena.allocate(c.uchar));
    },
  },
];
