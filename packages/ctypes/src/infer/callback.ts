/**
 * The type-level face of a callback that lives longer than a call. The class that implements it is `koine`'s.
 */
import type { FunctionType } from "../model.ts";
import type { Pointer } from "./pointer.ts";
import type { ResolvePointee } from "./resolve-pointee.ts";

/** The callback of a function type. */
export type CallbackOf<TFunction extends FunctionType> = Callback<Pointer<ResolvePointee<TFunction>>>;

/**
 * A JavaScript function with a C function pointer that lives until it is released. While it is not, native code may call it at
 * any time.
 */
export interface Callback<TPointer = Pointer> {
  /** The C function pointer. Whoever passes it on keeps it alive no longer than the callback itself. */
  readonly pointer: TPointer;
  /** Whether native code gets the default from now on. */
  readonly isReleased: boolean;
  /**
   * Releases the callback: native code that still calls it gets the declared default, and a warning tells of it. A second
   * time does nothing, as with callbacks of lifetime `"static"`.
   */
  release(): void;
  /** Keeps the process alive while the callback is not released, for calls from other threads. */
  ref(): this;
  /** Takes {@link Callback.ref} back. */
  unref(): this;
  /** Like {@link Callback.release}. */
  [Symbol.dispose](): void;
}
