/**
 * Tells wrappers whether a call needs a closer look. A field of an object instead of a word in memory: V8 takes a field that
 * never changed for a constant, so that the question costs nothing in programs that have no callbacks. Whether a library was
 * closed is asked of its own gate (`function/library-gate.ts`).
 */

/** What every wrapper of one environment asks before it calls. */
export class CallGuard {
  /** Number of callbacks that native code may call just now. While it is zero, a call need not avoid the quickest entry. */
  attention = 0;
  /**
   * Whether that number is zero. Calls in registers ask this: V8 compares it in fewer instructions than a number
   * (docs/adr/0043-refusals-that-do-not-leave-the-loop.md).
   */
  isCalm = true;

  /** Counts callbacks that begin or end to be live. Generated code does the same by itself. */
  count(change: 1 | -1): void {
    this.attention += change;
    this.isCalm = this.attention === 0;
  }
}
