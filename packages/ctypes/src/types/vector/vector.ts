/** Vector types: GNU C's `__attribute__((vector_size(n)))`, Intel's `__m128` and its like, Arm's `float32x4_t` and its like. */
import { FfiError } from "@koine/diagnostics";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import { typeName } from "../../layout/type-name.ts";
import { assertVectorByteLength } from "../../layout/vector-layout.ts";
import type { AliasType, CType, VectorElement, VectorType } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertCType, assertCount } from "../check/assert-input.ts";

/** What can be given as the element of a vector: its type, or another name of it. */
export type VectorElementInput = VectorElement | AliasType<string, VectorElement>;

type ElementOf<TElement extends VectorElementInput> =
  TElement extends AliasType<string, infer TTarget extends VectorElement>
    ? TTarget
    : TElement extends VectorElement
      ? TElement
      : never;

/**
 * Makes the type of vectors of `length` lanes: `c.vector(c.float, 4)` is `__m128` and `float32x4_t`. Values are typed arrays of the
 * element in JavaScript, and copies; any array of as many elements is taken.
 *
 * Vectors of 8 and 16 bytes are passed and returned by value. Those of 32 and 64 bytes lie in memory and go by pointer: which way they
 * travel by value depends on how the library was compiled.
 *
 * @param element An integer type other than `wchar_t`, without `.number` or `.wrap`; `float` or `double`.
 * @param length Number of lanes: a power of two, so that the vector has 8, 16, 32 or 64 bytes.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`.
 * @example
 * ```ts
 * import { c } from "koine";
 *
 * const m128 = c.vector(c.float, 4);
 * type m128 = c.Infer<typeof m128>; // Float32Array
 * ```
 * @see GCC manual, "Vector Extensions"
 */
export function vector<TElement extends VectorElementInput, TLength extends number>(
  element: TElement,
  length: TLength,
): VectorType<ElementOf<TElement>, TLength> {
  const place = "vector(): element";
  assertCType(element, place);
  const resolved = resolveAlias(element);
  if (!isVectorElement(resolved)) throw notAllowed(element, place, "vectors are of integers, float or double");
  if (resolved.kind === "integer" && resolved.policy !== "exact") {
    throw notAllowed(
      element,
      place,
      `values are typed arrays, in which 64 bits are bigints: leave out .${resolved.policy}`,
    );
  }
  assertCount(length, "vector(): length");
  if (length === 0 || !Number.isInteger(Math.log2(length))) throw notPowerOfTwo(resolved, length);
  // Aliases were seen through, which TypeScript does not know of a generic type.
  const type = { kind: "vector", element: resolved as ElementOf<TElement>, length } as const;
  assertVectorByteLength(type);
  return Object.freeze(type);
}

function isVectorElement(type: CType): type is VectorElement {
  if (type.kind === "float") return type.name !== "long double";
  return type.kind === "integer" && type.name !== "wchar_t";
}

function notPowerOfTwo(element: VectorElement, length: number): FfiError {
  return new FfiError("FFI_DECLARATION_TYPE", `vector(): length must be a power of two, got ${length}`, {
    hint: "the number of lanes, such as 4 for four floats in 16 bytes",
    details: { element: typeName(element), length },
  });
}
