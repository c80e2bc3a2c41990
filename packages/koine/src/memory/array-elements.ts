/** Writes the elements of arrays that are copied for C: for a call, or for as long as the memory that points to them. */
import { layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { translationOf } from "../types/translation-of.ts";
import type { Memory, WriteQuickly, WriteValue } from "./memory.ts";

/** What an array is copied for. */
export interface ArrayCopy {
  readonly element: CType;
  /** Whether an element that is zero follows. */
  readonly isTerminated: boolean;
  /** Names the array in errors. */
  readonly path: string;
  /** Writes some elements without the codec. */
  readonly writeQuickly?: WriteQuickly | undefined;
}

/**
 * Writes elements one after another.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` with the index of the element that is not accepted.
 */
export function writeElements(
  values: ArrayLike<unknown>,
  { element, isTerminated, path, writeQuickly }: ArrayCopy,
  memory: Memory,
  writeValue: WriteValue,
): void {
  const { byteLength } = layoutOf(element, currentBackend().target);
  // Zero may stand for something else in a translation.
  const mayEnd = isTerminated && translationOf(resolveAlias(element)) === undefined;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (mayEnd) assertNotZero(value, element, `${path}[${index}]`);
    const isWritten =
      typeof value === "object" && value !== null && writeQuickly?.(value, memory.view, index * byteLength);
    if (isWritten !== true) writeValue(element, memory, index * byteLength, value, `${path}[${index}]`);
  }
}

/** An element that is zero would end the array for C. */
function assertNotZero(value: unknown, element: CType, path: string): void {
  if (value !== null && value !== 0 && value !== 0n) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: ${describeValue(value)} would end the array for C`, {
    hint: "leave it out: Koine adds the end itself",
    details: { path, received: value, type: typeName(element) },
  });
}

/**
 * Copies an array to memory that lives as long as what its address is written to, and writes the address there.
 *
 * @param offset Where the address is written.
 * @throws {FfiError} `FFI_UNSUPPORTED` when nothing would keep the copy alive, and what {@link writeElements} throws.
 */
export function writeArrayCopy(
  values: ArrayLike<unknown>,
  copy: ArrayCopy,
  { memory, offset }: { readonly memory: Memory; readonly offset: number },
  writeValue: WriteValue,
): void {
  const { keep, pointers, defer } = memory;
  if (keep === undefined) {
    throw new FfiError("FFI_UNSUPPORTED", `${copy.path}: nothing would keep the array alive`, {
      hint: "allocate memory for it, and write a pointer to that",
      details: { path: copy.path, type: typeName(copy.element) },
    });
  }
  const { byteLength, alignment } = layoutOf(copy.element, currentBackend().target);
  // At least one byte, so that there is an address.
  const whole = Math.max(1, (values.length + (copy.isTerminated ? 1 : 0)) * byteLength);
  const buffer = new ArrayBuffer(whole + alignment - 1);
  const start = currentBackend().addressOf(buffer);
  const padding = Number((BigInt(alignment) - (start % BigInt(alignment))) % BigInt(alignment));
  const view = new DataView(buffer, padding, whole);
  const kept: object[] = [view.buffer];
  const room: Memory = { view, pointers, defer, keep: (_, object) => void kept.push(object) };
  writeElements(values, copy, room, writeValue);
  memory.view.setBigUint64(offset, start + BigInt(padding), true);
  keep(offset, kept);
}
