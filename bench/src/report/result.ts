/** What was measured, as it travels from the child processes to the table and the JSON file. */
import type { LoopWorkloadName, StartupMetricName } from "../workloads/workload.ts";

/** `isolated`: one process per peer and workload. `mixed`: all workloads of a peer hot in one process. */
export type Mode = "isolated" | "mixed";

export type RowName = LoopWorkloadName | StartupMetricName;

/** A time that counts: the values were checked before and after it was taken. */
export interface Measured {
  readonly kind: "measured";
  /** Nanoseconds per operation, one per run; for start-up rows one per process. */
  readonly samples: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Steps per run, the most of several processes; 1 for start-up rows. */
  readonly iterations: number;
}

/** No time. `wrong`: the peer returned wrong values; `failed`: it threw or its process died. */
export interface Unmeasured {
  readonly kind: "not-offered" | "unavailable" | "wrong" | "failed";
  readonly reason: string;
}

export type Outcome = Measured | Unmeasured;

/** One cell of one table. */
export interface Result {
  /** Version of the Node binary, without "v". */
  readonly node: string;
  readonly mode: Mode;
  readonly peer: string;
  readonly row: RowName;
  readonly outcome: Outcome;
}

/** Which of the samples stands for a cell: the median, or the least, which other work on the machine moves less. */
export type Statistic = "median" | "min";

/** Finds cells by their place. */
export class ResultTable {
  readonly #outcomes = new Map<string, Outcome>();
  readonly #statistic: Statistic;

  constructor(results: readonly Result[], statistic: Statistic = "median") {
    this.#statistic = statistic;
    for (const { node, mode, peer, row, outcome } of results) {
      this.#outcomes.set([node, mode, peer, row].join("\0"), outcome);
    }
  }

  /** The outcome at a place, or undefined when it was not asked for. */
  find(node: string, mode: Mode, cell: { readonly peer: string; readonly row: string }): Outcome | undefined {
    return this.#outcomes.get([node, mode, cell.peer, cell.row].join("\0"));
  }

  /** The time at a place, in nanoseconds, or undefined when nothing was measured there. */
  findTime(node: string, mode: Mode, cell: { readonly peer: string; readonly row: string }): number | undefined {
    const outcome = this.find(node, mode, cell);
    return outcome?.kind === "measured" ? outcome[this.#statistic] : undefined;
  }

  /** The least time of a row among the peers that are not left out; undefined when none was measured. */
  findBest(node: string, mode: Mode, row: string, leftOut: ReadonlySet<string>): number | undefined {
    const peers = [...new Set([...this.#outcomes.keys()].map((place) => place.split("\0")[2] ?? ""))];
    const times = peers
      .filter((peer) => !leftOut.has(peer))
      .flatMap((peer) => this.findTime(node, mode, { peer, row }) ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  }
}
