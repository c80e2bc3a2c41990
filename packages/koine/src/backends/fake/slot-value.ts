/** Reads and writes the scalars in call and callback slots, as machine code does: as wide as the C type, little-endian. */
import { slotByteLength } from "@koine/engine";
import type { Scalar } from "@koine/engine";
import type { NativeScalar } from "./native-code.ts";

/** Reads the scalar in a slot. */
export function readSlot(slots: DataView, slot: number, scalar: Scalar): NativeScalar {
  const offset = slot * slotByteLength;
  switch (scalar) {
    case "bool":
      return slots.getUint8(offset) !== 0;
    case "i8":
      return slots.getInt8(offset);
    case "u8":
      return slots.getUint8(offset);
    case "i16":
      return slots.getInt16(offset, true);
    case "u16":
      return slots.getUint16(offset, true);
    case "i32":
      return slots.getInt32(offset, true);
    case "u32":
      return slots.getUint32(offset, true);
    case "f32":
      return slots.getFloat32(offset, true);
    case "f64":
      return slots.getFloat64(offset, true);
    case "i64":
      return slots.getBigInt64(offset, true);
    case "u64":
    case "pointer":
      return slots.getBigUint64(offset, true);
    default:
      return scalar satisfies never;
  }
}

/** Writes a scalar to a slot; integers below 32 bits are widened to 32. */
export function writeSlot(slots: DataView, slot: number, scalar: Scalar, value: NativeScalar): void {
  const offset = slot * slotByteLength;
  switch (scalar) {
    case "bool":
    case "i8":
    case "u8":
    case "i16":
    case "u16":
    case "i32":
    case "u32":
      slots.setInt32(offset, narrow(scalar, Number(value)), true);
      return;
    case "f32":
      slots.setFloat32(offset, Number(value), true);
      return;
    case "f64":
      slots.setFloat64(offset, Number(value), true);
      return;
    case "i64":
    case "u64":
    case "pointer":
      slots.setBigUint64(offset, BigInt.asUintN(64, BigInt(value)), true);
      return;
    default:
      scalar satisfies never;
  }
}

function narrow(scalar: "bool" | "i8" | "u8" | "i16" | "u16" | "i32" | "u32", value: number): number {
  switch (scalar) {
    case "bool":
      return value === 0 ? 0 : 1;
    case "i8":
      return (value << 24) >> 24;
    case "u8":
      return value & 0xff;
    case "i16":
      return (value << 16) >> 16;
    case "u16":
      return value & 0xffff;
    default:
      return value | 0;
  }
}
