/**
 * What happens to regions that nobody freed before the last pointer into them was gone: their memory is given back then, and
 * the ledger says so.
 */
import { currentBackend } from "../backend/select.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import type { Region } from "./region.ts";

/** What is known of a region once it is gone. It must not hold the region. */
interface Remains {
  readonly entry: LedgerEntry | undefined;
  readonly release: (() => void) | undefined;
  readonly externalByteLength: number | undefined;
}

const registry = new FinalizationRegistry<Remains>(({ entry, release, externalByteLength }) => {
  if (externalByteLength !== undefined) currentBackend().adjustExternalMemory(-externalByteLength);
  if (entry !== undefined) entry.wasCollected = true;
  try {
    release?.();
  } catch {
    // The library was closed before: nobody is left who could give the memory back.
  }
});

/** Watches a region that owns something. Its `release` must not hold the region. */
export function watchRegion(region: Region): void {
  const { entry, release, externalByteLength } = region;
  if (entry === undefined && release === undefined) return;
  registry.register(region, { entry, release, externalByteLength }, region);
}

/** Stops watching a region that was freed. */
export function unwatchRegion(region: Region): void {
  registry.unregister(region);
}
