/**
 * The errors that Koine throws at run time. What input files get instead (diagnostics, never thrown) is in `report/`.
 */
import type { FfiErrorCode } from "./error-codes.ts";

/** What an {@link FfiError} is made of. */
export interface FfiErrorOptions {
  /** What the user can do about it, one sentence. */
  readonly hint?: string | undefined;
  /** The facts as data: names, positions, expected and received values. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** The error that caused this one. */
  readonly cause?: unknown;
}

/** The base of every error that Koine throws on purpose. */
export class FfiError extends Error {
  /** Which mistake this is; the table `errorCodes` explains each. */
  readonly code: FfiErrorCode;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** The facts of this error as data. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: FfiErrorCode, message: string, options: FfiErrorOptions = {}) {
    // JavaScript may pass null.
    const { hint, cause, details } = (options as FfiErrorOptions | null) ?? {};
    const text = hint === undefined ? message : `${message}\n  hint: ${hint}`;
    super(text, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.details = Object.freeze({ ...details });
  }

  static {
    // On the prototype, so that a stack trace reads "FfiError" without an own property on each instance.
    Object.defineProperty(this.prototype, "name", { value: "FfiError", configurable: true, writable: true });
  }
}
