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
   * Whether that number is zero. Calls in registers ask this: V8 compares it in two instructions, and a number in four, after which the
   * counter of a loop around the call comes too late from memory for the processor to see that it never left.
   */
  isCalm = true;

  /** Counts callbacks that begin or end to be live. Generated code does the same by itself. */
  count(change: 1 | -1): void {
    this.attention += change;
    this.isCalm = this.attention === 0;
  }
}
