/** The command line of `npm run bench`. */
import { parseArgs } from "node:util";
import type { MeasureOptions } from "../measure/measure-loop.ts";
import { peers } from "../peers/catalogue.ts";
import type { Mode } from "../report/result.ts";
import { workloadNames } from "../workloads/catalogue.ts";

/** What to measure and how thoroughly. */
export interface BenchmarkOptions extends MeasureOptions {
  readonly nodeMajors: readonly number[];
  readonly workloads: readonly string[];
  readonly peers: readonly string[];
  readonly modes: readonly Mode[];
  /** Processes per cell whose samples are joined: where V8 puts the code moves calls of 2 ns by a factor of two. */
  readonly processes: number;
  /** File for the JSON report. */
  readonly jsonPath?: string;
}

export const usage: string = `npm run bench -- [options]

  --node 20,26           Node majors to measure (20, 22, 24, 26; default 20,26)
  --workload NAME[,NAME] only these: ${workloadNames.join(", ")}
  --peer NAME[,NAME]     only these: ${peers.map((peer) => peer.name).join(", ")}
  --isolated             only one process per peer and workload
  --mixed                only all workloads of a peer hot in one process
  --quick                5 runs of 20 ms instead of 7 of 100 ms: for trying things out
  --processes N          join the samples of N processes per cell (default 1; calls of few ns at least 3): steadier, N times as long
  --json FILE            write every sample, the machine and all versions to FILE
  --help                 show this
`;

/** Wrong usage: told on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads the arguments.
 *
 * @returns The options, or "help".
 * @throws {UsageError} for unknown options and names.
 */
export function parseOptions(argv: readonly string[]): BenchmarkOptions | "help" {
  const values = parseValues(argv);
  if (values.help === true) return "help";
  if (values.mixed === true && values.isolated === true)
    throw new UsageError("--mixed and --isolated exclude each other");
  const modes: Mode[] =
    values.mixed === true ? ["mixed"] : values.isolated === true ? ["isolated"] : ["isolated", "mixed"];
  return {
    ...(values.quick === true ? { runs: 5, minimumMs: 20 } : { runs: 7, minimumMs: 100 }),
    nodeMajors: parseList("--node", values.node ?? "20,26", ["20", "22", "24", "26"]).map(Number),
    workloads: parseList("--workload", values.workload, workloadNames),
    peers: parseList(
      "--peer",
      values.peer,
      peers.map((peer) => peer.name),
    ),
    modes,
    processes: parseCount("--processes", values.processes ?? "1"),
    ...(values.json === undefined ? {} : { jsonPath: values.json }),
  };
}

function parseValues(argv: readonly string[]): ReturnType<typeof parseKnownArguments> {
  try {
    return parseKnownArguments(argv);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

interface ArgumentValues {
  readonly node?: string;
  readonly workload?: string;
  readonly peer?: string;
  readonly json?: string;
  readonly processes?: string;
  readonly isolated?: boolean;
  readonly mixed?: boolean;
  readonly quick?: boolean;
  readonly help?: boolean;
}

function parseKnownArguments(argv: readonly string[]): ArgumentValues {
  return parseArgs({
    args: [...argv],
    strict: true,
    options: {
      node: { type: "string" },
      workload: { type: "string" },
      peer: { type: "string" },
      json: { type: "string" },
      processes: { type: "string" },
      isolated: { type: "boolean" },
      mixed: { type: "boolean" },
      quick: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
}

function parseCount(option: string, text: string): number {
  if (!/^[1-9]\d?$/u.test(text)) throw new UsageError(`${option}: "${text}" is not a number from 1 to 99`);
  return Number(text);
}

/** Splits a comma list and puts it in the order of `known`; everything when the option is absent. */
function parseList(option: string, text: string | undefined, known: readonly string[]): string[] {
  if (text === undefined) return [...known];
  const asked = new Set(text.split(",").map((name) => name.trim()));
  for (const name of asked) {
    if (!known.includes(name)) throw new UsageError(`${option}: "${name}" is none of ${known.join(", ")}`);
  }
  return known.filter((name) => asked.has(name));
}
