/** Descriptors that `@koine/ctypes` refuses: what C can declare is more than what can be described. */
import { FfiError } from "@koine/diagnostics";

/** Gives what is made, or `undefined` where no such descriptor or layout is possible. */
export function unlessRefused<TResult>(make: () => TResult): TResult | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof FfiError)) throw error;
    return undefined;
  }
}
