/** Which results say that a call failed: C's -1 and `NULL`, the 0 of Windows, or what the function type says. */
import { representationOf } from "@koine/ctypes";
import type { FunctionType, Target } from "@koine/ctypes";
import { scalarRule } from "./scalar-rule.ts";

/**
 * Renders an expression that is true when the call failed, by `$result`, or by `$value`, what the caller would get, which the
 * type's own predicate `$isFailure` is asked about.
 */
export function renderFailure(type: FunctionType, target: Target): string {
  if (type.isFailure !== undefined) return "$isFailure($value)";
  // A translation comes after: what C gave decides.
  const result = representationOf(type.result);
  const rule = scalarRule(result, target);
  if (rule !== undefined) {
    // A BOOL that is FALSE, a count of nothing; what gives -1 has to be said.
    if (type.lastError !== undefined) return `$result === 0${rule.form === "bigint" ? "n" : ""}`;
    // In an unsigned type, -1 is the largest value.
    const failure = rule.minimum < 0n ? -1n : rule.maximum;
    return `$result === ${failure}${rule.form === "bigint" ? "n" : ""}`;
  }
  // Some functions return (void *)-1, as mmap does, and INVALID_HANDLE_VALUE is that.
  return result.kind === "pointer"
    ? "$result === null || ($result.low === -1 && $result.high === -1)"
    : "$result === null";
}
