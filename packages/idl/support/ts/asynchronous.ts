/** Calls that end later: their callback, their cancellation, and the promise. */
import { FfiError } from "koine";
import type { CType, Pointer } from "koine";

/** What can be cancelled: the functions of the library's cancel tokens. */
export interface CancelTokens<TToken extends CType> {
  readonly create: () => Pointer<TToken> | null;
  readonly cancel: (token: Pointer<TToken> | null) => void;
  readonly destroy: (token: Pointer<TToken> | null) => void;
}

/** What a call that can be cancelled takes. */
export interface CancelOptions {
  /** Asks the library to give up. What the promise is rejected with is the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** How a call is started: with the callback that ends it, and a token if it can be cancelled. */
export interface AsyncCall<
  TArguments extends readonly unknown[],
  TResult,
  TKept extends KeptCallback,
  TToken extends CType,
> {
  /** The type of the native callback, which is called once. */
  readonly callback: CallbackFactory<TArguments, TKept>;
  /** Reads what the callback received: the result, or an error that is thrown. */
  readonly read: (...received: TArguments) => TResult;
  readonly start: (callback: TKept, token: Pointer<TToken> | null) => void;
  readonly tokens?: CancelTokens<TToken>;
  readonly signal?: AbortSignal | undefined;
}

/** Makes callbacks that C keeps. */
export interface CallbackFactory<TArguments extends readonly unknown[], TKept extends KeptCallback> {
  readonly create: (onCall: (...received: TArguments) => void) => TKept;
}

/** A callback that C keeps. */
export interface KeptCallback {
  ref(): unknown;
  release(): void;
}

/** Starts a call and gives the promise of its result. */
export async function startAsync<
  TArguments extends readonly unknown[],
  TResult,
  TKept extends KeptCallback,
  TToken extends CType,
>(call: AsyncCall<TArguments, TResult, TKept, TToken>): Promise<TResult> {
  const { signal, tokens } = call;
  if (signal !== undefined && typeof (signal as Partial<AbortSignal>).throwIfAborted !== "function") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `signal: expected an AbortSignal, got ${typeof signal}`);
  }
  signal?.throwIfAborted();
  const token = signal === undefined ? null : (tokens?.create() ?? null);
  const cancel = () => tokens?.cancel(token);
  signal?.addEventListener("abort", cancel);
  try {
    return await new Promise<TResult>((resolve, reject) => {
      const callback = call.callback.create((...received) => {
        try {
          resolve(call.read(...received));
        } catch (error) {
          reject(signal?.aborted === true ? (signal.reason as Error) : (error as Error));
        }
      });
      callback.ref();
      try {
        call.start(callback, token);
      } catch (error) {
        callback.release();
        throw error;
      }
    });
  } finally {
    signal?.removeEventListener("abort", cancel);
    if (token !== null) tokens?.destroy(token);
  }
}
