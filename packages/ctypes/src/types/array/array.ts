/** Array types: of a fixed number of elements, and the flexible array at the end of a struct. */
import type { ArrayType, CType } from "../../model.ts";
import { assertStorable, hasFlexibleArray, notAllowed } from "../check/assert-allowed.ts";
import { assertCount } from "../check/assert-input.ts";

/**
 * Makes the type of arrays of `length` elements.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if `length` is negative or no integer, or if there are no arrays of such
 * elements; `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.6.2
 */
export function array<TElement extends CType, TLength extends number>(
  element: TElement,
  length: TLength,
): ArrayType<TElement, TLength> {
  assertElement(element, "array(): element");
  assertCount(length, "array(): length");
  return Object.freeze({ kind: "array", element, length });
}

/**
 * Makes the type of a flexible array member, C's `T name[]`: the last member of a struct, of any length.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.2.1p18
 */
export function flexibleArray<TElement extends CType>(element: TElement): ArrayType<TElement, null> {
  assertElement(element, "flexibleArray(): element");
  return Object.freeze({ kind: "array", element, length: null });
}

function assertElement(element: CType, place: string): void {
  assertStorable(element, place);
  if (hasFlexibleArray(element)) throw notAllowed(element, place, "its size is not fixed: use c.pointer to it");
}
