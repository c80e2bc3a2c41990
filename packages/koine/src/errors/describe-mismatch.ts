/** Tells a wrong type from a value out of range. */
import { describeValue } from "@koine/diagnostics";
import type { FfiErrorCode } from "@koine/diagnostics";
import type { ScalarRule } from "../function/scalar-rule.ts";

/** Tells a wrong type from a value out of range, and describes the value. The rule has refused the value. */
export function describeMismatch(rule: ScalarRule, value: unknown): { code: FfiErrorCode; received: string } {
  const isInteger = rule.form !== "boolean" && rule.form !== "float";
  const isRightType = isInteger && (typeof value === "number" || (typeof value === "bigint" && rule.form !== "number"));
  return { code: isRightType ? "FFI_ARGUMENT_RANGE" : "FFI_ARGUMENT_TYPE", received: describeValue(value) };
}
