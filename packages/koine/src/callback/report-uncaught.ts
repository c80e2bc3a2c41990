/** Exceptions of functions that C called while JavaScript waited for no call that they could come out of. */
import { FfiError } from "@koine/diagnostics";

/**
 * Gives an exception to the runtime as an uncaught one. A timer runs in every runtime, also where native code called from outside
 * of all JavaScript.
 *
 * @param label Names the function: `callback of "on_row"`.
 */
export function reportUncaught(label: string, cause: unknown): void {
  setTimeout(() => {
    throw new FfiError("FFI_CALLBACK_THREW", `${label} threw, and JavaScript waits for no native call`, {
      hint: "catch the error inside of the function",
      cause,
    });
  });
}
