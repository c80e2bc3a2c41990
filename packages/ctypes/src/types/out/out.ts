/** Out-parameters: pointers through which C gives results. */
import { hasFlexibleArray } from "../../layout/flexible-array.ts";
import type { CType, InOutType, OutType } from "../../model.ts";
import { assertStorable, notAllowed } from "../check/assert-allowed.ts";

/**
 * Makes an out-parameter: C gets a pointer to room for one value, JavaScript does not pass it and gets the value as a
 * result.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if there are no values of that type; `FFI_ARGUMENT_TYPE`.
 */
export function out<TTarget extends CType>(target: TTarget): OutType<TTarget> {
  assertTarget(target, "out(): target");
  return Object.freeze({ kind: "out", target });
}

/**
 * Makes an in-out-parameter: JavaScript passes the first value, C changes it in place, and it comes back as a result.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if there are no values of that type; `FFI_ARGUMENT_TYPE`.
 */
export function inout<TTarget extends CType>(target: TTarget): InOutType<TTarget> {
  assertTarget(target, "inout(): target");
  return Object.freeze({ kind: "inout", target });
}

function assertTarget(target: CType, place: string): void {
  assertStorable(target, place);
  if (target.kind === "callback") throw notAllowed(target, place, "a function pointer is c.pointer(c.fn(...))");
  if (hasFlexibleArray(target)) throw notAllowed(target, place, "its size is not fixed");
}
