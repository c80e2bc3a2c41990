/** Copies words between native memory, at addresses given as halves, and memory of JavaScript's. */
import type { Backend, MemoryAccess } from "../../backend/contract.ts";
import { currentBackend } from "../../backend/select.ts";

/** Room for words in memory of JavaScript's. */
export interface WordPlace {
  readonly words: Int32Array;
  /** The first of the 32-bit elements. */
  readonly index: number;
  /** Number of 8-byte words. */
  readonly count: number;
}

/** Reads and writes native memory of this environment. */
export interface NativeWords {
  /** Copies words from native memory. */
  read(low: number, high: number, target: WordPlace): void;
  /** Gives the address that lies `offset` bytes behind a place; the upper half is in {@link NativeWords.high}. */
  readAddress(low: number, high: number, offset: number): number;
  /** Upper half of what {@link NativeWords.readAddress} gave last. */
  high: number;
  /** Copies exactly `byteLength` bytes from the beginning of `source` to native memory. */
  write(low: number, high: number, source: DataView, byteLength: number): void;
}

let words: NativeWords | undefined;

/** Gives the access of this environment. */
export function nativeWords(): NativeWords {
  return (words ??= createNativeWords(currentBackend()));
}

const addressWord = 2;
const valueWord = 4;
const limit = 2 ** 32;

function createNativeWords(backend: Backend): NativeWords {
  const slots = new Int32Array(backend.slots);
  const access8 = backend.prepareAccess(8);
  const writers = [4, 2, 1].map((byteLength): [number, MemoryAccess] => [
    byteLength,
    backend.prepareAccess(byteLength as 1 | 2 | 4),
  ]);
  const setAddress = (low: number, high: number, offset: number): void => {
    const sum = (low >>> 0) + offset;
    slots[addressWord] = sum | 0;
    slots[addressWord + 1] = sum >= limit ? high + 1 : high;
  };
  return {
    high: 0,
    read(low, high, { words: target, index, count }) {
      for (let word = 0; word < count; word++) {
        setAddress(low, high, word * 8);
        access8.read();
        target[index + word * 2] = slots[0] as number;
        target[index + word * 2 + 1] = slots[1] as number;
      }
    },
    readAddress(low, high, offset) {
      setAddress(low, high, offset);
      access8.read();
      this.high = slots[1] as number;
      return slots[0] as number;
    },
    write(low, high, source, byteLength) {
      let offset = 0;
      for (; offset + 8 <= byteLength; offset += 8) {
        setAddress(low, high, offset);
        slots[valueWord] = source.getInt32(offset, true);
        slots[valueWord + 1] = source.getInt32(offset + 4, true);
        access8.write();
      }
      for (const [length, access] of writers) {
        if (offset + length > byteLength) continue;
        setAddress(low, high, offset);
        slots[valueWord] = length === 4 ? source.getInt32(offset, true) : readNarrow(source, offset, length);
        access.write();
        offset += length;
      }
    },
  };
}

function readNarrow(source: DataView, offset: number, byteLength: number): number {
  return byteLength === 2 ? source.getInt16(offset, true) : source.getInt8(offset);
}
