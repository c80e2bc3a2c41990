/** Items that come one by one: iterators, which are asked while one waits, and streams, which answer later. */
import type { CType, Pointer } from "koine";
import type { Destroy } from "./native-object.ts";
import { native, NativeObject } from "./native-object.ts";

/** An item, or `null` for the end. */
export type Step<TItem> = { readonly value: TItem } | null;

/** Items that are asked for one by one. It ends with the last item, with `break`, or with `using`. */
export interface NativeIterator<TItem> extends IterableIterator<TItem, undefined>, Disposable {
  return: () => IteratorReturnResult<undefined>;
}

/** Items that come later, one by one. It ends with the last item, with `break`, or with `await using`. */
export interface NativeStream<TItem> extends AsyncIterableIterator<TItem, undefined>, AsyncDisposable {
  return: () => Promise<IteratorReturnResult<undefined>>;
}

/** Asks a stream for its next item; the signal says that nobody waits for it any more. */
export type StreamStep<TItem, TType extends CType> = (
  stream: Pointer<TType>,
  signal: AbortSignal,
) => Promise<Step<TItem>>;

/** The items of a native iterator. */
export class ItemIterator<TItem, TType extends CType> extends NativeObject<TType> implements NativeIterator<TItem> {
  readonly #step: (iterator: Pointer<TType>) => Step<TItem>;
  #isDone = false;

  constructor(pointer: Pointer<TType>, destroy: Destroy<TType>, step: (iterator: Pointer<TType>) => Step<TItem>) {
    super(pointer, destroy);
    this.#step = step;
  }

  next(): IteratorResult<TItem, undefined> {
    if (this.#isDone) return { done: true, value: undefined };
    const step = this.#ask();
    return step === null ? this.return() : { done: false, value: step.value };
  }

  /** An iterator that failed has ended. */
  #ask(): Step<TItem> {
    try {
      return this.#step(this[native].use("iterator"));
    } catch (error) {
      this.return();
      throw error;
    }
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

/** The items of a native stream. */
export class ItemStream<TItem, TType extends CType> extends NativeObject<TType> implements NativeStream<TItem> {
  readonly #step: StreamStep<TItem, TType>;
  readonly #end = new AbortController();
  #pending: Promise<unknown> = Promise.resolve();
  #isDone = false;

  constructor(pointer: Pointer<TType>, destroy: Destroy<TType>, step: StreamStep<TItem, TType>) {
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
    this.#end.abort();
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
    const step = await this.#askNative();
    if (step !== null) return { done: false, value: step.value };
    this.#isDone = true;
    this[Symbol.dispose]();
    return { done: true, value: undefined };
  }

  /** An item that was on its way when the stream ended is the end. */
  async #askNative(): Promise<Step<TItem>> {
    try {
      return await this.#step(this[native].use("stream"), this.#end.signal);
    } catch (error) {
      if (this.#end.signal.aborted) return null;
      this.#isDone = true;
      this[Symbol.dispose]();
      throw error;
    }
  }
}
