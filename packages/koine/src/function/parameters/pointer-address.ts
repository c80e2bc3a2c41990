/**
 * How a pointer's address is taken, once it is known to be a pointer: it must lead to a type that goes with the declared one, and
 * its memory must not have ended. What is usual is decided by the wrapper's own source, everything else, and every refusal, by
 * a function that is called from there, so that wrappers stay small.
 */
import { resolveAlias } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { bufferPlaces, findBufferPlace, isStillThere } from "../../memory/buffer-place.ts";
import { AcceptedPointees } from "../../memory/pointee.ts";
import { findPointer } from "../../memory/pointer-of.ts";
import { NativePointer } from "../../memory/pointer.ts";
import type { AddressHalves } from "../../memory/pointer.ts";
import type { ArgumentErrors } from "../argument-errors.ts";

/** What one parameter takes for an address. */
export interface AddressRequest {
  readonly index: number;
  readonly pointee: CType;
  readonly isNullable: boolean;
  /** Whether buffers lend their memory. */
  readonly hasBuffers: boolean;
  /** Whether values that have a pointer (callbacks, struct instances) are asked for it; elsewhere that was done before. */
  readonly asksForPointer: boolean;
}

/** Where `NULL` leads. */
export const nullPlace: AddressHalves = { low: 0, high: 0 };

/** Renders an expression that is true for pointers to the type that was accepted last, which is the declared one at first. */
export function renderIsPointer(index: number, variable: string, pointee: CType): string {
  const isPointer = `${variable} instanceof $NativePointer`;
  // Whatever a pointer leads to, C takes it for a pointer to void.
  return isVoid(pointee) ? isPointer : `${isPointer} && ${variable}.type === $accepted${index}.last`;
}

function isVoid(pointee: CType): boolean {
  return resolveAlias(pointee).kind === "void";
}

/** Renders an expression of what has the address, in `low` and `high`; it refuses all values that have none. */
export function renderPlace(index: number, variable: string, isPointer: string): string {
  return `${isPointer} && ${renderIsAlive(variable)} ? ${variable} : $findPlace${index}(${variable}, $errors)`;
}

/** Compared with `true`, because V8 does not know that there are booleans alone, and asks what else may count as true. */
export function renderIsAlive(variable: string): string {
  return `${variable}.region.isAlive === true`;
}

/** Gives the values that these sources name. */
export function addressBindings(request: AddressRequest): Readonly<Record<string, unknown>> {
  const { index, pointee } = request;
  const accepted = new AcceptedPointees(pointee);
  return {
    [`accepted${index}`]: accepted,
    [`findPlace${index}`]: (value: unknown, errors: ArgumentErrors) => findPlace(request, accepted, { value, errors }),
    nullPlace,
  };
}

/** The same where buffers are taken and nothing else. */
export function bufferBindings(index: number): Readonly<Record<string, unknown>> {
  return { [`findPlace${index}`]: (value: unknown, errors: ArgumentErrors) => findBuffer(index, { value, errors }) };
}

interface PassedValue {
  readonly value: unknown;
  readonly errors: ArgumentErrors;
}

/** Finds the address of a value, or throws why it has none. */
function findPlace(request: AddressRequest, accepted: AcceptedPointees, { value, errors }: PassedValue): AddressHalves {
  const { index, isNullable, hasBuffers, asksForPointer } = request;
  if (value === null && isNullable) return nullPlace;
  const pointer = asksForPointer ? askForPointer(index, { value, errors }) : value;
  if (pointer instanceof NativePointer) {
    const { type, region } = pointer as NativePointer;
    if (!accepted.accepts(type)) throw errors.wrongArgument(index, value);
    if (!region.isAlive) throw errors.freedArgument(index, pointer as NativePointer);
    return pointer as NativePointer;
  }
  if (!hasBuffers) throw errors.wrongArgument(index, value);
  return findBuffer(index, { value, errors });
}

/** Gives the pointer of a value that has one, and all others as they are. */
function askForPointer(index: number, { value, errors }: PassedValue): unknown {
  try {
    return findPointer(value) ?? value;
  } catch (error) {
    throw error instanceof FfiError ? errors.refusedPointer(index, value, error) : error;
  }
}

/** Finds the address of a buffer that was not seen before or has changed, or throws why there is none. */
function findBuffer(index: number, { value, errors }: PassedValue): AddressHalves {
  // Whatever it is, a map may be asked.
  const buffer = value as ArrayBufferView;
  const place = bufferPlaces.get(buffer) ?? findBufferPlace(buffer);
  if (place === undefined) throw errors.wrongArgument(index, value);
  if (buffer.byteLength !== place.byteLength && !isStillThere(buffer, place)) {
    throw errors.detachedArgument(index, value);
  }
  return place;
}
