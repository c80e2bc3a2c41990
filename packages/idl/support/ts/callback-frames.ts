/**
 * The callbacks that run now. A call of the library is on the stack below each of them, and may use what the callback disposes:
 * such objects end when the call has returned.
 */

/** What ends with a callback: an object that was lent to it. */
export interface Releasable {
  readonly release: () => void;
}

/** When each callback that runs began, the innermost last. Moments are counted, not measured. */
const running: number[] = [];
let moment = 0;

/** What was disposed in a callback and is used by a call, perhaps. */
const waiting: (() => void)[] = [];

/** The moment for {@link endSafely}: objects keep that of their birth. */
export function now(): number {
  return moment;
}

/** Begins a callback; gives the list of what is lent to it. */
export function enterCallback(): Releasable[] {
  moment += 1;
  running.push(moment);
  return [];
}

/** Ends a callback, and what was lent to it. */
export function leaveCallback(lent: readonly Releasable[]): void {
  running.pop();
  for (const one of lent) one.release();
}

/** Ends an object: at once if no call below can know it, because it was born in the callback that runs. */
export function endSafely(born: number, end: () => void): void {
  const began = running.at(-1);
  if (began === undefined || born >= began) {
    end();
    return;
  }
  waiting.push(end);
  // A callback that another thread asked for has no call of this thread around it that would do so.
  setTimeout(endWaiting, 0);
}

/** Ends what had to wait, unless a callback runs; to be called when a call has returned. */
export function endWaiting(): void {
  if (waiting.length === 0 || running.length > 0) return;
  for (const end of waiting.splice(0)) end();
}
