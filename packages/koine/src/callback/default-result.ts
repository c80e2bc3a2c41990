/** What C gets from a callback that threw or cannot be entered. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CallbackType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import type { Backend } from "../backend/contract.ts";
import { describeMismatch } from "../errors/describe-mismatch.ts";
import { accepts, scalarRule } from "../function/scalar-rule.ts";

/**
 * Gives the bits of a callback's declared default result, as wide as a register. Without a declaration they are 0.
 *
 * @param label The callback in words, for errors.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` when the result type does not accept
 *   the default.
 */
export function defaultResultBits(type: CallbackType, label: string, backend: Backend): bigint {
  const result = resolveAlias(type.signature.result);
  const { onThrow } = type;
  if (result.kind === "void" || onThrow === undefined || onThrow === null) return 0n;
  const rule = scalarRule(result, backend.target);
  if (rule === undefined) {
    const received = describeValue(onThrow);
    throw new FfiError("FFI_DECLARATION_TYPE", `${label}: onThrow ${received} cannot be a ${typeName(result)}`, {
      hint: "only scalar results have a default other than null",
    });
  }
  if (!accepts(rule, onThrow)) {
    const { code, received } = describeMismatch(rule, onThrow);
    throw new FfiError(code, `${label}: onThrow: expected ${rule.expected}, got ${received}`);
  }
  const view = new DataView(new ArrayBuffer(8));
  if (rule.scalar === "f32") view.setFloat32(0, onThrow as number, true);
  else if (rule.scalar === "f64") view.setFloat64(0, onThrow as number, true);
  else view.setBigUint64(0, BigInt.asUintN(64, BigInt(onThrow as number | bigint | boolean)), true);
  return view.getBigUint64(0, true);
}
