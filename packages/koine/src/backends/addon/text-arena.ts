/**
 * The stack of memory for string arguments. The quick way is a V8 fast function that gets the string's own bytes; without
 * it, short strings are copied by JavaScript. What these cannot write the addon encodes. The record at the head is shared with
 * `native/addon/function.c` (struct TextArena) and `text-argument.c` (struct TextRecord).
 */
import type { Addon } from "@koine/native";
import { controlByteLength, createFastCopy, createRoomCopy } from "./fast-text-copy.ts";
import type { FastTextTools, RoomCopy } from "./fast-text-copy.ts";
import { OverflowMemory } from "./overflow-memory.ts";
import { textControl } from "../../backend/contract.ts";
import type { TextArena } from "../../backend/contract.ts";

const capacity = 64 * 1024;

/** Bytes after those that strings may fill, for the values of out-parameters. */
const valueByteLength = 16 * 1024;

/** Bytes that encoding needs beside three per character (`native/addon/text-argument.c`). */
const encodingRoom = 16;

/** By itself: a property of a string is read slowly where strings of all kinds come by. */
// oxlint-disable-next-line typescript/unbound-method -- it is called on a string
const { charCodeAt } = String.prototype;

/** Memory of one arena. The record is apart, so that the arena starts where its buffer does. */
interface ArenaMemory {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly control: Int32Array;
  readonly controlAddress: bigint;
  readonly low: number;
  readonly high: number;
}

/** Makes the arena of one environment; `fast` is `undefined` without fast functions. */
export function createTextArena(addon: Addon, fast: FastTextTools | undefined): TextArena {
  const memory = allocateArena(addon);
  const { bytes, control, low, high } = memory;
  const overflow = new OverflowMemory(addon, capacity);
  const encode = addon.makeTextWriter(memory.controlAddress);
  let quick: RoomCopy | undefined;

  /** Encodes a string to the room that the record tells. */
  const encodeTo = (text: string, length: number, roomLow: number, roomHigh: number): number => {
    control[textControl.written] = length;
    control[textControl.resultLow] = roomLow;
    control[textControl.resultHigh] = roomHigh;
    // SAFETY: the room has as many bytes as the addon asks for.
    encode(text);
    return control[textControl.written] as number;
  };

  /** Writes a string for which the arena has not room enough, to memory of its own. */
  const writeLong = (text: string, length: number, top: number): boolean => {
    let written = -1;
    if (fast !== undefined) {
      // ASCII takes a byte per character: memory for what needs three of them could often not be kept for the next string.
      const room = overflow.take(length + 1, top);
      const { copy, record } = (quick ??= createRoomCopy(fast));
      record[textControl.memoryLow] = control[textControl.resultLow] = room.low;
      record[textControl.memoryHigh] = control[textControl.resultHigh] = room.high;
      record[textControl.capacity] = room.bytes.length;
      copy(text);
      written = record[textControl.written] as number;
    }
    if (written < 0) {
      const room = overflow.take(length * 3 + encodingRoom, top);
      written = encodeTo(text, length, room.low, room.high);
    }
    if (written < 0) return false;
    if (top < capacity) control[textControl.top] = top + 1;
    return true;
  };

  return {
    control,
    low,
    high,
    memory: bytes.buffer,
    capacity,
    writeQuickly: fast === undefined ? copyShortText(bytes, control) : createFastCopy(fast, memory.controlAddress),
    writeSlowly(text, length) {
      // Reading a character joins a string that V8 keeps in parts, so that the quick way can take it some time later.
      if (charCodeAt.call(text, 0) === 0) return false;
      const top = control[textControl.top] as number;
      if (length * 3 + encodingRoom > capacity - top) return writeLong(text, length, top);
      const written = encodeTo(text, length, (low + top) | 0, high);
      if (written < 0) return false;
      control[textControl.top] = top + written + 1;
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

/** Copying up to this many characters one by one is quicker than calling the addon. */
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
