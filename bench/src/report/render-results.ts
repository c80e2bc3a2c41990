/** Lays the results out as text: one table per Node version and mode, then the reasons for the empty cells. */
import { rowTitles } from "../workloads/catalogue.ts";
import { startupMetrics } from "../workloads/startup.ts";
import type { Mode, Outcome, Result } from "./result.ts";
import { ResultTable } from "./result.ts";
import { renderNanoseconds, renderRatio, renderTextTable } from "./text-table.ts";

/** The peer that all others are compared with. */
export const SUBJECT = "koine";

const emptyCells: Readonly<Record<Exclude<Outcome["kind"], "measured">, string>> = {
  "not-offered": "n/a",
  unavailable: "-",
  wrong: "WRONG",
  failed: "FAILED",
};

const modeTitles: Readonly<Record<Mode, string>> = {
  isolated: `isolated: one process per peer and workload; median, ratio to ${SUBJECT}`,
  mixed: "mixed: all workloads of a peer hot in one process; median, ratio to isolated",
};

/** Renders all tables; empty when there are no results. */
export function renderResults(results: readonly Result[]): string {
  const nodes = uniqueOf(results.map((result) => result.node));
  const modes = uniqueOf(results.map((result) => result.mode));
  const sections = nodes.flatMap((node) => modes.map((mode) => renderSection(results, node, mode)));
  return sections.filter((section) => section !== "").join("\n\n");
}

function renderSection(results: readonly Result[], node: string, mode: Mode): string {
  const cells = results.filter((result) => result.node === node && result.mode === mode);
  if (cells.length === 0) return "";
  const table = new ResultTable(results);
  const peers = uniqueOf(cells.map((cell) => cell.peer));
  const offered = new Set<string>(cells.filter((cell) => isOffered(cell.outcome)).map((cell) => cell.row));
  const rows = [...rowTitles.keys()]
    .filter((row) => offered.has(row))
    .map((row) => [row, ...peers.map((peer) => renderCell(table, { node, mode, peer, row }))]);
  const reasons = renderReasons(cells.filter((cell) => offered.has(cell.row)));
  const unoffered = uniqueOf(cells.map((cell) => cell.row)).filter((row) => !offered.has(row));
  if (unoffered.length > 0) reasons.push(`  offered by no peer: ${unoffered.join(", ")}`);
  return [`Node ${node}, ${modeTitles[mode]} (ns)`, "", renderTextTable(["", ...peers], rows), ...reasons].join("\n");
}

function isOffered({ kind }: Outcome): boolean {
  return kind !== "not-offered" && kind !== "unavailable";
}

interface Cell {
  readonly node: string;
  readonly mode: Mode;
  readonly peer: string;
  readonly row: string;
}

function renderCell(table: ResultTable, { node, mode, peer, row }: Cell): string {
  const outcome = table.find(node, mode, { peer, row });
  if (outcome === undefined) return "";
  if (outcome.kind !== "measured") return emptyCells[outcome.kind];
  const isStartup = startupMetrics.some((metric) => metric.name === row);
  const time = renderNanoseconds(outcome.median, isStartup);
  const base =
    mode === "mixed"
      ? table.findTime(node, "isolated", { peer, row })
      : peer === SUBJECT
        ? undefined
        : table.findTime(node, mode, { peer: SUBJECT, row });
  return base === undefined ? time : `${time} (${renderRatio(outcome.median / base)})`;
}

/** One line per peer and reason, naming the rows it holds for. */
function renderReasons(cells: readonly Result[]): string[] {
  const rowsByReason = new Map<string, string[]>();
  for (const { peer, row, outcome } of cells) {
    if (outcome.kind === "measured") continue;
    const key = `${peer}: ${emptyCells[outcome.kind]}: ${outcome.reason}`;
    rowsByReason.set(key, [...(rowsByReason.get(key) ?? []), row]);
  }
  const total = new Set(cells.map((cell) => cell.row)).size;
  const lines = [...rowsByReason].map(
    ([key, rows]) => `  ${key}${rows.length === total ? "" : ` (${rows.join(", ")})`}`,
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

function uniqueOf<TValue>(values: readonly TValue[]): TValue[] {
  return [...new Set(values)];
}
