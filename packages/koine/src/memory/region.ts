/**
 * Regions: stretches of native memory with one lifetime. Every pointer belongs to one, so that a pointer into freed memory
 * is known to be stale whoever made it. How owned memory comes to be is in `allocate.ts` and `adopt.ts`.
 */
import { FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { releaseOwned } from "../ledger/ledger.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import { closeGate, createGate } from "../function/library-gate.ts";
import type { LibraryGate } from "../function/library-gate.ts";
import { isDetached } from "./detached-buffer.ts";
import { unwatchRegion } from "./finalize-region.ts";
import { detachViews } from "./region-views.ts";

/** What is open of a region, and closed when it ends. */
export interface Closable {
  close(): void;
}

/** A stretch of memory with one lifetime. */
export interface Region {
  /** False from the moment it was freed. */
  isAlive: boolean;
  /** The memory, where Koine owns it; `undefined` for memory that native code handed out. */
  buffer: ArrayBuffer | undefined;
  /** How struct values see the whole of the buffer's part, once some lie there: see `struct/block.ts`. */
  block: Closable | undefined;
  /** Whether others have parts of the buffer too. */
  readonly isBufferShared: boolean;
  /** Whether views of the buffer were handed out, which must be empty when the region has ended. */
  isBufferExposed: boolean;
  /** Where the region starts in its buffer, in bytes. */
  readonly bufferOffset: number;
  /** Whether nothing is written to it. */
  readonly isReadOnly: boolean;
  /** Bytes in it; `undefined` where nobody said. */
  readonly byteLength: number | undefined;
  /** Where it was freed, for the error that a later use throws. */
  freedAt: string | undefined;
  /** How it ended, where it was not freed: a clause such as `belongs to a library that was closed`. */
  ending: string | undefined;
  /** Strings and memory whose address was written into the region, by the byte offset of the address. */
  kept: Map<number, object> | undefined;
  /** What the functions ask that lie in it, once some do. */
  gate: LibraryGate | undefined;
  /** What must stay reachable for as long as this region is: the owner of borrowed memory. */
  owner: unknown;
  /** The region of everything that borrows from this one; it ends with it. */
  borrowed: Region | undefined;
  /** Entry in the ledger of what is owned. */
  entry: LedgerEntry | undefined;
  /** Gives the memory back to native code; runs once, after the region has ended. */
  release: (() => void) | undefined;
  /** Bytes of native memory that the garbage collector was told of. */
  externalByteLength: number | undefined;
}

/** The region of every address that native code handed out: Koine does not know when it ends. */
export const foreignRegion: Region = createRegion(undefined);

/** Keeps what an address leads to that was written into a region, until the region ends or the address is replaced. */
export function keepText(region: Region, byteOffset: number, kept: object): void {
  region.kept ??= new Map();
  region.kept.set(byteOffset, kept);
}

/** What is kept for memory that several regions have parts of, by its buffer and the place there. */
const keptByBuffer = new WeakMap<ArrayBufferLike, Map<number, object>>();

/** Keeps what an address leads to that was written into a buffer that several regions share: as long as the buffer lives. */
export function keepInBuffer(buffer: ArrayBufferLike, byteOffset: number, kept: object): void {
  const entries = keptByBuffer.get(buffer) ?? new Map<number, object>();
  keptByBuffer.set(buffer, entries);
  entries.set(byteOffset, kept);
}

/** Gives what is kept for the address that lies at an offset of a region: whoever copies the address must keep it, too. */
export function keptAt({ kept, buffer, bufferOffset, isBufferShared }: Region, byteOffset: number): object | undefined {
  const own = kept?.get(byteOffset);
  if (own !== undefined || buffer === undefined || !isBufferShared) return own;
  return keptByBuffer.get(buffer)?.get(bufferOffset + byteOffset);
}

/**
 * Gives the function that keeps what is written into a region alive; `undefined` for memory that native code handed out, of
 * which nobody knows when it ends.
 */
export function keepInRegion(
  region: Region,
  regionOffset: number,
): ((offset: number, kept: object) => void) | undefined {
  if (region === foreignRegion) return undefined;
  return (offset, kept) => keepText(region, regionOffset + offset, kept);
}

/** What a region begins with; what is left out is `undefined`, or 0. */
type RegionStart = Partial<Pick<Region, "buffer" | "bufferOffset" | "isBufferShared" | "isReadOnly" | "owner">>;

/**
 * Makes a region. All have the same properties in the same order, so that generated code that asks whether one is alive meets
 * a single shape.
 */
export function createRegion(byteLength: number | undefined, start: RegionStart = {}): Region {
  return {
    isAlive: true,
    buffer: start.buffer,
    block: undefined,
    bufferOffset: start.bufferOffset ?? 0,
    isBufferShared: start.isBufferShared ?? false,
    isBufferExposed: false,
    isReadOnly: start.isReadOnly ?? false,
    byteLength,
    freedAt: undefined,
    ending: undefined,
    kept: undefined,
    gate: undefined,
    owner: start.owner,
    borrowed: undefined,
    entry: undefined,
    release: undefined,
    externalByteLength: undefined,
  };
}

/** Gives the region of memory that belongs to something in `owner`: it ends with it, and its size is not known. */
export function borrowedRegion(owner: Region): Region {
  if (owner === foreignRegion) return foreignRegion;
  if (owner.borrowed === undefined) {
    owner.borrowed = createRegion(undefined, { owner, isReadOnly: owner.isReadOnly });
    if (!owner.isAlive) endRegion(owner.borrowed, borrowedEnding);
  }
  return owner.borrowed;
}

/** Gives the region of memory in a buffer: it keeps the buffer, and ends when its memory is transferred elsewhere. */
export function bufferRegion(buffer: ArrayBufferLike | ArrayBufferView): Region {
  const region = createRegion(undefined, { owner: buffer });
  region.ending = "borrows from a buffer whose memory was transferred elsewhere";
  let hasEnded = false;
  endsUntold.add(region);
  return Object.defineProperty(region, "isAlive", {
    get: () => !hasEnded && !isDetached(buffer),
    set: () => {
      hasEnded = true;
    },
  });
}

/** Gives what functions ask that lie in a region which is alive: it is closed when the region ends. */
export function gateOfRegion(region: Region): Readonly<LibraryGate> {
  if (endsUntold.has(region)) {
    return {
      get isClosed() {
        return !region.isAlive;
      },
      isWatched: true,
    };
  }
  return (region.gate ??= createGate());
}

/** Regions whose end nobody tells: it shows when it is asked for. */
const endsUntold = new WeakSet<Region>();

const borrowedEnding = "borrows from memory that was freed";

/**
 * Ends a region, and what borrows from it. A second time does nothing.
 *
 * @throws What giving the memory back throws; the region has ended all the same.
 */
export function freeRegion(region: Region): void {
  if (!region.isAlive) return;
  region.isAlive = false;
  region.kept?.clear();
  if (region.gate !== undefined) closeGate(region.gate);
  region.freedAt = new Error("freed here").stack?.split("\n").slice(2).join("\n");
  releaseOwned(region.entry);
  unwatchRegion(region);
  detachViews(region);
  region.block?.close();
  hideBuffer(region);
  if (region.externalByteLength !== undefined) currentBackend().adjustExternalMemory(-region.externalByteLength);
  if (region.borrowed !== undefined) endRegion(region.borrowed, borrowedEnding);
  region.release?.();
}

/** Empties what was handed out of a buffer. The memory stays with the region: a call that is running may still use it. */
function hideBuffer(region: Region): void {
  const { buffer, isBufferExposed } = region;
  if (buffer === undefined || !isBufferExposed || buffer.byteLength === 0) return;
  region.buffer = structuredClone(buffer, { transfer: [buffer] });
}

const givenAway = "was given away";

/** Ends a region whose memory went over to C. Of memory that nobody owned here, nothing is known afterwards either. */
export function transferRegion(region: Region): void {
  if (region === foreignRegion) return;
  region.release = undefined;
  endRegion(region, givenAway);
}

/** Ends a region that is not freed: what it belongs to has ended. `ending` is a clause for the error of a later use. */
export function endRegion(region: Region, ending: string): void {
  if (!region.isAlive) return;
  region.ending = ending;
  freeRegion(region);
}

/** Makes the error for a use of freed memory. */
export function useAfterFree(what: string, region: Region): FfiError {
  return new FfiError("FFI_USE_AFTER_FREE", `${what} ${region.ending ?? "was freed"}`, {
    hint:
      region.ending === givenAway
        ? "a call took it over; what comes after has to do without it"
        : "keep its owner alive for as long as it is used",
    details: { freedAt: region.freedAt },
  });
}
