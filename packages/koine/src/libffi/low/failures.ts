/**
 * What happens to an exception of a closure: it comes out of the call through libffi during which it happened. C cannot be
 * unwound, so it waits here until that call has ended.
 */
import { reportUncaught } from "../../callback/report-uncaught.ts";

/** Calls through libffi in progress, and what closures threw since the innermost began. */
export interface FailureState {
  depth: number;
  hasFailed: boolean;
  failure: unknown;
}

/** The state of this environment. */
export const failures: FailureState = { depth: 0, hasFailed: false, failure: undefined };

/** Takes an exception of a closure. Without a call that it could come out of, it becomes an uncaught one. */
export function failClosure(error: unknown): void {
  if (failures.depth > 0) {
    if (failures.hasFailed) return;
    failures.hasFailed = true;
    failures.failure = error;
    return;
  }
  reportUncaught("a closure of libffi", error);
}

/** Throws what a closure threw during the call that just ended, if one did. */
export function rethrowFailure(): void {
  if (!failures.hasFailed) return;
  const { failure } = failures;
  failures.hasFailed = false;
  failures.failure = undefined;
  throw failure;
}

/** Ends a call through libffi, even one that was refused: what a closure threw during it comes before what the call itself threw. */
export function endCall(): void {
  failures.depth--;
  rethrowFailure();
}
