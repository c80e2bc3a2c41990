/**
 * Compares koine's numbers with the speed that the project set itself. A target that is not reached is said, never
 * asserted: benchmarks on shared machines prove nothing by failing. Medians decide. The same comparison of the least samples stands
 * beside: other work on the machine makes a call slower, never quicker.
 */
import { loopWorkloads } from "../workloads/catalogue.ts";
import type { Result, Statistic } from "./result.ts";
import { ResultTable } from "./result.ts";
import { renderTextTable } from "./text-table.ts";
import { SUBJECT } from "./render-results.ts";

/** One comparison of one row on one Node version. */
export interface TargetCheck {
  readonly node: string;
  readonly target: string;
  readonly row: string;
  /** What was measured, in the unit of the target; undefined when a number that it needs is missing. */
  readonly value: number | undefined;
  /** The same of the least samples. */
  readonly least?: number | undefined;
  readonly limit: number;
  /** Whether larger values are better. */
  readonly isMinimum: boolean;
  readonly unit: "x" | "ns" | "ms";
  /** What can be reached at all: the same ratio for the hand-written V8-fast addon, or for it behind checks written by hand. */
  readonly floor?: number;
}

/** The peer that shows what can be reached at all. */
const FLOOR = "v8-fast";

const scalarRows = ["nop", "add_i32", "add_u8", "add_f64", "add_i64_number", "add_i64_bigint", "mix8"];

interface KoffiTarget {
  readonly rows: readonly string[];
  readonly limit: number;
  /** The row of koffi's that these are compared with, where it has not the same. */
  readonly koffiRow?: (row: string) => string;
}

/** Rows that must be at least that many times faster than koffi. */
const koffiTargets: readonly KoffiTarget[] = [
  { rows: scalarRows, limit: 6 },
  { rows: ["add12"], limit: 12 },
  { rows: ["strlen11", "strlen20"], limit: 2 },
  { rows: ["out_int", "variadic"], limit: 5 },
  { rows: ["create_callback"], limit: 1 },
  { rows: ["vec2_object", "color_object", "triple_object"], limit: 20 },
  {
    rows: ["vec2_instance", "color_instance", "triple_instance"],
    limit: 20,
    koffiRow: (row) => row.replace("instance", "object"),
  },
];

interface PeerTarget {
  readonly row: string;
  readonly target: string;
  /** What is wanted of the best peer's time divided by koine's; less than 1 where koine may take a part of that time only. */
  readonly limit: number;
  /** The row of the peers', where they have not the same. */
  readonly peerRow?: string;
  /** Peers that are not meant. */
  readonly without?: readonly string[];
}

/** Peers that are no other way from JavaScript to C. */
const noPeers: readonly string[] = [SUBJECT, "c", "dataview", FLOOR];

/** Peers that are libraries for calling any function, and no addons for certain ones. */
const noLibraries: readonly string[] = [...noPeers, "n-api"];

/** Rows that are compared with the fastest peer that gets there from JavaScript. */
const peerTargets: readonly PeerTarget[] = [
  { row: "callback", target: "at least 8x faster than every peer", limit: 8 },
  {
    row: "caller_callback",
    target: "at least 1.5x faster than every library",
    limit: 1.5,
    peerRow: "callback",
    without: noLibraries,
  },
  { row: "caller_callback", target: "at least 1.5x faster than every peer", limit: 1.5, peerRow: "callback" },
  { row: "kept_callback", target: "at least 1.5x faster than every peer", limit: 1.5 },
  { row: "qsort1000", target: "at most 0.3x the best peer's time", limit: 1 / 0.3 },
];

/** What C needs to call JavaScript on its own stack, at the least: see `callWithCallback` in ../../native/v8-fast-addon.c. */
const leastCallback = { peer: FLOOR, row: "caller_callback" } as const;

/** Rows of many functions, which are compared with wrappers written by hand around the addon's. */
const callSiteRows = ["fifty_functions", "megamorphic"];
/** Two programs that do the same differ by so much. */
const callSiteLimit = 1.1;

/** Evaluates every target on every Node version of the results. */
export function checkTargets(results: readonly Result[]): TargetCheck[] {
  const checks = checkWith(results, "median");
  const least = checkWith(results, "min");
  return checks.map((check, place) => ({ ...check, least: least[place]?.value }));
}

function checkWith(results: readonly Result[], statistic: Statistic): TargetCheck[] {
  const table = new ResultTable(results, statistic);
  const nodes = [...new Set(results.map((result) => result.node))];
  return nodes.flatMap((node) => [
    ...[...scalarRows, "add12"].map((row) => checkAgainstFastAddon(table, node, row)),
    ...koffiTargets.flatMap(({ rows, limit, koffiRow }) =>
      rows.map((row) => checkAgainstKoffi(table, { node, row, limit, koffiRow: koffiRow?.(row) ?? row })),
    ),
    ...peerTargets.map((target) => checkAgainstPeers(table, node, target)),
    ...callSiteRows.map((row) => checkCallSites(table, node, row)),
    checkErrno(table, node),
    checkWrapper(table, node),
    checkLibffi(table, node),
    checkMembers(table, node),
    ...loopWorkloads.map(({ name }) => checkMixed(table, node, name)),
    ...["bind1000", "bind1000_call"].map((row) => checkBinding(table, node, row)),
  ]);
}

/** Whether a check's target is reached; undefined when a number is missing. */
export function isReached({ value, limit, isMinimum }: TargetCheck): boolean | undefined {
  if (value === undefined) return undefined;
  return isMinimum ? value >= limit : value <= limit;
}

/** Whether what is written by hand misses a target, too, that is not reached: then no call through V8 reaches it in this run. */
export function isBelowFloor(check: TargetCheck): boolean {
  return (
    isReached(check) === false && check.floor !== undefined && isReached({ ...check, value: check.floor }) === false
  );
}

function checkAgainstFastAddon(table: ResultTable, node: string, row: string): TargetCheck {
  const addon = time(table, node, { peer: FLOOR, row });
  const value = divide(time(table, node, { peer: SUBJECT, row }), addon);
  const floor = divide(time(table, node, { peer: FLOOR, row: `${row}_checked` }), addon);
  const check = { node, target: "at most 1.5x the V8-fast addon", row, value, limit: 1.5 } as const;
  return { ...check, isMinimum: false, unit: "x", ...(floor === undefined ? {} : { floor }) };
}

function checkAgainstKoffi(
  table: ResultTable,
  { node, row, limit, koffiRow }: Pick<TargetCheck, "node" | "row" | "limit"> & { readonly koffiRow: string },
): TargetCheck {
  const koffi = time(table, node, { peer: "koffi", row: koffiRow });
  const value = divide(koffi, time(table, node, { peer: SUBJECT, row }));
  const floor = divide(koffi, time(table, node, { peer: FLOOR, row }));
  const check = { node, target: `at least ${limit}x faster than koffi`, row, value, limit } as const;
  return { ...check, isMinimum: true, unit: "x", ...(floor === undefined ? {} : { floor }) };
}

/** Against the fastest peer, whichever that is. Told as a part of its time where that is how the limit is. */
function checkAgainstPeers(
  table: ResultTable,
  node: string,
  { row, target, limit, peerRow = row, without = noPeers }: PeerTarget,
): TargetCheck {
  const own = time(table, node, { peer: SUBJECT, row });
  const best = table.findBest(node, "isolated", peerRow, new Set(without));
  const isMinimum = !target.startsWith("at most");
  const value = isMinimum ? divide(best, own) : divide(own, best);
  const floor = /^(?:caller|kept)_/u.test(row) ? divide(best, time(table, node, leastCallback)) : undefined;
  const check = { node, target, row, value, limit: isMinimum ? limit : 1 / limit, isMinimum, unit: "x" } as const;
  return { ...check, ...(floor === undefined ? {} : { floor }) };
}

function checkCallSites(table: ResultTable, node: string, row: string): TargetCheck {
  const value = divide(time(table, node, { peer: SUBJECT, row }), time(table, node, { peer: FLOOR, row }));
  const target = "no slower than wrappers by hand";
  return { node, target, row, value, limit: callSiteLimit, isMinimum: false, unit: "x" };
}

function checkErrno(table: ResultTable, node: string): TargetCheck {
  const row = "errno";
  const [kept, plain] = [row, "add_i32"].map((name) => time(table, node, { peer: SUBJECT, row: name }));
  const value = kept === undefined || plain === undefined ? undefined : kept - plain;
  return { node, target: "errno at most 2 ns more", row, value, limit: 2, isMinimum: false, unit: "ns" };
}

/** The cost of the checks: koine's checked call less its unchecked one, or less the addon's raw call. */
function checkWrapper(table: ResultTable, node: string): TargetCheck {
  const row = "add_i32";
  const checked = time(table, node, { peer: SUBJECT, row });
  const unchecked = time(table, node, { peer: SUBJECT, row: "add_i32_unchecked" });
  const raw = unchecked ?? time(table, node, { peer: FLOOR, row });
  const target = `wrapper checks at most 2 ns (over ${unchecked === undefined ? "the V8-fast addon" : "unchecked"})`;
  const value = checked === undefined || raw === undefined ? undefined : checked - raw;
  return { node, target, row, value, limit: 2, isMinimum: false, unit: "ns" };
}

/** One call of koine's leads to libffi's call, which is what the C loop makes. */
function checkLibffi(table: ResultTable, node: string): TargetCheck {
  const row = "libffi_raw";
  const target = "at most 1.3x ffi_call from C and a scalar call";
  const call = time(table, node, { peer: SUBJECT, row: "add_i32" });
  const fromC = time(table, node, { peer: "c", row });
  const wanted = call === undefined || fromC === undefined ? undefined : call + fromC;
  const value = divide(time(table, node, { peer: SUBJECT, row }), wanted);
  return { node, target, row, value, limit: 1.3, isMinimum: false, unit: "x" };
}

/** Members of a struct in memory, as accessors of an instance reach them. */
function checkMembers(table: ResultTable, node: string): TargetCheck {
  const row = "struct_members";
  const value = divide(time(table, node, { peer: SUBJECT, row }), time(table, node, { peer: "dataview", row }));
  return { node, target: "at most a DataView's time", row, value, limit: 1, isMinimum: false, unit: "x" };
}

function checkMixed(table: ResultTable, node: string, row: string): TargetCheck {
  const [value, floor] = [SUBJECT, FLOOR].map((peer) =>
    divide(table.findTime(node, "mixed", { peer, row }), time(table, node, { peer, row })),
  );
  const check = { node, target: "mixed at most 1.3x isolated", row, value, limit: 1.3 } as const;
  return { ...check, isMinimum: false, unit: "x", ...(floor === undefined ? {} : { floor }) };
}

function checkBinding(table: ResultTable, node: string, row: string): TargetCheck {
  const value = divide(time(table, node, { peer: SUBJECT, row }), time(table, node, { peer: "koffi", row }));
  return { node, target: "bind 1,000 in at most koffi's time", row, value, limit: 1, isMinimum: false, unit: "x" };
}

function time(
  table: ResultTable,
  node: string,
  cell: { readonly peer: string; readonly row: string },
): number | undefined {
  return table.findTime(node, "isolated", cell);
}

function divide(dividend: number | undefined, divisor: number | undefined): number | undefined {
  return dividend === undefined || divisor === undefined ? undefined : dividend / divisor;
}

/** Renders the checks as a table; the rows that need numbers that were not measured are left out and counted. */
export function renderTargets(checks: readonly TargetCheck[]): string {
  const known = checks.filter((check) => check.value !== undefined);
  const floors = known.some(({ floor }) => floor !== undefined) ? ["by hand"] : [];
  const missing = checks.length - known.length;
  const rows = known.map((check) => [
    check.target,
    check.row,
    check.node,
    `${check.value?.toFixed(2)} ${check.unit}`,
    `${check.least?.toFixed(2)} ${check.unit}`,
    renderVerdict(check),
    ...floors.map(() => (check.floor === undefined ? "" : `${check.floor.toFixed(2)} x`)),
  ]);
  const reached = known.filter((check) => isReached(check) === true).length;
  const below = known.filter(isBelowFloor).length;
  const notes = [
    below === 0 ? "" : `, ${below} of the others missed by hand, too (floor)`,
    missing === 0 ? "" : `, ${missing} without numbers`,
  ];
  return [
    `Targets: ${reached} of ${known.length} reached${notes.join("")}`,
    ...(known.length === 0
      ? []
      : ["", renderTextTable(["target", "row", "Node", "median", "least", "", ...floors], rows)]),
  ].join("\n");
}

/** What is below the floor is not reached all the same. */
function renderVerdict(check: TargetCheck): string {
  if (isReached(check) === true) return "reached";
  return isBelowFloor(check) ? `NOT REACHED; floor: by hand only ${check.floor?.toFixed(2)} x` : "NOT REACHED";
}
