/** The error of vectors where calls go through libffi, which has no description of them. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";

/**
 * Makes the error of a vector, or of a struct or union with one, that libffi would have to pass by value.
 *
 * @param place What it was to be passed as, in words.
 * @param details What the error says besides the type.
 * @returns `FFI_UNSUPPORTED`.
 */
export function unsupportedVector(
  type: CType,
  place?: string,
  details: Readonly<Record<string, unknown>> = {},
): FfiError {
  const what = resolveAlias(type).kind === "vector" ? "a vector" : "which has a vector";
  const message = `libffi cannot pass ${typeName(type)}, ${what}, by value`;
  return new FfiError("FFI_UNSUPPORTED", place === undefined ? message : `${place}: ${message}`, {
    hint: "pass a pointer to it instead",
    details: { type: typeName(type), ...details, capability: "vectors" },
  });
}
