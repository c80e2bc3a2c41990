/**
 * Regions: stretches of native memory with one lifetime. Every pointer belongs to one, so that a pointer into freed memory
 * is known to be stale whoever made it.
 */
import { FfiError } from "@koine/diagnostics";

/** A stretch of memory with one lifetime. */
export interface Region {
  /** False from the moment it was freed. */
  isAlive: boolean;
  /** The memory, where Koine owns it; `undefined` for memory that native code handed out. */
  readonly buffer: ArrayBuffer | undefined;
  /** Where the region starts in its buffer, in bytes. */
  readonly bufferOffset: number;
  /** Bytes in it; `undefined` where nobody said. */
  readonly byteLength: number | undefined;
  /** Where it was freed, for the error that a later use throws. */
  freedAt: string | undefined;
  /** How it ended, where it was not freed: a clause such as `belongs to a library that was closed`. */
  ending?: string;
  /** Strings and memory whose address was written into the region, by the byte offset of the address. */
  kept?: Map<number, object>;
}

/** The region of every address that native code handed out: Koine does not know when it ends. */
export const foreignRegion: Region = {
  isAlive: true,
  buffer: undefined,
  bufferOffset: 0,
  byteLength: undefined,
  freedAt: undefined,
};

/** Keeps what an address leads to that was written into a region, until the region ends or the address is replaced. */
export function keepText(region: Region, byteOffset: number, kept: object): void {
  region.kept ??= new Map();
  region.kept.set(byteOffset, kept);
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

/** Ends a region. A second time does nothing. */
export function freeRegion(region: Region): void {
  if (!region.isAlive) return;
  region.isAlive = false;
  region.kept?.clear();
  region.freedAt = new Error("freed here").stack?.split("\n").slice(2).join("\n");
}

/** Ends a region that is not freed: what it belongs to has ended. `ending` is a clause for the error of a later use. */
export function endRegion(region: Region, ending: string): void {
  if (!region.isAlive) return;
  freeRegion(region);
  region.ending = ending;
}

/** Makes the error for a use of freed memory. */
export function useAfterFree(what: string, region: Region): FfiError {
  return new FfiError("FFI_USE_AFTER_FREE", `${what} ${region.ending ?? "was freed"}`, {
    hint: "keep its owner alive for as long as it is used",
    details: { freedAt: region.freedAt },
  });
}
