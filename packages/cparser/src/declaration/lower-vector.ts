/**
 * GNU vectors of a single declaration as descriptors: how many elements are in so many bytes. What C's typedefs call vectors is in
 * `vector-names.ts`.
 */
import { types } from "@koine/ctypes";
import type { CType, IntegerName, VectorElement, VectorType } from "@koine/ctypes";
import type { VectorAttribute } from "./declaration-parts.ts";
import { LoweringFailure } from "./lowering-failure.ts";

/** Sizes in bytes of the elements that are equally large everywhere. */
const elementByteLengths: ReadonlyMap<string, number> = new Map<IntegerName | "float" | "double", number>([
  ["char", 1],
  ["signed char", 1],
  ["unsigned char", 1],
  ["int8_t", 1],
  ["uint8_t", 1],
  ["short", 2],
  ["unsigned short", 2],
  ["int16_t", 2],
  ["uint16_t", 2],
  ["char16_t", 2],
  ["int", 4],
  ["unsigned int", 4],
  ["int32_t", 4],
  ["uint32_t", 4],
  ["char32_t", 4],
  ["float", 4],
  ["long long", 8],
  ["unsigned long long", 8],
  ["int64_t", 8],
  ["uint64_t", 8],
  ["double", 8],
]);

/**
 * Gives the vector that an attribute asks for.
 *
 * @param element What the attribute stands at.
 * @throws {LoweringFailure} If there is no such vector, or no descriptor for it.
 * @see GCC manual, "Vector Extensions"
 */
export function lowerVector(element: CType, { attribute, value, place }: VectorAttribute): VectorType {
  const resolved = resolve(element);
  if (!isElement(resolved)) {
    const help = "write the attribute at a basic type, or give the vector by name, such as c.vector(c.float, 4)";
    throw new LoweringFailure("the elements of a vector are integers, float or double", help, place);
  }
  const elementLength = elementByteLengths.get(resolved.name);
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

function resolve(type: CType): CType {
  return type.kind === "alias" ? resolve(type.target) : type;
}
