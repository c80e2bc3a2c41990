/** Opaque types: a name without a definition. */
import type { OpaqueType } from "../../model.ts";
import { assertName } from "../check/assert-input.ts";

const known = new Map<string, OpaqueType>();

/**
 * Makes an incomplete type, which exists only behind a pointer. Pointers to opaque types of different names are not
 * exchangeable in TypeScript. Those of one name are one object, whoever asks for it: calls compare types before names.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if the name is not a C identifier; `FFI_ARGUMENT_TYPE`.
 */
export function opaque<const TName extends string>(name: TName): OpaqueType<TName> {
  let type = known.get(name);
  if (type === undefined) {
    assertName(name, "opaque(): name");
    type = Object.freeze({ kind: "opaque", name });
    known.set(name, type);
  }
  // It was kept under its name.
  return type as OpaqueType<TName>;
}
