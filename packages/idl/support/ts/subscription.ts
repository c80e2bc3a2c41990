/** A listener that is registered with the library. */

/** Ends with `using` or `[Symbol.dispose]()`: no event comes after that. */
export class Subscription implements Disposable {
  #end: (() => void) | null;

  constructor(end: () => void) {
    this.#end = end;
  }

  /** Unregisters the listener; a second dispose does nothing. */
  [Symbol.dispose](): void {
    const end = this.#end;
    this.#end = null;
    end?.();
  }
}
