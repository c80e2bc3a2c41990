/**
 * Objects of the native library: who owns them, how they end, and what using one that ended gives. The classes of the
 * generated modules are built on it.
 */
import { FfiError } from "koine";
import type { CType, Pointer } from "koine";
import { endSafely, now } from "./callback-frames.ts";
import type { Releasable } from "./callback-frames.ts";

/** Frees a native object. */
export type Destroy<TType extends CType> = (pointer: Pointer<TType>) => void;

/** The key under which an object holds its native side. */
export const native: unique symbol = Symbol("native");

/** The native side of an object. */
export class NativeState<TType extends CType = CType> {
  #pointer: Pointer<TType> | null;
  readonly #destroy: Destroy<TType> | null;
  readonly #born = now();

  /** @param destroy `null` for an object that is only lent. */
  constructor(pointer: Pointer<TType>, destroy: Destroy<TType> | null) {
    this.#pointer = pointer;
    this.#destroy = destroy;
  }

  /** Gives the address, as long as the object lives. */
  use(name: string): Pointer<TType> {
    if (this.#pointer !== null) return this.#pointer;
    throw new FfiError("FFI_USE_AFTER_FREE", `this ${name} was disposed, or was lent to a callback that has returned`, {
      hint: "use it before dispose, and copy what a callback should keep",
    });
  }

  /** Ends the object; once, whoever asks. In a callback, an object that the call around it may use ends with that call. */
  release(): void {
    const pointer = this.#pointer;
    const destroy = this.#destroy;
    this.#pointer = null;
    if (pointer === null || destroy === null) return;
    endSafely(this.#born, () => {
      destroy(pointer);
    });
  }
}

const forgotten = new FinalizationRegistry<Releasable>((state) => {
  state.release();
});

/** An object of the native library. `using` or `[Symbol.dispose]()` ends it; the garbage collector does so at some time. */
export abstract class NativeObject<TType extends CType = CType> implements Disposable {
  declare readonly [native]: NativeState<TType>;

  constructor(pointer: Pointer<TType>, destroy: Destroy<TType>) {
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
export interface NativeClass<TObject> {
  readonly name: string;
  readonly prototype: TObject;
}

/** Gives the address of an object that is given to the library. */
export function requireObject<TType extends CType>(
  object: NativeObject<TType>,
  type: NativeClass<NativeObject<TType>>,
  name: string,
): Pointer<TType> {
  if (Object.prototype.isPrototypeOf.call(type.prototype, object)) return object[native].use(type.name);
  throw new FfiError("FFI_ARGUMENT_TYPE", `${name}: expected a ${type.name}, got ${nameOf(object)}`);
}

/** Gives the address of an object that may be absent. */
export function requireObjectOrNull<TType extends CType>(
  object: NativeObject<TType> | null,
  type: NativeClass<NativeObject<TType>>,
  name: string,
): Pointer<TType> | null {
  return object === null ? null : requireObject(object, type, name);
}

/** What a value that is not the expected object is. */
function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  const { constructor } = value as { readonly constructor?: unknown };
  return typeof constructor === "function" ? `an object of ${constructor.name}` : "an object without a class";
}

/** Wraps an object that the library gave to its caller; `null` for one that the library keeps. */
export function adopt<TObject extends object, TType extends CType>(
  type: NativeClass<TObject>,
  pointer: Pointer<TType>,
  destroy: Destroy<TType> | null,
): TObject {
  return attach(Object.create(type.prototype) as TObject, new NativeState(pointer, destroy));
}

/** Wraps an object for the length of a callback; the caller releases its state afterwards. */
export function lend<TObject extends object, TType extends CType>(
  type: NativeClass<TObject>,
  pointer: Pointer<TType>,
  lent: Releasable[],
): TObject {
  const state = new NativeState(pointer, null);
  lent.push(state);
  return attach(Object.create(type.prototype) as TObject, state);
}

/** Wraps an object that the library may leave out. */
export function adoptOrNull<TObject extends object, TType extends CType>(
  type: NativeClass<TObject>,
  pointer: Pointer<TType> | null,
  destroy: Destroy<TType> | null,
): TObject | null {
  return pointer === null ? null : adopt(type, pointer, destroy);
}

/** Wraps, for the length of a callback, an object that the library may leave out. */
export function lendOrNull<TObject extends object, TType extends CType>(
  type: NativeClass<TObject>,
  pointer: Pointer<TType> | null,
  lent: Releasable[],
): TObject | null {
  return pointer === null ? null : lend(type, pointer, lent);
}

function attach<TObject extends object>(object: TObject, state: Releasable): TObject {
  Object.defineProperty(object, native, { value: state });
  forgotten.register(object, state, state);
  return object;
}
