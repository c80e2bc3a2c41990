/** What C gets from a callback that threw or cannot be entered. */
import { layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { CallbackType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import type { Backend } from "../backend/contract.ts";
import { scalarRule } from "../function/scalar-rule.ts";
import { assertAccepted, writeScalar, writeValue } from "../memory/codec.ts";
import { pointerCodec } from "../memory/pointer.ts";

/**
 * Gives the bytes of a callback's declared default result, in whole words. Without a declaration they are 0.
 *
 * @param label The callback in words, for errors.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` when the result type does not accept
 *   the default.
 */
export function defaultResultBytes(type: CallbackType, label: string, backend: Backend): Uint8Array {
  const result = resolveAlias(type.signature.result);
  const { onThrow } = type;
  if (result.kind === "void") return new Uint8Array(0);
  const bytes = new Uint8Array(Math.ceil(layoutOf(result, backend.target).byteLength / 8) * 8);
  if (onThrow === undefined || onThrow === null) return bytes;
  const view = new DataView(bytes.buffer);
  const path = `${label}: onThrow`;
  const rule = scalarRule(result, backend.target);
  if (rule !== undefined) {
    assertAccepted(rule, onThrow, path);
    if (rule.scalar === "f32" || rule.scalar === "f64") writeScalar(rule, view, 0, onThrow as number);
    // Narrow integers fill their register.
    else view.setBigUint64(0, BigInt.asUintN(64, BigInt(onThrow as number | bigint | boolean)), true);
  } else if (["struct", "union", "complex", "vector", "float"].includes(result.kind)) {
    writeValue(result, { view, pointers: pointerCodec }, 0, onThrow, path);
  } else {
    throw new FfiError("FFI_DECLARATION_TYPE", `${path} ${describeValue(onThrow)} cannot be a ${typeName(result)}`, {
      hint: "results that are pointers have no default other than null",
    });
  }
  return bytes;
}
