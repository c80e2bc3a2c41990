/** The simulated side of the frontend cases: what `library.c` does, as code for the fake backend. */
import { requireTarget, types as c } from "@koine/ctypes";
import { shapeOfType } from "@koine/engine";
import type { Scalar } from "@koine/engine";
import type { FakeLibrary } from "../fake/libraries.ts";
import { nativeCode, nativeVariadicCode } from "../fake/native-code.ts";
import type { NativeCode, NativeValue, NativeWorld } from "../fake/native-code.ts";

/** Makes the library. Its static data lives in the first memory that its code runs on. */
export function createSimulatedLibrary(): FakeLibrary {
  return {
    ...scalarCode(),
    ...memoryCode(),
    ...structCode(),
    ...textCode(),
    ...outCode(),
    ...callbackCode(),
    ...variadicCode(),
    ...errnoCode(),
  };
}

function echo(scalar: Scalar): NativeCode {
  return { signature: { parameters: [scalar], result: scalar }, run: (_world, [value]) => value };
}

function scalarCode(): FakeLibrary {
  const twelve = Array.from({ length: 12 }, () => "i32" as const);
  return {
    add_i8: nativeCode(["i8", "i8"], "i32", (_world, [a, b]) => a + b),
    add_u8: nativeCode(["u8", "u8"], "i32", (_world, [a, b]) => a + b),
    echo_i8: echo("i8"),
    echo_u16: echo("u16"),
    echo_i32: echo("i32"),
    echo_u32: echo("u32"),
    echo_i64: echo("i64"),
    echo_u64: echo("u64"),
    invert: nativeCode(["bool"], "bool", (_world, [value]) => !value),
    halve: nativeCode(["f32"], "f32", (_world, [value]) => value / 2),
    mix: nativeCode(
      ["i32", "f64", "f32", "i64"],
      "f64",
      (_world, [ones, tens, hundreds, thousands]) => ones + tens * 10 + hundreds * 100 + Number(thousands) * 1000,
    ),
    weigh12: nativeCode(twelve, "i64", (_world, values) =>
      values.reduce((sum, value, index) => sum + BigInt(value * (index + 1)), 0n),
    ),
  };
}

function memoryCode(): FakeLibrary {
  return {
    sum_bytes: nativeCode(["pointer", "u64"], "u64", ({ memory }, [bytes, length]) =>
      memory.bytes(bytes, Number(length)).reduce((sum, byte) => sum + BigInt(byte), 0n),
    ),
    set_bytes: nativeCode(["pointer", "i32", "u64"], "void", ({ memory }, [address, value, length]) => {
      memory.bytes(address, Number(length)).fill(value);
    }),
    sum_point: nativeCode(["pointer"], "f64", ({ memory }, [point]) => {
      if (point === 0n) return -1;
      const view = memory.view(point, 16);
      return view.getFloat64(0, true) + view.getInt32(8, true);
    }),
  };
}

/** The layouts are what the C compiler gives them on the fake's usual target. */
function structCode(): FakeLibrary {
  const target = requireTarget("x86_64-unknown-linux-gnu");
  const wide = shapeOfType(c.longdouble, target);
  const complex = shapeOfType(c.complexFloat, target);
  const point = shapeOfType(c.struct("Point", { x: c.double, y: c.int }), target);
  const small = shapeOfType(c.struct("Small", { a: c.i8, b: c.u8, c: c.i16 }), target);
  const large = shapeOfType(c.struct("Large", { values: c.array(c.i64, 5) }), target);
  return {
    echo_wide: nativeCode([wide], wide, (_world, [bytes]) => bytes),
    conjugate: nativeCode([complex], complex, (_world, [bytes]) => {
      const view = viewOf(bytes);
      view.setFloat32(4, -view.getFloat32(4, true), true);
      return bytes;
    }),
    move_point: nativeCode([point, "f64", "i32"], point, (_world, [bytes, dx, dy]) => {
      const view = viewOf(bytes);
      view.setFloat64(0, view.getFloat64(0, true) + dx, true);
      view.setInt32(8, view.getInt32(8, true) + dy, true);
      return bytes;
    }),
    negate_small: nativeCode([small], small, (_world, [bytes]) => {
      const view = viewOf(bytes);
      view.setInt8(0, -view.getInt8(0));
      view.setUint8(1, ~view.getUint8(1));
      view.setInt16(2, -view.getInt16(2, true), true);
      return bytes;
    }),
    add_large: nativeCode([large, "i32", large], large, (_world, [left, times, right]) => {
      const sum = viewOf(left);
      const addend = viewOf(right);
      for (let offset = 0; offset < 40; offset += 8) {
        const value = sum.getBigInt64(offset, true) + BigInt(times) * addend.getBigInt64(offset, true);
        sum.setBigInt64(offset, value, true);
      }
      return left;
    }),
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function textCode(): FakeLibrary {
  const texts: bigint[] = [];
  return {
    text_length: nativeCode(["pointer"], "i64", ({ memory }, [text]) =>
      text === 0n ? -1n : BigInt(memory.readBytesUntilNul(text).length),
    ),
    pick_text: nativeCode(["i32"], "pointer", ({ memory }, [index]) => {
      if (index < 0) return 0n;
      return (texts[index] ??= memory.allocateText(index === 0 ? "plain" : "caffè ☕"));
    }),
    same_text: nativeCode(["pointer", "pointer"], "i32", ({ memory }, [left, right]) =>
      memory.readText(left) === memory.readText(right) ? 1 : 0,
    ),
  };
}

function outCode(): FakeLibrary {
  let numbers: bigint | undefined;
  return {
    divide: nativeCode(
      ["i32", "i32", "pointer", "pointer"],
      "bool",
      ({ memory }, [dividend, divisor, quotient, remainder]) => {
        if (divisor === 0) return false;
        memory.view(quotient, 4).setInt32(0, Math.trunc(dividend / divisor), true);
        memory.view(remainder, 4).setInt32(0, dividend % divisor, true);
        return true;
      },
    ),
    split: nativeCode(["f64", "pointer", "pointer"], "void", ({ memory }, [value, whole, fraction]) => {
      memory.view(whole, 4).setInt32(0, Math.trunc(value), true);
      memory.view(fraction, 8).setFloat64(0, value - Math.trunc(value), true);
    }),
    double_it: nativeCode(["pointer"], "void", ({ memory }, [value]) => {
      const view = memory.view(value, 8);
      view.setBigInt64(0, view.getBigInt64(0, true) * 2n, true);
    }),
    give_numbers: nativeCode(["pointer"], "i64", ({ memory }, [place]) => {
      if (numbers === undefined) {
        numbers = memory.allocate(12);
        const view = memory.view(numbers, 12);
        [10, 20, 30].forEach((value, index) => view.setInt32(index * 4, value, true));
      }
      memory.view(place, 8).setBigUint64(0, numbers, true);
      return 3n;
    }),
  };
}

function variadicCode(): FakeLibrary {
  return {
    sum_values: nativeVariadicCode(["pointer"], "f64", ({ memory }, [kinds], extras) =>
      [...memory.readText(kinds)].reduce((sum, kind, index) => {
        const value = extras[index] as NativeValue;
        switch (kind) {
          case "s":
            return sum + memory.readBytesUntilNul(value as bigint).length;
          case "p":
            return sum + (value === 0n ? 0 : (memory.bytes(value as bigint, 1)[0] as number));
          case "S": {
            const view = viewOf(value as Uint8Array);
            return sum + view.getInt8(0) + view.getUint8(1) + view.getInt16(2, true);
          }
          default:
            return sum + Number(value);
        }
      }, 0),
    ),
  };
}

function errnoCode(): FakeLibrary {
  return {
    fail_with: nativeCode(["i32"], "i32", (world, [reason]) => {
      if (reason < 0) return world.errno;
      if (reason > 0) world.errno = reason;
      return reason === 0 ? 7 : -1;
    }),
    fail_text: nativeCode(["i32"], "pointer", (world, [reason]) => {
      if (reason > 0) world.errno = reason;
      return reason === 0 ? world.memory.allocateText("fine") : 0n;
    }),
    fail_halve: nativeCode(["f64", "pointer"], "f64", (world, [value, place]) => {
      if (value < 0) world.errno = 33;
      world.memory.view(place, 8).setFloat64(0, value, true);
      return value / 2;
    }),
  };
}

function callbackCode(): FakeLibrary {
  return {
    apply: nativeCode(["pointer", "i32"], "i32", (world, [target, value]) => Number(called(world, target, value))),
    apply_twice: nativeCode(["pointer", "f64"], "f64", (world, [target, value]) =>
      Number(called(world, target, called(world, target, value))),
    ),
    apply_or: nativeCode(["pointer", "i32"], "i32", (world, [target, value]) =>
      target === 0n ? -1 : Number(called(world, target, value)),
    ),
    tell: nativeCode(["pointer"], "i32", (world, [listener]) => {
      const text = world.memory.allocateText("native text");
      const result = called(world, listener, text);
      world.memory.free(text);
      return Number(result);
    }),
    visit: nativeCode(["pointer", "u64", "pointer"], "void", (world, [numbers, length, visitor]) => {
      for (let place = numbers; place < numbers + length * 4n; place += 4n) {
        world.call(visitor, world.memory.view(place, 4).getInt32(0, true), place);
      }
    }),
  };
}

function called(world: NativeWorld, target: bigint, ...values: readonly NativeValue[]): NativeValue {
  // The functions that the cases pass all return something.
  return world.call(target, ...values) as NativeValue;
}
