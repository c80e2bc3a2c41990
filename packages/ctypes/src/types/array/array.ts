/** Array types: of a fixed number of elements, and the flexible array at the end of a struct. */
import { hasFlexibleArray } from "../../layout/flexible-array.ts";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import type { ArrayForm, ArrayType, CountedArrayType, CType, IntegerType } from "../../model.ts";
import { assertStorable, notAllowed } from "../check/assert-allowed.ts";
import { assertCount, assertName, assertOptions } from "../check/assert-input.ts";

/** Integer types of one byte: their arrays may be text or bytes. */
export type ByteType = IntegerType<"char" | "signed char" | "unsigned char" | "int8_t" | "uint8_t">;

/** An array type with the other forms that its values can have. */
export interface ArrayForms<TElement extends CType, TLength extends number> extends ArrayType<
  TElement,
  TLength,
  "elements"
> {
  /**
   * `char name[n]` as a string: UTF-8 up to the first NUL, or to the end. What is written must leave room for a NUL; the rest
   * is filled with NULs. Only arrays of one-byte integers have this form.
   */
  readonly string: TElement extends ByteType ? ArrayType<TElement, TLength, "string"> : never;
  /**
   * The array as a copied `Uint8Array`. What is written has exactly its length. Only arrays of one-byte integers have this
   * form.
   */
  readonly bytes: TElement extends ByteType ? ArrayType<TElement, TLength, "bytes"> : never;
}

const byteNames: ReadonlySet<string> = new Set<ByteType["name"]>([
  "char",
  "signed char",
  "unsigned char",
  "int8_t",
  "uint8_t",
]);

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
): ArrayForms<TElement, TLength> {
  assertElement(element, "array(): element");
  assertCount(length, "array(): length");
  const type = makeArray(element, length, "elements");
  const resolved = resolveAlias(element);
  if (resolved.kind === "integer" && byteNames.has(resolved.name)) {
    // Not enumerable: what a type is remains plain data.
    Object.defineProperties(type, {
      string: { value: Object.freeze(makeArray(element, length, "string")) },
      bytes: { value: Object.freeze(makeArray(element, length, "bytes")) },
    });
  }
  // The properties were defined where the element has them.
  return Object.freeze(type) as ArrayForms<TElement, TLength>;
}

function makeArray<TElement extends CType, TLength extends number | null, TForm extends ArrayForm>(
  element: TElement,
  length: TLength,
  form: TForm,
): ArrayType<TElement, TLength, TForm> {
  return { kind: "array", element, length, form };
}

/** What a flexible array has besides its elements. */
export interface FlexibleArrayOptions<TCount extends string = string> {
  /** Name of the member of the same struct that holds the number of elements. */
  readonly length: TCount;
}

/**
 * Makes the type of a flexible array member, C's `T name[]`: the last member of a struct, of any length.
 *
 * @param options Which member holds the number of elements. Without one, whoever makes or views the struct says how many there
 *   are.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.2.1p18
 */
export function flexibleArray<TElement extends CType, const TCount extends string>(
  element: TElement,
  options: FlexibleArrayOptions<TCount>,
): CountedArrayType<TElement, TCount>;
export function flexibleArray<TElement extends CType>(element: TElement): ArrayType<TElement, null, "elements">;
export function flexibleArray<TElement extends CType>(
  element: TElement,
  options?: FlexibleArrayOptions,
): ArrayType<TElement, null, "elements"> {
  assertElement(element, "flexibleArray(): element");
  const type = makeArray(element, null, "elements");
  if (options === undefined) return Object.freeze(type);
  assertOptions(options, ["length"], "flexibleArray()");
  assertName(options.length, 'flexibleArray(): option "length"');
  return Object.freeze({ ...type, count: options.length });
}

function assertElement(element: CType, place: string): void {
  assertStorable(element, place);
  if (hasFlexibleArray(element)) throw notAllowed(element, place, "its size is not fixed: use c.pointer to it");
}
