/** What a callback throws while C runs: it is kept until C has returned, so that nothing that C made is lost. */
import { FfiError } from "koine";

/** The failures of one call's callbacks. */
export class CallbackFailure {
  #failure: { readonly error: unknown } | null = null;

  /** Keeps what the callback throws and gives `otherwise` to C; after that the callback is not called again. */
  guard<TArguments extends readonly unknown[], TResult>(
    callback: (...values: TArguments) => TResult,
    otherwise: TResult,
  ): (...values: TArguments) => TResult {
    return (...values) => {
      if (this.#failure !== null) return otherwise;
      try {
        return callback(...values);
      } catch (error) {
        this.#failure = { error };
        return otherwise;
      }
    };
  }

  /** Finishes the call; what a callback threw is thrown after the result was taken and ended. */
  settle<TResult>(finish: () => TResult): TResult {
    if (this.#failure === null) return finish();
    try {
      end(finish());
    } catch {
      // The library failed because the callback did.
    }
    throw this.#failure.error;
  }
}

/** Checks that a callback is a function. */
export function requireFunction(callback: unknown, name: string): void {
  if (typeof callback === "function") return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${name}: expected a function, got ${typeof callback}`);
}

/** Ends the objects of a result that nobody gets. */
function end(value: unknown): void {
  if (value instanceof Map) for (const item of value.values()) end(item);
  else if (Array.isArray(value)) for (const item of value) end(item);
  else if (typeof value === "object" && value !== null && Symbol.dispose in value)
    (value as Disposable)[Symbol.dispose]();
}
