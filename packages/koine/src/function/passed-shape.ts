/** The shapes of values that are passed by value; errors name who passes them. */
import type { CType, Target } from "@koine/ctypes";
import { shapeOfType, vectorPlace } from "@koine/engine";
import type { ValueShape } from "@koine/engine";
import { relocate } from "../memory/read-place.ts";

/**
 * Gives the shape of a type that no slot holds.
 *
 * @param label What is passed, in words, for errors.
 * @throws {FfiError} `FFI_UNSUPPORTED` for vectors, and structs with vectors, that travel in no one way.
 */
export function passedShape(type: CType, target: Target, label: () => string): ValueShape {
  try {
    return shapeOfType(type, target);
  } catch (error) {
    throw relocate(error, label(), vectorPlace);
  }
}
