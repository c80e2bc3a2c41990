/**
 * Tells wrappers whether a call needs a closer look, because native code may call JavaScript during it. While no callback has
 * been live for some time, the answer is a constant to V8, and the question costs nothing. Whether a library was closed is asked of
 * its own gate (`function/library-gate.ts`).
 */

/** What every wrapper of one environment asks before it calls. None of its functions uses `this`: generated source calls them as such. */
export interface CallGuard {
  /**
   * True while callbacks are out of sight: none is live, and no call has to ask further. A property of the guard's prototype, which V8
   * takes for a constant ({@link createGuard}).
   */
  readonly isQuiet: boolean;
  /** Number of callbacks that native code may call just now. While it is zero, a call need not avoid the quickest entry. */
  readonly attention: number;
  /** Says whether no callback is live, where {@link CallGuard.isQuiet} is false, and counts how often it said so. */
  readonly isCalm: () => boolean;
  /** Must run before a callback becomes live. */
  readonly begin: () => void;
  /** Runs when a live callback has ended. */
  readonly end: () => void;
}

/** What V8 has to compile anew takes about as long as so many calls. */
const firstPatience = 2 ** 20;

/** V8 keeps integers up to here, and some beyond, without an object. */
const longestPatience = 2 ** 30 - 1;

/**
 * Makes the guard of an environment that has no callbacks.
 *
 * V8 takes a field that never changed for a constant; one that changed once is none again. But a property that was deleted and
 * added anew is another field, if it belongs to a prototype: that gets a new shape each time, while the shape of the guard itself,
 * which is what calls know, stays. Each change throws away what was compiled. So the patience doubles each time: programs that
 * have a callback now and then come to ask at each call.
 *
 * @param patience Answers without any callback after which they are out of sight again, the first time.
 */
export function createGuard(patience: number = firstPatience): CallGuard {
  const phase = Object.create(null) as { isQuiet?: boolean };
  const guard = Object.create(phase) as { -readonly [Name in keyof CallGuard]: CallGuard[Name] };
  let granted = patience;
  /** Answers that are left; none while a callback is live. Variables and functions of few bytes: V8 inlines such without counting. */
  let left = granted;
  const change = (isQuiet: boolean): void => {
    delete phase.isQuiet;
    phase.isQuiet = isQuiet;
  };
  const settle = (): boolean => {
    granted = Math.min(granted * 2, longestPatience);
    left = granted;
    change(true);
    return true;
  };
  const look = (): boolean => guard.attention === 0 && settle();
  change(true);
  guard.attention = 0;
  guard.isCalm = () => {
    if (left > 0) {
      left--;
      return true;
    }
    return look();
  };
  guard.begin = () => {
    if (guard.isQuiet) change(false);
    guard.attention++;
    left = 0;
  };
  guard.end = () => {
    if (--guard.attention === 0) left = granted;
  };
  return guard;
}
