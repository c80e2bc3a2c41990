/**
 * The stack of memory for string arguments, in JavaScript alone. It is small on purpose, so that tests with ordinary strings
 * also take the ways that long ones take.
 */
import type { TextArena } from "../../backend/contract.ts";
import { textControl } from "../../backend/contract.ts";
import type { FakeMemory } from "./memory.ts";

const capacity = 256;

/** Bytes after those that strings may fill, for the values of out-parameters. */
const valueByteLength = 16 * 1024;

/** Makes the arena of one backend. */
export function createTextArena(memory: FakeMemory): TextArena {
  const bytes = new Uint8Array(new ArrayBuffer(capacity + valueByteLength));
  const start = memory.addressOf(bytes);
  const low = Number(BigInt.asIntN(32, start));
  const high = Number(BigInt.asIntN(32, start >> 32n));
  const control = new Int32Array(8);
  // What did not fit stays referenced until no call is in progress any more.
  let overflow: ArrayBuffer[] = [];
  return {
    control,
    low,
    high,
    memory: bytes.buffer,
    capacity,
    writeQuickly(text) {
      control[textControl.written] = writeAscii(text, bytes, control[textControl.top] as number);
    },
    writeSlowly(text) {
      if (text.includes("\0") || !text.isWellFormed()) return false;
      const top = control[textControl.top] as number;
      if (top === 0) overflow = [];
      const encoded = new TextEncoder().encode(`${text}\0`);
      if (encoded.length <= capacity - top) {
        bytes.set(encoded, top);
        control[textControl.resultLow] = low + top;
        control[textControl.resultHigh] = high;
        control[textControl.top] = top + encoded.length;
        return true;
      }
      const address = memory.addressOf(encoded);
      overflow.push(encoded.buffer);
      // Until the call ends the top is not 0: a second string of the same call must not drop the first.
      if (top < capacity) control[textControl.top] = top + 1;
      control[textControl.resultLow] = Number(BigInt.asIntN(32, address));
      control[textControl.resultHigh] = Number(BigInt.asIntN(32, address >> 32n));
      return true;
    },
  };
}

/** Writes an ASCII string and its NUL; gives the bytes written without the NUL, or -1 when it is not ASCII or too long. */
function writeAscii(text: string, bytes: Uint8Array, top: number): number {
  if (text.length >= capacity - top) return -1;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0 || unit >= 0x80) return -1;
    bytes[top + index] = unit;
  }
  bytes[top + text.length] = 0;
  return text.length;
}
