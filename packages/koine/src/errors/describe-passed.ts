/** Names a value that stands where an address is wanted: of pointers, what they lead to. */
import { typeName } from "@koine/ctypes";
import { describeValue } from "@koine/diagnostics";
import { isForeignPointer, NativePointer } from "../memory/pointer.ts";

/** Describes a value in an error. */
export function describePassed(value: unknown): string {
  if (isForeignPointer(value)) return "a Pointer of another copy of koine";
  return isPointer(value) ? `a Pointer to ${typeName(value.type)}` : describeValue(value);
}

function isPointer(value: unknown): value is NativePointer {
  try {
    return value instanceof NativePointer;
  } catch {
    // A Proxy that was revoked, or whose handler throws.
    return false;
  }
}
