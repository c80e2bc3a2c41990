/** Names a value that stands where an address is wanted: of pointers, what they lead to. */
import { typeName } from "@koine/ctypes";
import { describeValue } from "@koine/diagnostics";
import { isForeignPointer, NativePointer } from "../memory/pointer.ts";

/** Describes a value in an error. */
export function describePassed(value: unknown): string {
  if (isForeignPointer(value)) return "a Pointer of another copy of koine";
  if (!(value instanceof NativePointer)) return describeValue(value);
  const { type } = value as NativePointer;
  return `a Pointer to ${typeName(type)}`;
}
