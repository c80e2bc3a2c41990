/**
 * The memory of JavaScript that the call in progress was lent. Pointers that its callbacks get mostly lead there (those of a
 * comparator to the elements of the array that is sorted), and are read by a view instead of a call of machine code. Who
 * reads: `accessor.ts`; who lends: `function/lend-argument.ts`.
 */
import type { AddressHalves } from "./pointer.ts";

/** Memory at a known address, seen from JavaScript. It does not cross a multiple of 2^32. */
export interface LentMemory extends AddressHalves {
  /** Its length is 0 from the moment that the buffer is transferred. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

const noBytes = new Uint8Array(0);
const noMemory: LentMemory = { low: 0, high: 0, bytes: noBytes, view: new DataView(noBytes.buffer) };

/** What was lent to the innermost call that may call back. */
export class Lending {
  /** The largest piece. It leads to the right bytes for as long as it is held, also after the call. */
  memory: LentMemory = noMemory;

  /** Begins a call, and gives what its end must put back. */
  begin(): LentMemory {
    const outer = this.memory;
    this.memory = noMemory;
    return outer;
  }
}

/** The one of this environment, as its calls nest. */
export const lending: Lending = new Lending();
