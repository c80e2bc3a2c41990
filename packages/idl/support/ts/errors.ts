/** Errors that the library reports: where C writes them, and how they become exceptions. */
import { c } from "koine";
import type { Pointer } from "koine";
import { endWaiting } from "./callback-frames.ts";

/** An error that the library reported. Domains have classes of their own. */
export class ApiError extends Error {
  /** The number that the library gave; -1 is a failure without a name, -2 a panic of the library. */
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }

  static {
    Object.defineProperty(this.prototype, "name", { value: "ApiError", configurable: true, writable: true });
  }
}

/** Makes the exception for a code; `null` where the library gave no message. */
export type ToError = (code: number, message: string | null) => Error;

/** The error of calls that no domain belongs to. */
export const toApiError: ToError = (code, message) =>
  new ApiError(message ?? `the library failed with code ${String(code)}`, code);

/** What C writes an error to. */
export const NativeError = c.struct("native_error", { code: c.i32, message: c.pointer(c.char) });

/** What C writes an error to, in memory. */
export type ErrorSlot = ReturnType<typeof NativeError.create>;

/** Frees the message of an error and sets its code to 0. */
export type ClearError = (error: ErrorSlot) => void;

/** Hands out slots for errors, so that calls made while another call runs do not share one. */
export class ErrorSlots {
  readonly #unused: ErrorSlot[] = [];
  readonly #clear: ClearError;

  constructor(clear: ClearError) {
    this.#clear = clear;
  }

  /** Gives a slot without an error. */
  take(): ErrorSlot {
    return this.#unused.pop() ?? NativeError.create();
  }

  /** Takes the slot back, and throws if C wrote an error to it. */
  settle(slot: ErrorSlot, toError: ToError = toApiError): void {
    endWaiting();
    const { code } = slot;
    if (code === 0) {
      this.#unused.push(slot);
      return;
    }
    const message = readMessage(slot);
    this.#clear(slot);
    this.#unused.push(slot);
    throw toError(code, message);
  }
}

/** Throws the error that a callback was lent, if it is one. */
export function throwReceived(pointer: Pointer<typeof NativeError> | null, toError: ToError = toApiError): void {
  if (pointer === null) return;
  const error = NativeError.at(pointer);
  if (error.code !== 0) throw toError(error.code, readMessage(error));
}

/** What the library says; nothing is as good as an empty text. */
function readMessage({ message }: ErrorSlot): string | null {
  const text = message?.string();
  return text === undefined || text === "" ? null : text;
}
