/**
 * Tells wrappers whether a call needs a closer look. A field of an object instead of a word in memory: V8 takes a field that
 * never changed for a constant, so that the question costs nothing in programs that close nothing and have no callbacks.
 */

/** What every wrapper of one environment asks before it calls. */
export class CallGuard {
  /**
   * Number of callbacks that native code may call just now, plus closed libraries. While it is zero, a call needs neither to
   * ask for its library nor to avoid the quickest entry.
   */
  attention = 0;
}
