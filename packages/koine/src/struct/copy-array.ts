/** Arrays that C only reads: copied to memory that lives for one call. */
import { layoutOf, resolveAlias } from "@koine/ctypes";
import { currentBackend } from "../backend/select.ts";
import { allocateForCall } from "../memory/allocate.ts";
import { writeElements } from "../memory/array-elements.ts";
import type { ArrayCopy } from "../memory/array-elements.ts";
import { writeValue } from "../memory/codec.ts";
import type { Memory } from "../memory/memory.ts";
import { pointerCodec } from "../memory/pointer.ts";
import type { NativePointer } from "../memory/pointer.ts";
import { keepInRegion } from "../memory/region.ts";
import { structClassOf } from "./struct-class.ts";

/**
 * Copies an array's elements. What they point to lives as long as the memory of the pointer.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` with the index of the element that is not accepted.
 */
export function copyArray(
  values: readonly unknown[],
  copy: ArrayCopy & { readonly defer?: Memory["defer"] },
): NativePointer {
  const { element, isTerminated, defer } = copy;
  const pointer = allocateForCall(element, values.length + (isTerminated ? 1 : 0));
  const { byteLength } = layoutOf(element, currentBackend().target);
  const resolved = resolveAlias(element);
  const isRecord = resolved.kind === "struct" || resolved.kind === "union";
  const packer = isRecord ? structClassOf(resolved).packer : undefined;
  const view = pointer.viewAt(0, byteLength * values.length);
  const memory = { view, pointers: pointerCodec, keep: keepInRegion(pointer.region, 0), defer };
  writeElements(values, { ...copy, writeQuickly: packer }, memory, writeValue);
  return pointer;
}
