/**
 * Work that keeps one processor busy, such as a process with tests: as much at a time as there are processors, over all stages that
 * run at the same time, so that no processor waits for the last file of a stage.
 */
import { availableParallelism } from "node:os";

/** @type {{ rank: number, start: () => void }[]} */
const waiting = [];
let free = availableParallelism();

/**
 * Does work when a processor is free.
 *
 * @template T
 * @param {number} rank What has a lower rank goes first; among equals, what came first.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whenFree(rank, work) {
  if (free > 0) free -= 1;
  else {
    await new Promise((resolve) => {
      const at = waiting.findIndex((other) => other.rank > rank);
      waiting.splice(at === -1 ? waiting.length : at, 0, { rank, start: () => resolve(undefined) });
    });
  }
  try {
    return await work();
  } finally {
    // Who waits takes over the processor, which is therefore not free in between.
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next.start();
  }
}
