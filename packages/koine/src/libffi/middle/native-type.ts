/** libffi's descriptions of values in native memory. What they say is decided in `@koine/engine`, `libffi/libffi-type.ts`. */
import type { Target } from "@koine/ctypes";
import { describeLibffiType } from "@koine/engine";
import type { LibffiType, SignatureValue } from "@koine/engine";
import { allocateType, allocateTypes, typeOf } from "../low/index.ts";
import type { TypePointer } from "../low/index.ts";

/** A description in native memory, and the memory that must live as long. */
export interface NativeType {
  readonly pointer: TypePointer;
  readonly owned: readonly object[];
}

/**
 * Gives the description of a value.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for an empty struct, which libffi cannot pass.
 */
export function nativeTypeOf(value: SignatureValue | "void", target: Target): NativeType {
  return allocateNativeType(describeLibffiType(value, target));
}

/** Puts a description into native memory. */
export function allocateNativeType(type: LibffiType): NativeType {
  if (type.kind === "basic") return { pointer: typeOf(type.name), owned: [] };
  const elements = type.elements.map(allocateNativeType);
  const array = allocateTypes(elements.map(({ pointer }) => pointer));
  const pointer = allocateType({ size: type.byteLength, alignment: type.alignment, elements: array });
  return { pointer, owned: [pointer, array, ...elements.flatMap(({ owned }) => owned)] };
}
