/**
 * Compares koine's numbers with the speed that the project set itself. A target that is not reached is said, never
 * asserted: benchmarks on shared machines prove nothing by failing.
 */
import { loopWorkloads } from "../workloads/catalogue.ts";
import type { Result } from "./result.ts";
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
  readonly limit: number;
  /** Whether larger values are better. */
  readonly isMinimum: boolean;
  readonly unit: "x" | "ns" | "ms";
  /** What can be reached at all: the same ratio for the hand-written V8-fast addon, or for it behind checks written by hand. */
  readonly floor?: number;
}

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
  { rows: ["callback"], limit: 8 },
  { rows: ["create_callback"], limit: 1 },
  { rows: ["vec2_object", "color_object", "triple_object"], limit: 20 },
  {
    rows: ["vec2_instance", "color_instance", "triple_instance"],
    limit: 20,
    koffiRow: (row) => row.replace("instance", "object"),
  },
];

/** Evaluates every target on every Node version of the results. */
export function checkTargets(results: readonly Result[]): TargetCheck[] {
  const table = new ResultTable(results);
  const nodes = [...new Set(results.map((result) => result.node))];
  return nodes.flatMap((node) => [
    ...[...scalarRows, "add12"].map((row) => checkAgainstFastAddon(table, node, row)),
    ...koffiTargets.flatMap(({ rows, limit, koffiRow }) =>
      rows.map((row) => checkAgainstKoffi(table, { node, row, limit, koffiRow: koffiRow?.(row) ?? row })),
    ),
    checkWrapper(table, node),
    checkLibffi(table, node),
    ...loopWorkloads.map(({ name }) => checkMixed(table, node, name)),
    ...["bind1000", "bind1000_call"].map((row) => checkBinding(table, node, row)),
  ]);
}

/** Whether a check's target is reached; undefined when a number is missing. */
export function isReached({ value, limit, isMinimum }: TargetCheck): boolean | undefined {
  if (value === undefined) return undefined;
  return isMinimum ? value >= limit : value <= limit;
}

function checkAgainstFastAddon(table: ResultTable, node: string, row: string): TargetCheck {
  const addon = median(table, node, { peer: "v8-fast", row });
  const value = divide(median(table, node, { peer: SUBJECT, row }), addon);
  const floor = divide(median(table, node, { peer: "v8-fast", row: `${row}_checked` }), addon);
  const check = { node, target: "at most 1.5x the V8-fast addon", row, value, limit: 1.5 } as const;
  return { ...check, isMinimum: false, unit: "x", ...(floor === undefined ? {} : { floor }) };
}

function checkAgainstKoffi(
  table: ResultTable,
  { node, row, limit, koffiRow }: Pick<TargetCheck, "node" | "row" | "limit"> & { readonly koffiRow: string },
): TargetCheck {
  const koffi = median(table, node, { peer: "koffi", row: koffiRow });
  const value = divide(koffi, median(table, node, { peer: SUBJECT, row }));
  const floor = divide(koffi, median(table, node, { peer: "v8-fast", row }));
  const check = { node, target: `at least ${limit}x faster than koffi`, row, value, limit } as const;
  return { ...check, isMinimum: true, unit: "x", ...(floor === undefined ? {} : { floor }) };
}

/** The cost of the checks: koine's checked call less its unchecked one, or less the addon's raw call. */
function checkWrapper(table: ResultTable, node: string): TargetCheck {
  const row = "add_i32";
  const checked = median(table, node, { peer: SUBJECT, row });
  const unchecked = median(table, node, { peer: SUBJECT, row: "add_i32_unchecked" });
  const raw = unchecked ?? median(table, node, { peer: "v8-fast", row });
  const target = `wrapper checks at most 2 ns (over ${unchecked === undefined ? "the V8-fast addon" : "unchecked"})`;
  const value = checked === undefined || raw === undefined ? undefined : checked - raw;
  return { node, target, row, value, limit: 2, isMinimum: false, unit: "ns" };
}

/** One call of koine's leads to libffi's call, which is what the C loop makes. */
function checkLibffi(table: ResultTable, node: string): TargetCheck {
  const row = "libffi_raw";
  const target = "at most 1.3x ffi_call from C and a scalar call";
  const call = median(table, node, { peer: SUBJECT, row: "add_i32" });
  const fromC = median(table, node, { peer: "c", row });
  const least = call === undefined || fromC === undefined ? undefined : call + fromC;
  const value = divide(median(table, node, { peer: SUBJECT, row }), least);
  return { node, target, row, value, limit: 1.3, isMinimum: false, unit: "x" };
}

function checkMixed(table: ResultTable, node: string, row: string): TargetCheck {
  const mixed = table.findMedian(node, "mixed", { peer: SUBJECT, row });
  const value = divide(mixed, median(table, node, { peer: SUBJECT, row }));
  return { node, target: "mixed at most 1.3x isolated", row, value, limit: 1.3, isMinimum: false, unit: "x" };
}

function checkBinding(table: ResultTable, node: string, row: string): TargetCheck {
  const value = divide(median(table, node, { peer: SUBJECT, row }), median(table, node, { peer: "koffi", row }));
  return { node, target: "bind 1,000 in at most koffi's time", row, value, limit: 1, isMinimum: false, unit: "x" };
}

function median(
  table: ResultTable,
  node: string,
  cell: { readonly peer: string; readonly row: string },
): number | undefined {
  return table.findMedian(node, "isolated", cell);
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
    isReached(check) === true ? "reached" : "NOT REACHED",
    ...floors.map(() => (check.floor === undefined ? "" : `${check.floor.toFixed(2)} x`)),
  ]);
  const reached = known.filter((check) => isReached(check) === true).length;
  return [
    `Targets: ${reached} of ${known.length} reached${missing === 0 ? "" : `, ${missing} without numbers`}`,
    ...(known.length === 0 ? [] : ["", renderTextTable(["target", "row", "Node", "measured", "", ...floors], rows)]),
  ].join("\n");
}
