/**
 * GNU vectors of a single declaration as descriptors: how many elements are in so many bytes. What C's typedefs call vectors is in
 * `vector-names.ts`.
 */
import { fixedElementByteLength, resolveAlias, types } from "@koine/ctypes";
import type { CType, VectorElement, VectorType } from "@koine/ctypes";
import type { VectorAttribute } from "./declaration-parts.ts";
import { LoweringFailure } from "./lowering-failure.ts";

/**
 * Gives the vector that an attribute asks for.
 *
 * @param element What the attribute stands at.
 * @throws {LoweringFailure} If there is no such vector, or no descriptor for it.
 * @see GCC manual, "Vector Extensions"
 */
export function lowerVector(element: CType, { attribute, value, place }: VectorAttribute): VectorType {
  const resolved = resolveAlias(element);
  if (!isElement(resolved)) {
    const help = "write the attribute at a basic type, or give the vector by name, such as c.vector(c.float, 4)";
    throw new LoweringFailure("the elements of a vector are integers, float or double", help, place);
  }
  const elementLength = fixedElementByteLength(resolved);
  if (elementLength === undefined) {
    const help = "write a type that has one size, such as int64_t, or give the vector by name: c.vector(c.long, 2)";
    throw new LoweringFailure(`how large ${resolved.name} is depends on the system`, help, place);
  }
  const length = attribute === "vector_size" ? value / elementLength : value;
  if (!Number.isInteger(Math.log2(length)) || length < 1) {
    const help = "write the size in bytes, such as 16 for four floats";
    throw new LoweringFailure("the size of a vector must be that of 1, 2, 4, 8, … elements", help, place);
  }
  const byteLength = length * elementLength;
  if (byteLength < 8 || byteLength > 64) {
    const help = "write an array, or a struct that has one";
    throw new LoweringFailure(`a vector of ${byteLength} bytes has no descriptor: only 8, 16, 32 and 64`, help, place);
  }
  return types.vector(resolved, length);
}

/** Values are typed arrays, which have 64 bits as bigints. */
function isElement(type: CType): type is VectorElement {
  return type.kind === "float" ? type.name !== "long double" : type.kind === "integer" && type.policy === "exact";
}
