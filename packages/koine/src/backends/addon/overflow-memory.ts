/**
 * Memory of strings that the arena has no room for. Calls nest, and so do their strings: what was taken at some height of the
 * arena is free again when the arena is asked at that height or below.
 */
import type { Addon } from "@koine/native";
import type { TextRoom } from "./fast-text-copy.ts";

interface Taken extends TextRoom {
  readonly mark: number;
}

/** The largest memory that is kept for the next long string, in bytes. */
const largestSpare = 1024 * 1024;

/** Gives memory to long strings and keeps it until their calls have ended. */
export class OverflowMemory {
  readonly #addon: Addon;
  readonly #capacity: number;
  readonly #taken: Taken[] = [];
  #spare: TextRoom | undefined;

  /** @param capacity Height at which the arena is full and does not grow any more. */
  constructor(addon: Addon, capacity: number) {
    this.#addon = addon;
    this.#capacity = capacity;
  }

  /**
   * Gives memory. The caller moves the arena's top up by at least 1, unless it is full.
   *
   * @param mark Height of the arena.
   */
  take(byteLength: number, mark: number): TextRoom {
    this.#dropFinished(mark);
    const spare = this.#spare;
    const isFree = spare !== undefined && spare.bytes.length >= byteLength && this.#isUnused(spare);
    const overflow = isFree ? spare : this.#create(byteLength);
    if (byteLength <= largestSpare) this.#spare = overflow;
    this.#taken.push({ ...overflow, mark });
    return overflow;
  }

  /** In a full arena the height does not tell the strings of one call from those of the calls before. */
  #dropFinished(mark: number): void {
    for (;;) {
      const last = this.#taken.at(-1);
      if (last === undefined || last.mark < mark || (last.mark === mark && mark >= this.#capacity)) return;
      this.#taken.pop();
    }
  }

  #isUnused({ bytes }: TextRoom): boolean {
    return this.#taken.every((taken) => taken.bytes !== bytes);
  }

  #create(byteLength: number): TextRoom {
    const bytes = new Uint8Array(new ArrayBuffer(byteLength));
    const address = BigInt(this.#addon.addressOf(bytes));
    return { bytes, low: Number(BigInt.asIntN(32, address)), high: Number(BigInt.asIntN(32, address >> 32n)) };
  }
}
