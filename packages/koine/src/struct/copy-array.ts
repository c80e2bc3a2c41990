/** Arrays that C only reads: copied to memory that lives for one call. */
import { layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { allocate } from "../memory/allocate.ts";
import { writeValue } from "../memory/codec.ts";
import type { Memory } from "../memory/memory.ts";
import { pointerCodec } from "../memory/pointer.ts";
import type { NativePointer } from "../memory/pointer.ts";
import { keepInRegion } from "../memory/region.ts";
import { translationOf } from "../types/translation-of.ts";
import { structClassOf } from "./struct-class.ts";

/** What an array is copied for. */
export interface ArrayCopy {
  readonly element: CType;
  /** Whether an element that is zero follows. */
  readonly isTerminated: boolean;
  /** Names the array in errors. */
  readonly path: string;
  readonly defer?: Memory["defer"];
}

/**
 * Copies an array's elements. What they point to lives as long as the memory of the pointer.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` with the index of the element that is not accepted.
 */
export function copyArray(values: readonly unknown[], copy: ArrayCopy): NativePointer {
  const { element, isTerminated, path, defer } = copy;
  // The public type hides what the class is.
  const pointer = allocate(element, values.length + (isTerminated ? 1 : 0)) as unknown as NativePointer;
  const { byteLength } = layoutOf(element, currentBackend().target);
  const resolved = resolveAlias(element);
  // Zero may stand for something else in a translation.
  const mayEnd = isTerminated && translationOf(resolved) === undefined;
  const isRecord = resolved.kind === "struct" || resolved.kind === "union";
  const packer = isRecord ? structClassOf(resolved).packer : undefined;
  const view = pointer.viewAt(0, byteLength * values.length);
  const memory = { view, pointers: pointerCodec, keep: keepInRegion(pointer.region, 0), defer };
  for (const [index, value] of values.entries()) {
    if (mayEnd) assertNotZero(value, element, `${path}[${index}]`);
    const isPacked = typeof value === "object" && value !== null && packer?.(value, view, index * byteLength) === true;
    if (!isPacked) writeValue(element, memory, index * byteLength, value, `${path}[${index}]`);
  }
  return pointer;
}

/** An element that is zero would end the array for C. */
function assertNotZero(value: unknown, element: CType, path: string): void {
  if (value !== null && value !== 0 && value !== 0n) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: ${describeValue(value)} would end the array for C`, {
    hint: "leave it out: Koine adds the end itself",
    details: { path, received: value, type: typeName(element) },
  });
}
