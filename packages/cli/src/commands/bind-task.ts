/** One binding of `koine bind`: made, written or compared. What is asked for is decided in `bind.ts`. */
import {
  bindHeadersCached,
  checkBinding,
  findCacheDirectory,
  listWrittenTexts,
  PartConflict,
  writeBinding,
} from "@koine/bindgen/cached";
import type {
  BindingDifference,
  BindingPaths,
  BindOptions,
  BindOutput,
  DeclarationReader,
} from "@koine/bindgen/cached";
import type { Diagnostic } from "@koine/diagnostics";
import type { Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { emptyReport, nameInside, writeReport } from "./bind-report.ts";

/** One binding: of headers, or of a spec. */
export type BindTask = { readonly paths: BindingPaths } & (
  | { readonly options: BindOptions }
  | { readonly specs: readonly string[]; readonly libraries: readonly string[] }
);

/** What a run of the command does, or what is wrong with how it was called. */
export interface BindPlan {
  readonly problems: readonly string[];
  readonly tasks: readonly BindTask[];
  /** What may have been meant otherwise. */
  readonly advice: readonly Diagnostic[];
}

/** A binding and what it gave. */
export interface BindOutcome {
  readonly task: BindTask;
  readonly result: BindOutput;
}

/** What the command line decides about how bindings are made. */
export interface TaskFacts {
  /** Whether nothing is taken from the cache. */
  readonly isUncached: boolean;
  readonly onProgress: (step: string) => void;
  /** Another front end, if there is one. */
  readonly reader: DeclarationReader | undefined;
  /** The compiler to ask, if one is asked. */
  readonly probe: BindOptions["probe"];
  /** Is called before a binding is made that the cache does not have, when what makes it is loaded. */
  readonly beforeReading: (() => void) | undefined;
}

/** Binds. The front end is loaded where it is needed: a binding that the cache has starts without it. */
export async function runTask(task: BindTask, { isUncached, beforeReading, ...facts }: TaskFacts): Promise<BindOutput> {
  if ("specs" in task) {
    const { bindSpecFiles } = await import("@koine/bindgen/front-end");
    beforeReading?.();
    return bindSpecFiles(task.specs, { libraries: task.libraries });
  }
  const options = { ...task.options, ...facts };
  // What a function of the configuration does is not seen from outside.
  const isBypassed = isUncached || typeof options.rename === "function";
  // What goes to no file is printed.
  const texts = hasOutput(task) ? listWrittenTexts(task.paths) : (["module"] as const);
  return bindHeadersCached(options, { directory: findCacheDirectory(), isBypassed, texts, beforeReading });
}

/** Writes or compares all bindings, and reports. */
export function finishTasks(
  outcomes: readonly BindOutcome[],
  facts: {
    readonly isCheck: boolean;
    readonly format: string | undefined;
    readonly surroundings: Surroundings;
    /** What there is to say before the bindings. */
    readonly advice: Pick<BindOutput, "diagnostics" | "sources">;
  },
): ExitCode {
  const { isCheck, format, surroundings, advice } = facts;
  const made = outcomes.filter(({ result }) => result.isBound);
  const comparison = isCheck ? compare(made) : { differences: [], problems: [] };
  const problems = isCheck
    ? comparison.problems.map((problem) => `nothing was compared: ${problem}`)
    : made
        .flatMap(({ task, result }) => tryWrite(result, task.paths) ?? [])
        .map((text) => `nothing was written: ${text}`);
  if (problems.length > 0) {
    writeReport([{ ...emptyReport, diagnostics: problems.map(describeUnwritable) }], {
      format,
      isOutputFree: true,
      surroundings,
    });
    return exitCodes.problems;
  }
  const printed = isCheck ? [] : made.filter(({ task }) => !hasOutput(task));
  for (const { result } of printed) surroundings.writeOutput(result.module ?? "");
  const isOutputFree = outcomes.every(({ task, result }) => hasOutput(task) || !result.isBound);
  writeReport([{ ...emptyReport, ...advice }, ...outcomes.map(({ result }) => result)], {
    format,
    isOutputFree,
    surroundings,
    ...(isCheck ? { differences: comparison.differences } : {}),
  });
  const hasDifferences = comparison.differences.length > 0;
  if (hasDifferences) showDifferences(comparison.differences, surroundings);
  const hasErrors = outcomes.some(({ result }) => result.diagnostics.some(({ severity }) => severity === "error"));
  if (hasErrors || made.length < outcomes.length) return exitCodes.problems;
  return hasDifferences ? exitCodes.differences : exitCodes.done;
}

function hasOutput({ paths }: BindTask): boolean {
  return paths.module !== undefined || paths.spec !== undefined;
}

function describeUnwritable(message: string): Diagnostic {
  return { code: "bindgen/output-unwritable", severity: "error", message };
}

/** A full disk or a directory without permission is no bug of ours. */
function tryWrite(result: BindOutput, paths: BindingPaths): string | undefined {
  try {
    writeBinding(result, paths);
    return undefined;
  } catch (error) {
    return describeFailure(error);
  }
}

function describeFailure(error: unknown): string {
  if (error instanceof PartConflict || (error instanceof Error && "syscall" in error)) return error.message;
  throw error;
}

interface Comparison {
  readonly differences: readonly BindingDifference[];
  /** What could not be read. */
  readonly problems: readonly string[];
}

function compare(outcomes: readonly BindOutcome[]): Comparison {
  const differences: BindingDifference[] = [];
  const problems: string[] = [];
  for (const { task, result } of outcomes) {
    try {
      differences.push(...checkBinding(result, task.paths));
    } catch (error) {
      problems.push(describeFailure(error));
    }
  }
  return { differences, problems };
}

function describeDifference(name: string, difference: BindingDifference): string {
  switch (difference.kind) {
    case "missing":
      return `${name} is missing\n`;
    case "stale":
      return `${name} is no part of the module any more\n`;
    case "different":
      return `${name} differs:\n${difference.difference}`;
    default:
      return difference satisfies never;
  }
}

function showDifferences(
  differences: readonly BindingDifference[],
  { workingDirectory, writeError }: Surroundings,
): void {
  for (const difference of differences) {
    writeError(describeDifference(nameInside(difference.path, workingDirectory), difference));
  }
  writeError("the same command without --check writes what is missing or differs\n");
}
