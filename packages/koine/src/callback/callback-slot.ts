/**
 * Callbacks with lifetime "call": one function pointer per parameter of a bound function, which leads to whatever JavaScript
 * function the call in progress was given. Making such a callback costs nothing per call.
 */
import type { CallbackType } from "@koine/ctypes";
import type { Backend, CallbackEntry, RefusalReason } from "../backend/contract.ts";
import { toHalves } from "../memory/pointer.ts";
import type { TranslatedCallback } from "./callback-translation.ts";
import { takeReadyWord } from "./ready-word.ts";
import type { ReadyWord } from "./ready-word.ts";
import { warnOfRefusal } from "./refusal-warning.ts";
import type { RefusalWords } from "./refusal-warning.ts";
import { planShim } from "./shim-source.ts";

/** One call in progress that was given a JavaScript function. */
export interface CallbackFrame {
  readonly callee: (...values: unknown[]) => unknown;
  /** Whether the function threw; from then on native code gets the default and JavaScript is not entered any more. */
  hasFailed: boolean;
  failure: unknown;
  /** The frame of the call around this one, for the same parameter. */
  readonly outer: CallbackFrame | undefined;
}

/** The function pointer of one callback parameter, and the frames of the calls in progress. */
export interface CallbackSlot {
  readonly low: number;
  readonly high: number;
  frame: CallbackFrame | undefined;
  /** What {@link readiness} gives for the frame of the call that serves callbacks just now, if that was given a function. */
  readonly ready: ReadyWord;
  readonly entry: CallbackEntry;
  /** The result that C gets when JavaScript gives none. */
  readonly defaultBytes: Uint8Array;
  readonly translated: TranslatedCallback;
  /** Says that native code called after the call that the function was passed to; once. */
  readonly late: () => void;
}

/** Gives 1 for a call whose function may be run, and 0 where C gets the default, or there is no function. */
export function readiness(frame: CallbackFrame | undefined): 0 | 1 {
  return frame === undefined || frame.hasFailed ? 0 : 1;
}

/**
 * Makes the function pointer for a callback parameter.
 *
 * @param label The parameter in words, for errors: `qsort(): argument 4 "compare"`.
 * @throws {FfiError} `FFI_UNSUPPORTED`, `FFI_DECLARATION_TYPE`.
 */
export function createCallbackSlot(type: CallbackType, label: string, backend: Backend): CallbackSlot {
  const shim = planShim(type, label, backend);
  const state: { -readonly [K in keyof CallbackSlot]?: CallbackSlot[K] } = { frame: undefined };
  const slot = state as CallbackSlot;
  // The shim needs the slot's argument places and the entry needs the shim: the shim is compiled at the first call.
  let run: (() => void) | undefined;
  const entry = backend.createCallback({
    signature: shim.signature,
    enter: () => (run ??= shim.compile(slot))(),
    defaultResult: shim.defaultBytes,
    onRefused: (reason) => warnOnce(reason),
  });
  const warned = new Set<RefusalReason>();
  const warnOnce = (reason: RefusalReason): void => {
    if (warned.has(reason)) return;
    warned.add(reason);
    warnOfRefusal(backend, reason, { called: `${label}: native code called the callback`, ...callWords });
  };
  const { defaultBytes, translated } = shim;
  const ready = takeReadyWord(backend);
  const late = (): void => warnOnce("late");
  Object.assign(state, toHalves(entry.address), { ready, entry, defaultBytes, translated, late });
  return slot;
}

const callWords: Omit<RefusalWords, "called"> = {
  late: "after the call that it was passed to",
  remedy: 'where native code keeps a callback, its type has lifetime "until", and `create` makes it',
  threadRemedy: 'declare it with lifetime "until" and threads: "any"',
};
