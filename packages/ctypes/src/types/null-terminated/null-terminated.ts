/** Arrays that end with a zero: `char **`, as of `argv`, and lists of pointers or integers. */
import { representationOf } from "../../layout/representation-of.ts";
import type { CType, NullTerminatedType } from "../../model.ts";
import { assertStorable, notAllowed } from "../check/assert-allowed.ts";

const terminable: ReadonlySet<CType["kind"]> = new Set(["string", "pointer", "integer", "enum"]);

/**
 * Makes the type of a pointer to elements that end with a null pointer or a zero. JavaScript passes an array, and Koine adds
 * the end; as a result it gives an array.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if the elements have no zero that could end them; `FFI_ARGUMENT_TYPE`.
 */
export function nullTerminated<TElement extends CType>(element: TElement): NullTerminatedType<TElement> {
  assertStorable(element, "nullTerminated(): element");
  if (!terminable.has(representationOf(element).kind)) {
    throw notAllowed(element, "nullTerminated(): element", "use strings, pointers or integers");
  }
  return Object.freeze({ kind: "null-terminated", element });
}
