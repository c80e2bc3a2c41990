/**
 * Where the exceptions of lasting callbacks go: to the native call during which native code called back, or, where JavaScript
 * waits for no such call, to the runtime as uncaught. C cannot be unwound, so an exception waits here until its call has ended.
 */
import type { Backend } from "../backend/contract.ts";
import { reportUncaught } from "./report-uncaught.ts";

/** What was thrown; anything can be, `undefined` too. */
export interface Failure {
  readonly error: unknown;
}

/** The calls in progress that lasting callbacks may belong to. One per environment. */
export class CallWatch {
  /** Number of the innermost call in progress, 0 when there is none. Numbers are not used twice. */
  current = 0;
  readonly #live: Int32Array;
  readonly #failures = new Map<number, Failure>();
  readonly #outer: number[] = [];
  #last = 0;

  /** @param live `Backend.liveCallbacks` */
  constructor(live: Int32Array) {
    this.#live = live;
  }

  /** Makes a call that must not throw, and gives what a callback threw meanwhile. */
  watch(call: () => void): Failure | undefined {
    this.#push();
    call();
    return this.end();
  }

  /** Begins a call if lasting callbacks may belong to it; {@link CallWatch.end} must follow then. */
  begin(): boolean {
    if (this.#live[2] === 0) return false;
    this.#push();
    return true;
  }

  /** Ends the innermost call, and gives what a callback threw meanwhile. */
  end(): Failure | undefined {
    const own = this.current;
    this.current = this.#outer.pop() ?? 0;
    this.#count(-1);
    if (this.#failures.size === 0) return undefined;
    const failure = this.#failures.get(own);
    this.#failures.delete(own);
    return failure;
  }

  /** Takes what a callback threw. Of several in one call the first counts. */
  fail(label: string, error: unknown): void {
    if (this.current === 0) reportUncaught(label, error);
    else if (!this.#failures.has(this.current)) this.#failures.set(this.current, { error });
  }

  #push(): void {
    this.#outer.push(this.current);
    this.current = ++this.#last;
    this.#count(1);
  }

  #count(change: 1 | -1): void {
    this.#live[3] = (this.#live[3] ?? 0) + change;
  }
}

const watches = new WeakMap<Backend, CallWatch>();

/** Gives the watch of a backend. */
export function callWatchOf(backend: Backend): CallWatch {
  let watch = watches.get(backend);
  if (watch === undefined) {
    watch = new CallWatch(backend.liveCallbacks);
    watches.set(backend, watch);
  }
  return watch;
}
