/** Callbacks that outlive a call, as users hold them. What native code calls is a slot (`lasting-slot.ts`). */
import type { Callback, CallbackType, FunctionType, Pointer } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { pointerOf } from "../memory/pointer-of.ts";
import { NativePointer } from "../memory/pointer.ts";
import { createRegion } from "../memory/region.ts";
import { lastingSlotsOf } from "./lasting-slot.ts";
import type { LastingSlot, LastingSlots } from "./lasting-slot.ts";

/** The implementation of every callback that outlives a call. Users get it as `Callback`. */
export class LastingCallback implements Callback {
  readonly #type: CallbackType;
  readonly #slots: LastingSlots;
  readonly #callee: (...values: never[]) => unknown;
  /** Taken when the pointer is first asked for: until then native code cannot have it, and nothing has to be kept. */
  #slot: LastingSlot | undefined;
  #generation = 0;
  #pointer: NativePointer<FunctionType> | undefined;
  #isEnded = false;
  #isKept = false;

  /** @internal Use `create` of a callback type. */
  constructor(type: CallbackType, callee: (...values: never[]) => unknown) {
    this.#type = type;
    this.#slots = lastingSlotsOf(type);
    this.#callee = callee;
  }

  get isReleased(): boolean {
    if (this.#isEnded) return true;
    const slot = this.#slot;
    // A callback of lifetime "once" ends by itself, and its slot may have gone to another since.
    this.#isEnded = slot !== undefined && (slot.callee === undefined || slot.generation !== this.#generation);
    return this.#isEnded;
  }

  get pointer(): Pointer {
    return this.nativePointer.toPublic();
  }

  /** @internal The pointer for those who check its type. */
  get nativePointer(): NativePointer<FunctionType> {
    if (this.isReleased) throw releasedCallback(this.#slots.label);
    return (this.#pointer ??= this.#expose());
  }

  release(): void {
    if (this.isReleased || this.#type.lifetime === "static") return;
    this.#isEnded = true;
    if (this.#slot !== undefined) this.#slots.release(this.#slot);
    // Not `freeRegion`, which notes where it was called: that costs more than all the rest.
    if (this.#pointer !== undefined) Object.assign(this.#pointer.region, { isAlive: false, ending: "was released" });
  }

  ref(): this {
    return this.#keep(true);
  }

  unref(): this {
    return this.#keep(false);
  }

  [Symbol.dispose](): void {
    this.release();
  }

  /** A callback that native code cannot have yet keeps nothing alive. */
  #keep(isKept: boolean): this {
    this.#isKept = isKept;
    if (this.#slot !== undefined && !this.isReleased) this.#slots.keepAlive(this.#slot, isKept);
    return this;
  }

  #expose(): NativePointer<FunctionType> {
    const slot = this.#slots.take(this.#callee);
    this.#slot = slot;
    this.#generation = slot.generation;
    this.#slots.keepAlive(slot, this.#isKept);
    return new NativePointer(this.#type.signature, slot.low, slot.high, createRegion(undefined), 0);
  }
}

// Parameters and struct members take a callback for its pointer.
Object.defineProperty(LastingCallback.prototype, pointerOf, {
  get(this: LastingCallback) {
    return this.nativePointer;
  },
});

/**
 * Makes a callback that lives until it is released.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for anything but a function, `FFI_UNSUPPORTED` for callbacks of lifetime `"call"` and
 *   for types that callbacks cannot pass.
 */
export function createCallback(type: CallbackType, callee: unknown): LastingCallback {
  if (type.lifetime === "call") {
    throw new FfiError("FFI_UNSUPPORTED", 'create(): a callback of lifetime "call" is made by passing a function', {
      hint: 'declare it with lifetime: "until" to keep it',
      details: { capability: "callbacks", lifetime: type.lifetime },
    });
  }
  if (typeof callee !== "function") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `create(): expected a function, got ${describeValue(callee)}`);
  }
  return new LastingCallback(type, callee as (...values: never[]) => unknown);
}

function releasedCallback(what: string): FfiError {
  return new FfiError("FFI_CALLBACK_RELEASED", `${what} was released`, {
    hint: "create another one, and release it only when native code has forgotten it",
  });
}
