/** Items that come one by one: iterators, which are asked while one waits, and streams, which answer later. */
import type { Pointer } from "koine";
import type { Destroy } from "./native-object.ts";
import { native, NativeObject } from "./native-object.ts";

/** An item, or `null` for the end. */
export type Step<TItem> = { readonly value: TItem } | null;

/** The items of a native iterator. It ends with the last item, with `break`, or with `using`. */
export class NativeIterator<TItem> extends NativeObject implements IterableIterator<TItem, undefined> {
  readonly #step: (iterator: Pointer<unknown>) => Step<TItem>;
  #isDone = false;

  constructor(pointer: Pointer<unknown>, destroy: Destroy, step: (iterator: Pointer<unknown>) => Step<TItem>) {
    super(pointer, destroy);
    this.#step = step;
  }

  next(): IteratorResult<TItem, undefined> {
    if (this.#isDone) return { done: true, value: undefined };
    const step = this.#step(this[native].use("iterator"));
    return step === null ? this.return() : { done: false, value: step.value };
  }

  return(): IteratorReturnResult<undefined> {
    this.#isDone = true;
    this[Symbol.dispose]();
    return { done: true, value: undefined };
  }

  [Symbol.iterator](): this {
    return this;
  }
}

/** The items of a native stream. It ends with the last item, with `break`, or with `using`. */
export class NativeStream<TItem> extends NativeObject implements AsyncIterableIterator<TItem, undefined> {
  readonly #step: (stream: Pointer<unknown>) => Promise<Step<TItem>>;
  #pending: Promise<unknown> = Promise.resolve();
  #isDone = false;

  constructor(pointer: Pointer<unknown>, destroy: Destroy, step: (stream: Pointer<unknown>) => Promise<Step<TItem>>) {
    super(pointer, destroy);
    this.#step = step;
  }

  /** Asks for the next item. Questions are asked one after the other, in the order of the calls. */
  next(): Promise<IteratorResult<TItem, undefined>> {
    const asked = this.#pending.then(() => this.#ask());
    this.#pending = asked.catch(() => undefined);
    return asked;
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.#isDone = true;
    await this.#pending;
    this[Symbol.dispose]();
    return { done: true, value: undefined };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #ask(): Promise<IteratorResult<TItem, undefined>> {
    if (this.#isDone) return { done: true, value: undefined };
    const step = await this.#step(this[native].use("stream"));
    if (step !== null) return { done: false, value: step.value };
    this.#isDone = true;
    this[Symbol.dispose]();
    return { done: true, value: undefined };
  }
}
