/**
 * The ledger of owned things: libraries, allocations, arenas, handles, callbacks, memory that C handed over. With `KOINE_LEAKS=1`
 * in the environment it prints, when the process or worker ends, what was never released and where it was made; without, an
 * entry costs one comparison. What keeps and frees memory is in `memory/`.
 */
import { currentBackend } from "../backend/select.ts";
import { findCaller } from "./find-caller.ts";
import { renderLeaks } from "./render-leaks.ts";

/** What kind of thing is owned. */
export type OwnedKind = "library" | "allocation" | "arena" | "pointer" | "handle" | "callback";

/** One owned thing. It holds nothing of the thing, so that being in the ledger keeps nothing alive. */
export interface LedgerEntry {
  readonly kind: OwnedKind;
  /** Its type or name, as C or the user would write it. */
  readonly what: string;
  /** Bytes, where they are known. */
  readonly byteLength: number | undefined;
  /** File and line of the code that made it. */
  readonly place: string;
  /** Whether the garbage collector ended it, because nobody released it while it could be reached. */
  wasCollected: boolean;
}

let entries: Set<LedgerEntry> | null | undefined;

/**
 * Enters an owned thing.
 *
 * @param describe Names the thing; called only when the ledger is kept.
 * @returns What {@link releaseOwned} takes; `undefined` when no ledger is kept.
 */
export function recordOwned(kind: OwnedKind, describe: () => string, byteLength?: number): LedgerEntry | undefined {
  if (entries === undefined) entries = openLedger();
  if (entries === null) return undefined;
  const entry = { kind, what: describe(), byteLength, place: findCaller(), wasCollected: false };
  entries.add(entry);
  return entry;
}

/** Strikes out what was released. */
export function releaseOwned(entry: LedgerEntry | undefined): void {
  if (entry !== undefined) entries?.delete(entry);
}

function openLedger(): Set<LedgerEntry> | null {
  const { host } = currentBackend();
  if (host.environmentVariable("KOINE_LEAKS") !== "1") return null;
  const opened = new Set<LedgerEntry>();
  host.atExit(() => {
    if (opened.size > 0) host.writeError(renderLeaks([...opened]));
  });
  return opened;
}
