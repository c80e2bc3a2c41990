/**
 * Gives the machine code of functions back that JavaScript has forgotten. Only for code that is entered from JavaScript alone and
 * made in any number: the stubs of variadic calls, one for each sequence of types.
 *
 * It is safe because of when the runtime tells that an object is gone: nothing can call it any more, also no optimised code, and
 * since that is told when no JavaScript runs, no call through it is in progress.
 */
import type { CodeMemory } from "@koine/engine";

/** Some code, and how many functions still lead to it. */
interface CodeUse {
  readonly address: bigint;
  readonly byteLength: number;
  functionCount: number;
}

/** Watches the functions of one environment. */
export class CodeRecycler {
  /** How many times code was given to be watched. */
  watchedCount = 0;
  readonly #registry: FinalizationRegistry<CodeUse>;

  constructor(code: CodeMemory) {
    this.#registry = new FinalizationRegistry((use) => {
      use.functionCount -= 1;
      if (use.functionCount === 0) code.release(use.address, use.byteLength);
    });
  }

  /** Gives code back once all functions that lead to it are gone. */
  watch(functions: readonly object[], address: bigint, byteLength: number): void {
    this.watchedCount += 1;
    const different = new Set(functions);
    const use = { address, byteLength, functionCount: different.size };
    for (const entry of different) this.#registry.register(entry, use);
  }
}
