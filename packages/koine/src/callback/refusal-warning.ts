/**
 * Warnings of calls that native code made to a callback and that got its default result: there is no caller in JavaScript that
 * could be told by an error.
 */
import type { Backend, RefusalReason } from "../backend/contract.ts";

/** What warnings say of a callback. */
export interface RefusalWords {
  /** That native code called, and which callback. */
  readonly called: string;
  /** When a call is too late. */
  readonly late: string;
  /** What to do against late calls. */
  readonly remedy: string;
  /** What to do about calls of other threads. */
  readonly threadRemedy: string;
}

/** Warns that a callback was called and could not be run. */
export function warnOfRefusal(backend: Backend, reason: RefusalReason, words: RefusalWords): void {
  const { when, remedy, code } = describeRefusal(reason, words);
  backend.emitWarning(`${words.called} ${when}, and got its default result; ${remedy}`, code);
}

interface RefusalDescription {
  readonly when: string;
  readonly remedy: string;
  readonly code: string;
}

function describeRefusal(reason: RefusalReason, words: RefusalWords): RefusalDescription {
  switch (reason) {
    case "late":
      return { when: words.late, remedy: words.remedy, code: "FFI_CALLBACK_RELEASED" };
    case "thread":
      return {
        when: "on a thread that may not run JavaScript",
        remedy: words.threadRemedy,
        code: "FFI_CALLBACK_THREAD",
      };
    case "stack":
      return {
        when: "on a stack that it made itself",
        remedy: 'declare the function that was called with stack: "caller"',
        code: "FFI_CALLBACK_THREAD",
      };
    default:
      return reason satisfies never;
  }
}
