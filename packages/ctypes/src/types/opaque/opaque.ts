/** Opaque types: a name without a definition. */
import type { OpaqueType } from "../../model.ts";
import { assertName } from "../check/assert-input.ts";

/**
 * Makes an incomplete type, which exists only behind a pointer. Pointers to opaque types of different names are not
 * exchangeable in TypeScript.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if the name is not a C identifier; `FFI_ARGUMENT_TYPE`.
 */
export function opaque<const TName extends string>(name: TName): OpaqueType<TName> {
  assertName(name, "opaque(): name");
  return Object.freeze({ kind: "opaque", name });
}
