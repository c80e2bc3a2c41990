/** The text of the report on what was never released. */
import type { LedgerEntry } from "./ledger.ts";

/** Renders the report: a line per kind, type and place, those with the most first. */
export function renderLeaks(leaks: readonly LedgerEntry[]): string {
  const groups = new Map<string, LedgerEntry[]>();
  for (const leak of leaks) {
    const key = JSON.stringify([leak.kind, leak.what, leak.place, leak.wasCollected]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [leak]);
    else group.push(leak);
  }
  const lines = [...groups.values()].sort((left, right) => right.length - left.length).map(renderGroup);
  const noun = leaks.length === 1 ? "thing was" : "things were";
  return `koine: ${leaks.length} owned ${noun} never released\n${lines.join("")}`;
}

function renderGroup(group: readonly LedgerEntry[]): string {
  const [{ kind, what, place, wasCollected } = {} as LedgerEntry] = group;
  const count = group.length === 1 ? "" : `${group.length} × `;
  const known = group.every(({ byteLength }) => byteLength !== undefined);
  const sum = group.reduce((total, { byteLength = 0 }) => total + byteLength, 0);
  const size = known ? `, ${sum} ${sum === 1 ? "byte" : "bytes"}` : "";
  const ending = wasCollected ? " (the garbage collector released it)" : "";
  return `  ${count}${kind} ${what}${size}, made at ${place}${ending}\n`;
}
