/**
 * The stack of memory for string arguments. The quick way is a V8 fast function that gets the string's own bytes; without
 * it, short strings are copied by JavaScript and long ones by `TextEncoder`. The record at its head is shared with
 * `native/addon/function.c` (struct TextArena).
 */
import type { CodeMemory } from "@koine/engine";
import { emitFastTextStub, emitFlagStub } from "@koine/engine";
import type { Addon } from "@koine/native";
import { encodeShortText, shortTextLength } from "./encode-short-text.ts";
import { OverflowMemory } from "./overflow-memory.ts";
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

/** What the quick way takes. */
export interface FastTextTools {
  readonly code: CodeMemory;
  /** That of the V8 line. */
  readonly typeInfoByteLength: 2 | 3;
}

/** Makes the arena of one environment; `fast` is `undefined` without fast functions. */
export function createTextArena(addon: Addon, fast: FastTextTools | undefined): TextArena {
  const memory = allocateArena(addon);
  const { bytes, control, low, high } = memory;
  const overflow = new OverflowMemory(addon, capacity);
  const encoder = new TextEncoder();
  /** Tells where a string of the arena lies, and moves the top behind it. */
  const place = (offset: number, end: number): void => {
    control[textControl.resultLow] = (low + offset) | 0;
    control[textControl.resultHigh] = high;
    control[textControl.top] = end;
  };

  return {
    control,
    low,
    high,
    memory: bytes.buffer,
    capacity,
    writeQuickly: fastCopy(addon, memory, fast) ?? copyShortText(bytes, control),
    writeSlowly(text) {
      const top = control[textControl.top] as number;
      if (text.length <= shortTextLength && text.length * 3 < capacity - top) {
        const end = encodeShortText(text, bytes, top);
        if (end < 0) return false;
        place(top, end);
        return true;
      }
      // A lone surrogate has no UTF-8 form; TextEncoder would silently write U+FFFD in its place.
      if (text.includes("\0") || !text.isWellFormed()) return false;
      const largest = text.length * 3 + 1;
      if (largest <= capacity - top) {
        const { written } = encoder.encodeInto(text, bytes.subarray(top));
        bytes[top + written] = 0;
        place(top, top + written + 1);
      } else {
        const room = overflow.take(largest, top);
        room.bytes[encoder.encodeInto(text, room.bytes).written] = 0;
        if (top < capacity) control[textControl.top] = top + 1;
        control[textControl.resultLow] = room.low;
        control[textControl.resultHigh] = room.high;
      }
      return true;
    },
  };
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
  memory: ArenaMemory,
  tools: FastTextTools | undefined,
): ((text: string) => void) | undefined {
  if (tools === undefined) return undefined;
  const { code, typeInfoByteLength } = tools;
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
