/**
 * Words that say at a glance whether a call that serves callbacks may run a function itself. They lie where the loop that serves
 * them reads already: the question takes a sixth of the instructions that asking the frame takes, at each callback.
 */
import type { Backend } from "../backend/contract.ts";

/** One word, 1 or 0. */
export interface ReadyWord {
  readonly words: Int32Array;
  readonly index: number;
}

/** Words of one backend that were not taken yet. */
interface Supply {
  words: Int32Array;
  next: number;
}

const supplies = new WeakMap<Backend, Supply>();

/** Words that are made at a time when those of the coroutines are all taken. */
const furtherCount = 256;

/** Takes a word for the function pointer of a callback parameter, for ever; it is 0. */
export function takeReadyWord(backend: Backend): ReadyWord {
  let supply = supplies.get(backend);
  if (supply === undefined) supplies.set(backend, (supply = createSupply(backend)));
  if (supply.next === supply.words.length) Object.assign(supply, { words: createWords(), next: 0 });
  return { words: supply.words, index: supply.next++ };
}

function createSupply({ coroutines }: Backend): Supply {
  if (coroutines === undefined) return { words: createWords(), next: 0 };
  return { words: coroutines.words, next: coroutines.firstSpareWord };
}

/** Not on the heap, where they would move. */
function createWords(): Int32Array {
  return new Int32Array(new ArrayBuffer(furtherCount * 4));
}
