/** Functions that take one value of each kind and say what they got, for tests of wrong arguments. */
import { c } from "koine";
import type { CType, FunctionType } from "koine";

/** After so many calls a function is compiled for itself, and the optimiser knows its callers. */
export const warmCalls = 20_000;

const Color = c.enum("Color", { RED: 0, GREEN: 5, BLUE: -3 });
const Point = c.struct("Point", { x: c.int, y: c.int });
/** Types that prototypes of these functions name. */
export const acceptTypes: Readonly<Record<string, CType>> = { Point };
const named = (...parameterNames: string[]) => ({ parameterNames });

/** The functions of `native/accept.c`. */
export const acceptFunctions: Readonly<Record<string, FunctionType>> = {
  take_bool: c.fn([c.bool], c.bool, named("flag")),
  take_i8: c.fn([c.i8], c.i8, named("value")),
  take_u8: c.fn([c.u8], c.u8, named("value")),
  take_i16: c.fn([c.i16], c.i16, named("value")),
  take_u16: c.fn([c.u16], c.u16, named("value")),
  take_i32: c.fn([c.int, c.int], c.int, named("first", "second")),
  take_u32: c.fn([c.u32], c.u32, named("value")),
  take_i64: c.fn([c.i64], c.i64, named("value")),
  take_u64: c.fn([c.u64], c.u64, named("value")),
  take_float: c.fn([c.float], c.float, named("value")),
  take_double: c.fn([c.double], c.double, named("value")),
  take_text: c.fn([c.string], c.usize, named("text")),
  take_bytes: c.fn([c.bytes, c.usize], c.long, named("bytes", "length")),
  take_pointer: c.fn([c.pointer(c.int)], c.uintptr, named("numbers")),
  take_point: c.fn([c.pointer(Point)], c.int, named("point")),
  take_point_value: c.fn([Point], c.longlong, named("point")),
  take_color: c.fn([Color], c.int, named("color")),
  take_callback: c.fn([c.callback([c.int], c.int), c.int], c.int, named("callback", "value")),
  take_inout: c.fn([c.inout(c.u8)], c.void, named("value")),
  take_nothing: c.fn([], c.int),
};

/** Right arguments of each function, with which it is warmed. */
export const rightArguments: Readonly<Record<string, readonly unknown[]>> = {
  take_bool: [true],
  take_i8: [-1],
  take_u8: [255],
  take_i16: [-300],
  take_u16: [65535],
  take_i32: [1, 2],
  take_u32: [2 ** 32 - 1],
  take_i64: [-5],
  take_u64: [5n],
  take_float: [1.5],
  take_double: [2.5],
  take_text: ["text"],
  take_bytes: [new Uint8Array([1, 2, 3]), 3],
  take_pointer: [new Int32Array([1])],
  take_point: [null],
  take_point_value: [{ x: 3, y: 4 }],
  take_color: [5],
  take_callback: [(value: number) => value, 1],
  take_inout: [1],
  take_nothing: [],
};

/** Makes a buffer whose memory was given away. */
export function detached(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
