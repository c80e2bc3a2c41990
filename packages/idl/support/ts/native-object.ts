/**
 * Objects of the native library: who owns them, how they end, and what using one that ended gives. The classes of the
 * generated modules are built on it.
 */
import { FfiError } from "koine";
import type { Pointer } from "koine";

/** Frees a native object. */
export type Destroy = (pointer: Pointer<unknown>) => void;

/** The key under which an object holds its native side. */
export const native: unique symbol = Symbol("native");

/** The native side of an object. */
export class NativeState {
  #pointer: Pointer<unknown> | null;
  readonly #destroy: Destroy | null;

  /** @param destroy `null` for an object that is only lent. */
  constructor(pointer: Pointer<unknown>, destroy: Destroy | null) {
    this.#pointer = pointer;
    this.#destroy = destroy;
  }

  /** Gives the address, as long as the object lives. */
  use(name: string): Pointer<unknown> {
    if (this.#pointer !== null) return this.#pointer;
    throw new FfiError("FFI_USE_AFTER_FREE", `this ${name} was disposed, or was lent to a callback that has returned`, {
      hint: "use it before dispose, and copy what a callback should keep",
    });
  }

  /** Ends the object; once, whoever asks. */
  release(): void {
    const pointer = this.#pointer;
    this.#pointer = null;
    if (pointer !== null) this.#destroy?.(pointer);
  }
}

const forgotten = new FinalizationRegistry<NativeState>((state) => {
  state.release();
});

/** An object of the native library. `using` or `[Symbol.dispose]()` ends it; the garbage collector does so at some time. */
export abstract class NativeObject implements Disposable {
  declare readonly [native]: NativeState;

  constructor(pointer: Pointer<unknown>, destroy: Destroy) {
    attach(this, new NativeState(pointer, destroy));
  }

  /** Ends the native object. Later use throws `FFI_USE_AFTER_FREE`; a second dispose does nothing. */
  [Symbol.dispose](): void {
    const state = this[native];
    forgotten.unregister(state);
    state.release();
  }
}

/** A class of native objects. */
export interface NativeClass<TObject extends NativeObject> {
  readonly prototype: TObject;
}

/** Wraps an object that the library gave to its caller; `null` for one that the library keeps. */
export function adopt<TObject extends NativeObject>(
  type: NativeClass<TObject>,
  pointer: Pointer<unknown>,
  destroy: Destroy | null,
): TObject {
  return attach(Object.create(type.prototype) as TObject, new NativeState(pointer, destroy));
}

/** Wraps an object for the length of a callback; the caller releases its state afterwards. */
export function lend<TObject extends NativeObject>(
  type: NativeClass<TObject>,
  pointer: Pointer<unknown>,
  lent: NativeState[],
): TObject {
  const state = new NativeState(pointer, null);
  lent.push(state);
  return attach(Object.create(type.prototype) as TObject, state);
}

/** Ends what was lent to a callback. */
export function takeBack(lent: readonly NativeState[]): void {
  for (const state of lent) state.release();
}

function attach<TObject extends NativeObject>(object: TObject, state: NativeState): TObject {
  Object.defineProperty(object, native, { value: state });
  forgotten.register(object, state, state);
  return object;
}
