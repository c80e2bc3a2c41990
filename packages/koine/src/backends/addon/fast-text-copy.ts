/**
 * The quick way to pass strings: a V8 fast function that gets the bytes of a string that lies in one piece, and copies them if they
 * are ASCII. Where they go says a record that is shared with `native/addon/function.c` (struct TextArena).
 */
import type { CodeMemory } from "@koine/engine";
import { emitFastTextStub, emitFlagStub } from "@koine/engine";
import type { Addon } from "@koine/native";
import { textControl } from "../../backend/contract.ts";

/** What the quick way takes. */
export interface FastTextTools {
  readonly addon: Addon;
  readonly code: CodeMemory;
  /** That of the V8 line. */
  readonly typeInfoByteLength: 2 | 3;
}

/** Memory that strings are copied to. */
export interface TextRoom {
  readonly bytes: Uint8Array;
  /** Address, as signed halves. */
  readonly low: number;
  readonly high: number;
}

/** Makes the function that copies to where the record at an address says. */
export function createFastCopy(
  { addon, code, typeInfoByteLength }: FastTextTools,
  record: bigint,
): (text: string) => void {
  const copy = BigInt(addon.routines().copyTextToArena);
  const fast = code.store(emitFastTextStub({ arena: record, copy }));
  const slow = code.store(emitFlagStub(record + BigInt(textControl.written * 4), -1));
  return addon.makeFastFunction(fast, slow, typeInfoByteLength) as (text: string) => void;
}

/** What copies to memory of any size, which its record tells. */
export interface RoomCopy {
  readonly record: Int32Array;
  readonly copy: (text: string) => void;
}

/** Makes a copy with a record of its own. It does nothing where the string is not ASCII, or the caller is not optimised. */
export function createRoomCopy(tools: FastTextTools): RoomCopy {
  const record = new Int32Array(new ArrayBuffer(controlByteLength));
  return { record, copy: createFastCopy(tools, BigInt(tools.addon.addressOf(record))) };
}

/** Bytes of a record. */
export const controlByteLength = 32;
