/**
 * Function pointers that native code keeps. Making one takes machine code and memory for ever, because nobody knows when native
 * code has forgotten it; so released ones are used again, late: by then a mistaken call has had time to show.
 */
import { typeName } from "@koine/ctypes";
import type { CallbackType } from "@koine/ctypes";
import type { CallSignature } from "@koine/engine";
import type { Backend, CallbackEntry, RefusalReason } from "../backend/contract.ts";
import { selectUsed } from "../backend/generated-source.ts";
import { currentBackend } from "../backend/select.ts";
import { toHalves } from "../memory/pointer.ts";
import { callWatchOf } from "./call-watch.ts";
import { translateCallback } from "./callback-translation.ts";
import type { TranslatedCallback } from "./callback-translation.ts";
import { callbackSignature, renderCallbackDefault } from "./callback-values.ts";
import { defaultResultBytes } from "./default-result.ts";
import { warnOfRefusal } from "./refusal-warning.ts";
import { callbackRunBindings, renderCallbackRun } from "./shim-source.ts";
import type { RunnableSlot } from "./shim-source.ts";

/** One function pointer. */
export interface LastingSlot {
  readonly low: number;
  readonly high: number;
  readonly entry: CallbackEntry;
  /** The user's function; `undefined` while it is released. */
  callee: ((...values: never[]) => unknown) | undefined;
  /** Number of the call in progress during which it threw; it is not entered again before that call ends. */
  failedIn: number;
  /** Calls that were refused when it was released. */
  refusedCount: number;
  /** Whether native code called it after its release; it is not used again then. */
  isCalledLate: boolean;
  /** Whether the process stays alive for it. */
  isKept: boolean;
  /** How often it was used; tells an old handle from a new one. */
  generation: number;
}

/** Released pointers of one type that must be there before the oldest is used again. */
export const quarantineLength = 256;

/** Runs what a function pointer leads to. */
type EnterSlot = (slot: LastingSlot) => void;

let keptCount = 0;

/** The function pointers of one callback type. */
export class LastingSlots {
  readonly label: string;
  readonly #translated: TranslatedCallback;
  readonly #signature: CallSignature;
  readonly #backend: Backend;
  readonly #defaultBytes: Uint8Array;
  /** In the order of release. Those before the oldest are in use again. */
  #released: LastingSlot[] = [];
  #oldest = 0;
  readonly #enters = new Map<ArrayBuffer, EnterSlot>();

  /** @throws {FfiError} `FFI_UNSUPPORTED`, and what {@link defaultResultBytes} throws. */
  constructor(type: CallbackType, backend: Backend) {
    this.#backend = backend;
    this.label = `callback ${typeName(type)}`;
    this.#translated = translateCallback(type, this.label);
    this.#defaultBytes = defaultResultBytes(this.#translated.type, this.label, backend);
    this.#signature = callbackSignature(this.#translated.type, this.label, backend);
  }

  /** Gives a function pointer that leads to a function. */
  take(callee: (...values: never[]) => unknown): LastingSlot {
    const slot = this.#findReleased() ?? this.#create();
    slot.callee = callee;
    slot.failedIn = 0;
    slot.generation += 1;
    slot.entry.setCallable(true);
    this.#countLive(1);
    return slot;
  }

  /** Ends what a function pointer leads to. */
  release(slot: LastingSlot): void {
    if (slot.callee === undefined) return;
    slot.callee = undefined;
    slot.entry.setCallable(false);
    this.keepAlive(slot, false);
    this.#countLive(-1);
    this.#released.push(slot);
  }

  /** Says whether the process stays alive for calls of a function pointer; it does while there is one such. */
  keepAlive(slot: LastingSlot, isKept: boolean): void {
    if (slot.isKept === isKept) return;
    slot.isKept = isKept;
    keptCount += isKept ? 1 : -1;
    if (keptCount === (isKept ? 1 : 0)) this.#backend.keepAlive(isKept);
  }

  /** A pointer that native code called in the meantime is never used again: it will call once more. */
  #findReleased(): LastingSlot | undefined {
    while (this.#released.length - this.#oldest > quarantineLength) {
      const slot = this.#released[this.#oldest++] as LastingSlot;
      if (this.#oldest > quarantineLength) {
        this.#released = this.#released.slice(this.#oldest);
        this.#oldest = 0;
      }
      if (!slot.isCalledLate && slot.entry.refusedCallCount() === slot.refusedCount) return slot;
    }
    return undefined;
  }

  #create(): LastingSlot {
    const { threads } = this.#translated.type;
    let enter: EnterSlot | undefined;
    const entry = this.#backend.createCallback({
      signature: this.#signature,
      defaultResult: this.#defaultBytes,
      enter: () => (enter ??= this.#enterOf(entry))(slot),
      onRefused: (reason) => this.#report(reason),
      lasting: { threads },
    });
    const { low, high } = toHalves(entry.address);
    const slot: LastingSlot = {
      low,
      high,
      entry,
      callee: undefined,
      failedIn: 0,
      refusedCount: entry.refusedCallCount(),
      isCalledLate: false,
      isKept: false,
      generation: 0,
    };
    return slot;
  }

  /** Slots whose arguments lie in the same memory find them at the same places. */
  #enterOf(entry: CallbackEntry): EnterSlot {
    const enter = this.#enters.get(entry.memory) ?? this.#compile(entry);
    this.#enters.set(entry.memory, enter);
    return enter;
  }

  #compile(entry: CallbackEntry): EnterSlot {
    const watch = callWatchOf(this.#backend);
    const runnable = { entry, defaultBytes: this.#defaultBytes, translated: this.#translated };
    const body = renderLasting(runnable, this.#backend);
    const own = {
      watch,
      release: (slot: LastingSlot) => this.release(slot),
      late: (slot: LastingSlot) => this.#reportOnce(slot),
      fail: (slot: LastingSlot, error: unknown) => {
        slot.failedIn = watch.current;
        watch.fail(this.label, error);
      },
    };
    const values = callbackRunBindings(runnable, { label: this.label, backend: this.#backend, prefix: "" });
    return this.#backend.compile(body, selectUsed(body, { ...values, ...own })) as EnterSlot;
  }

  #countLive(change: 1 | -1): void {
    const { liveCallbacks, guard } = this.#backend;
    liveCallbacks[0] = (liveCallbacks[0] ?? 0) + change;
    liveCallbacks[2] = (liveCallbacks[2] ?? 0) + change;
    if (change === 1) guard.begin();
    else guard.end();
  }

  /** On the stack of a coroutine the thunk comes here without a question. */
  #reportOnce(slot: LastingSlot): void {
    if (slot.isCalledLate) return;
    slot.isCalledLate = true;
    this.#report("late");
  }

  #report(reason: RefusalReason): void {
    warnOfRefusal(this.#backend, reason, {
      called: `native code called a ${this.label}`,
      late: "after it was released",
      remedy: "release it only when native code has forgotten it",
      threadRemedy: 'declare it with threads: "any"',
    });
  }
}

function renderLasting(slot: RunnableSlot, { target }: Backend): string {
  const { lifetime } = slot.translated.type;
  const giveDefault = renderCallbackDefault(slot.defaultBytes, "");
  const run = renderCallbackRun(slot, { prefix: "", target, callee: "$callee", fail: ["$fail($slot, $error);"] });
  return [
    "return function enterCallback($slot) {",
    "  const $callee = $slot.callee;",
    `  if ($callee === undefined) { $late($slot); ${giveDefault} return; }`,
    `  if ($slot.failedIn !== 0 && $slot.failedIn === $watch.current) { ${giveDefault} return; }`,
    ...(lifetime === "once" ? ["  $release($slot);"] : []),
    ...run.map((line) => `  ${line}`),
    "}",
  ].join("\n");
}

const slotsByType = new WeakMap<CallbackType, LastingSlots>();

/** Gives the function pointers of a type. */
export function lastingSlotsOf(type: CallbackType): LastingSlots {
  let slots = slotsByType.get(type);
  if (slots === undefined) {
    slots = new LastingSlots(type, currentBackend());
    slotsByType.set(type, slots);
  }
  return slots;
}
