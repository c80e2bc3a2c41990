/** Which vectors are passed by value: those that travel one way, however a library was compiled. */
import { findVectorObstacle, typeName } from "@koine/ctypes";
import type { Target, VectorObstacle, VectorType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";

/** What errors name as the place of a vector; who knows the place puts it in its stead. */
export const vectorPlace = "by value";

const reasons: Readonly<Record<VectorObstacle, string>> = {
  wide: "it depends on how the function was compiled",
  "lone double": "compilers differ in it",
};

/**
 * Asserts that a vector, by itself or in a struct, can be passed by value.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED`.
 */
export function assertPassable(type: VectorType, target: Target): void {
  const obstacle = findVectorObstacle(type, target);
  if (obstacle === undefined) return;
  const message = `${vectorPlace}: how ${typeName(type)} is passed is not certain: ${reasons[obstacle]}`;
  throw new FfiError("FFI_UNSUPPORTED", message, {
    hint: "pass a pointer to it, through a function of C that takes one if need be",
    details: { path: vectorPlace, capability: "vectors", type: typeName(type), target: target.triple },
  });
}
