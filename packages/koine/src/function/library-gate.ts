/**
 * Tells the wrappers of one library whether it was closed. V8 takes a field that never changed for a constant, and keeps that
 * with the shape of its object: every gate has a shape of its own, so that closing one library costs the functions of others
 * nothing. What concerns all functions is in `backend/call-guard.ts`.
 */

/** What the wrappers of one library ask before they call. */
export interface LibraryGate {
  /** Changes once, to true. */
  isClosed: boolean;
  /** Changes once, to true, when the library is closed, or a function that gives nothing is called while callbacks are live. */
  isWatched: boolean;
}

/** Makes the gate of a library that is open. */
export function createGate(): LibraryGate {
  // A class that is evaluated again is another class, whose objects have another shape.
  return new (class implements LibraryGate {
    isClosed = false;
    isWatched = false;
  })();
}

/** Says that what a gate belongs to has ended: its functions refuse to be called. */
export function closeGate(gate: LibraryGate): void {
  gate.isClosed = true;
  gate.isWatched = true;
}

/** The gate of functions that belong to no library. */
export const neverClosed: Readonly<LibraryGate> = createGate();
