/** How much of the stack values may take that go by value: calls and callbacks copy them there. */
import { layoutOf, resolveAlias } from "@koine/ctypes";
import type { CType, Target } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { largestFrameByteLength } from "@koine/engine";

/** Gives the bytes of what goes by value and may be large. */
export function recordsByteLength(types: readonly CType[], target: Target): number {
  return types.reduce((sum, type) => sum + recordByteLength(type, target), 0);
}

function recordByteLength(type: CType, target: Target): number {
  const resolved = resolveAlias(type);
  return resolved.kind === "struct" || resolved.kind === "union" ? layoutOf(resolved, target).byteLength : 0;
}

/** Who takes values: in words, and the name of the function if it is one. */
export interface ValueTaker {
  readonly label: string;
  readonly function?: string;
}

/**
 * Refuses what no stack has room for.
 *
 * @param values What is taken: `"arguments"`.
 * @throws {FfiError} `FFI_UNSUPPORTED`.
 */
export function assertStackRoom({ label, ...details }: ValueTaker, values: string, byteLength: number): void {
  if (byteLength <= largestFrameByteLength) return;
  throw new FfiError(
    "FFI_UNSUPPORTED",
    `${label}: the ${values} need ${byteLength} bytes of stack, more than ${largestFrameByteLength}`,
    {
      hint: "pass pointers to large values instead",
      details: { ...details, capability: "structsByValue", byteLength },
    },
  );
}
