/** Tells a wrong type from a value out of range. */
import { describeValue } from "@koine/diagnostics";
import type { FfiErrorCode } from "@koine/diagnostics";
import type { ScalarRule } from "../function/scalar-rule.ts";

/** What an error says of a value that a rule has refused. */
export interface Mismatch {
  readonly code: FfiErrorCode;
  readonly received: string;
  readonly hint: string | undefined;
}

/** More members than these nobody reads in an error. */
const shownMemberCount = 12;

function describeNames(names: NonNullable<ScalarRule["names"]>): string {
  const shown = Object.entries(names).map(([name, value]) => `${name} (${value})`);
  const rest = shown.length > shownMemberCount ? ` and ${shown.length - shownMemberCount} more` : "";
  return `its members are ${shown.slice(0, shownMemberCount).join(", ")}${rest}`;
}

/** Tells a wrong type from a value out of range, and describes the value. The rule has refused the value. */
export function describeMismatch(rule: ScalarRule, value: unknown): Mismatch {
  const isInteger = rule.form !== "boolean" && rule.form !== "float";
  const isRightType = isInteger && (typeof value === "number" || (typeof value === "bigint" && rule.form !== "number"));
  return {
    code: isRightType ? "FFI_ARGUMENT_RANGE" : "FFI_ARGUMENT_TYPE",
    received: describeValue(value),
    hint: rule.names === undefined ? hintForSign(rule, value) : describeNames(rule.names),
  };
}

/** Says how 32 bits that are meant are written: `|` and `~` of JavaScript give signed numbers, headers state unsigned ones. */
function hintForSign({ minimum, maximum }: ScalarRule, value: unknown): string | undefined {
  if (typeof value !== "number" || !Number.isInteger(value)) return undefined;
  if (minimum === 0n && maximum === 0xffff_ffffn && value === (value | 0)) {
    return "`|` and `~` of JavaScript give signed numbers; where the bits are meant, `(a | b) >>> 0` is the unsigned one";
  }
  if (maximum === 0x7fff_ffffn && value === value >>> 0) {
    return "where its 32 bits are meant, `value | 0` is the signed number that has them";
  }
  return undefined;
}
