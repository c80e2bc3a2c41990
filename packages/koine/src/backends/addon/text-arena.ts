/**
 * The stack of memory for string arguments. The quick way is a V8 fast function that gets the string's own bytes; without
 * it, short strings are copied by JavaScript and long ones by `TextEncoder`. The record at its head is shared with
 * `native/addon/function.c` (struct TextArena).
 */
import type { CodeMemory } from "@koine/engine";
import { emitFastTextStub, emitFlagStub } from "@koine/engine";
import type { Addon } from "@koine/native";
import { textControl } from "../../backend/contract.ts";
import type { TextArena } from "../../backend/contract.ts";

const capacity = 64 * 1024;
const controlByteLength = 32;

/** Bytes after those that strings may fill, for the values of out-parameters. */
const valueByteLength = 16 * 1024;

/** Memory of one arena. The record is apart, so that the arena starts where its buffer does. */
interface ArenaMemory {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly control: Int32Array;
  readonly controlAddress: bigint;
  readonly low: number;
  readonly high: number;
}

/** Makes the arena of one environment. `typeInfoByteLength` is that of the V8 line, `undefined` without fast functions. */
export function createTextArena(addon: Addon, code: CodeMemory, typeInfoByteLength: 2 | 3 | undefined): TextArena {
  const memory = allocateArena(addon);
  const { bytes, control, low, high } = memory;
  // What did not fit stays referenced until no call is in progress any more.
  let overflow: Overflow[] = [];
  let spare: Overflow | undefined;
  const encoder = new TextEncoder();

  const overflowAt = (byteLength: number): Uint8Array => {
    const top = control[textControl.top] as number;
    if (top === 0) overflow = [];
    // Until the call ends the top is not 0: a second string of the same call must not drop the first, or get its memory.
    if (top < capacity) control[textControl.top] = top + 1;
    const isSpareFree = overflow.length === 0 && spare !== undefined && spare.bytes.length >= byteLength;
    const taken = isSpareFree ? (spare as Overflow) : createOverflow(addon, byteLength);
    if (byteLength <= largestSpare) spare = taken;
    overflow.push(taken);
    control[textControl.resultLow] = taken.low;
    control[textControl.resultHigh] = taken.high;
    return taken.bytes;
  };
  const place = (offset: number): void => {
    control[textControl.resultLow] = (low + offset) | 0;
    control[textControl.resultHigh] = high;
  };

  return {
    control,
    low,
    high,
    memory: bytes.buffer,
    capacity,
    writeQuickly: fastCopy(addon, code, memory, typeInfoByteLength) ?? copyShortText(bytes, control),
    writeSlowly(text) {
      const mark = control[textControl.top] as number;
      if (text.length <= shortTextLength && text.length * 3 < capacity - mark) {
        const end = encodeShortText(text, bytes, mark);
        if (end < 0) return false;
        place(mark);
        control[textControl.top] = end;
        return true;
      }
      // A lone surrogate has no UTF-8 form; TextEncoder would silently write U+FFFD in its place.
      if (text.includes("\0") || !text.isWellFormed()) return false;
      const top = control[textControl.top] as number;
      const largest = text.length * 3 + 1;
      if (largest <= capacity - top) {
        const { written } = encoder.encodeInto(text, bytes.subarray(top));
        bytes[top + written] = 0;
        place(top);
        control[textControl.top] = top + written + 1;
      } else {
        const room = overflowAt(largest);
        room[encoder.encodeInto(text, room).written] = 0;
      }
      return true;
    },
  };
}

/** Encoding up to this many characters one by one is quicker than starting the encoder. */
const shortTextLength = 64;

/** Writes a string as UTF-8 with its NUL and gives where it ends; -1 when it contains NUL or a lone surrogate. */
function encodeShortText(text: string, bytes: Uint8Array, start: number): number {
  let at = start;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      if (unit === 0) return -1;
      bytes[at++] = unit;
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else {
      // Of text that ends here, the next unit is NaN, which no comparison accepts.
      const low = text.charCodeAt(++index);
      if (unit > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) return -1;
      const point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[at++] = 0x80 | (point & 0x3f);
    }
  }
  bytes[at++] = 0;
  return at;
}

/** Memory of a string that the arena has no room for. */
interface Overflow {
  readonly bytes: Uint8Array;
  readonly low: number;
  readonly high: number;
}

/** The largest memory of a long string that is kept for the next one. */
const largestSpare = 1024 * 1024;

function createOverflow(addon: Addon, byteLength: number): Overflow {
  const bytes = new Uint8Array(new ArrayBuffer(byteLength));
  const address = BigInt(addon.addressOf(bytes));
  return { bytes, low: Number(BigInt.asIntN(32, address)), high: Number(BigInt.asIntN(32, address >> 32n)) };
}

/** Finds memory that does not cross a multiple of 2^32, so that addresses in it share their upper half. */
function allocateArena(addon: Addon): ArenaMemory {
  const byteLength = capacity + valueByteLength;
  let buffer: ArrayBuffer;
  let start: bigint;
  const refused: ArrayBuffer[] = [];
  do {
    buffer = new ArrayBuffer(byteLength);
    start = BigInt(addon.addressOf(buffer));
    // Kept until the loop ends, so that the next one lies elsewhere.
    refused.push(buffer);
  } while (start >> 32n !== (start + BigInt(byteLength)) >> 32n);
  const record = new ArrayBuffer(controlByteLength);
  const control = new Int32Array(record);
  new BigUint64Array(record, 0, 1)[0] = start;
  control[2] = capacity;
  return {
    bytes: new Uint8Array(buffer),
    control,
    controlAddress: BigInt(addon.addressOf(record)),
    low: Number(BigInt.asIntN(32, start)),
    high: Number(BigInt.asIntN(32, start >> 32n)),
  };
}

function fastCopy(
  addon: Addon,
  code: CodeMemory,
  memory: ArenaMemory,
  typeInfoByteLength: 2 | 3 | undefined,
): ((text: string) => void) | undefined {
  if (typeInfoByteLength === undefined) return undefined;
  const copy = BigInt(addon.routines().copyTextToArena);
  const fast = code.store(emitFastTextStub({ arena: memory.controlAddress, copy }));
  const slow = code.store(emitFlagStub(memory.controlAddress + BigInt(textControl.written * 4), -1));
  return addon.makeFastFunction(fast, slow, typeInfoByteLength);
}

/** Copying up to this many characters one by one is quicker than starting the encoder. */
const shortAsciiLength = 24;

function copyShortText(bytes: Uint8Array, control: Int32Array): (text: string) => void {
  return (text) => {
    const top = control[textControl.top] as number;
    const length = text.length;
    control[textControl.written] = -1;
    if (length > shortAsciiLength || length >= capacity - top) return;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit === 0 || unit >= 0x80) return;
      bytes[top + index] = unit;
    }
    bytes[top + length] = 0;
    control[textControl.written] = length;
  };
}
