/** What `koine generate` does; how it is called is in `generate.ts`, which loads this file when it is. */
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { findNearestNames } from "@koine/diagnostics";
import type { Diagnostic } from "@koine/diagnostics";
import { checkOutputs, loadApi, planOutputs, renderTargetsInWorkers, targetNames, writeOutputs } from "@koine/idl";
import type { ApiResult, OutputPlan, WriteOptions } from "@koine/idl";
import type { Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { isReportFormat, renderReport } from "../report/render-report.ts";
import { renderScaffolds } from "./scaffold-files.ts";
import { describeSteps, summarizeSteps } from "./output-summary.ts";

/** What was given for the options; the table of them is in `generate.ts`. */
export interface GenerateValues {
  readonly target: readonly string[];
  readonly out: string | undefined;
  readonly scaffold: readonly string[];
  readonly check: boolean;
  readonly "dry-run": boolean;
  readonly force: boolean;
  readonly format: string | undefined;
}

/** What a run came to. */
export interface GenerateOutcome {
  readonly exitCode: ExitCode;
  /** What was read of the document and of all that it imports, by file; undefined for what cannot be read. */
  readonly inputs: ReadonlyMap<string, Uint8Array | undefined>;
}

/**
 * Generates what the command line asks for.
 *
 * @param options How files are written.
 */
export async function runGenerate(
  file: string,
  values: GenerateValues,
  surroundings: Surroundings,
  options: Pick<WriteOptions, "isFlushed"> = {},
): Promise<GenerateOutcome> {
  const names = values.target.flatMap((words) => words.split(",")).map((name) => name.trim());
  const problems = checkTargetNames(names);
  for (const problem of problems) surroundings.writeError(`error: ${problem}\n`);
  if (problems.length > 0) return { exitCode: exitCodes.usage, inputs: new Map() };
  const inputs = new Map<string, Uint8Array | undefined>();
  const readFile = (path: string): Uint8Array => {
    inputs.set(path, undefined);
    const bytes = readFileSync(path);
    inputs.set(path, bytes);
    return bytes;
  };
  const loaded = loadApi(resolve(surroundings.workingDirectory, file), { readFile });
  return { exitCode: await generate(loaded, { names, file, values, surroundings, options }), inputs };
}

async function generate(loaded: ApiResult, request: PlanRequest): Promise<ExitCode> {
  const { values, surroundings } = request;
  try {
    const generation = await plan(loaded, request);
    if (generation.outputs !== undefined) {
      return await carryOut({ ...generation, outputs: generation.outputs }, request);
    }
    report(generation, values, surroundings);
  } catch (error) {
    // A full disk or a folder without permission is no bug of ours.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    surroundings.writeError(`error: nothing was written: ${error.message}\n`);
  }
  return exitCodes.problems;
}

function checkTargetNames(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (targetNames.includes(name)) return [];
    const [nearest] = findNearestNames(name, targetNames);
    const hint = nearest === undefined ? "" : `did you mean ${nearest}? `;
    return [`there is no target ${JSON.stringify(name)}; ${hint}The targets are ${targetNames.join(", ")}`];
  });
}

/** What generating came to. */
interface Generation {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ApiResult["sources"];
  /** Absent when there are errors. */
  readonly outputs?: OutputPlan;
}

interface PlanRequest {
  readonly names: readonly string[];
  readonly file: string;
  readonly values: GenerateValues;
  readonly surroundings: Surroundings;
  readonly options: WriteOptions;
}

async function plan({ api, diagnostics: found, sources }: ApiResult, request: PlanRequest): Promise<Generation> {
  if (api === undefined) return { diagnostics: found, sources };
  const { names, file, values, surroundings } = request;
  const folders = names.length === 0 ? targetNames : [...new Set(names)];
  const directory = resolve(surroundings.workingDirectory, values.out ?? "generated");
  const rendered = await renderTargetsInWorkers(api, folders);
  const scaffold = renderScaffolds(rendered.plan, values.scaffold, directory);
  const diagnostics = [...found, ...rendered.diagnostics, ...scaffold.diagnostics];
  if (hasErrors(diagnostics)) return { diagnostics, sources };
  const outputs = planOutputs({
    directory,
    document: file,
    files: [...rendered.files, ...scaffold.files],
    authorFiles: scaffold.authorFiles,
    folders: [...folders, ...scaffold.folders],
    isForced: values.force,
  });
  const all = [...diagnostics, ...outputs.diagnostics];
  // `--check` says how the folder differs, whoever changed it.
  if (values.check) return { diagnostics, sources, outputs };
  return { diagnostics: all, sources, ...(hasErrors(all) ? {} : { outputs }) };
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

type PlannedGeneration = Generation & { readonly outputs: OutputPlan };

async function carryOut(
  generation: PlannedGeneration,
  { values, surroundings, options }: PlanRequest,
): Promise<ExitCode> {
  const { outputs } = generation;
  if (values.check) return check(generation, values, surroundings);
  if (values["dry-run"]) {
    report(generation, values, surroundings, describeSteps(outputs, surroundings));
    return exitCodes.done;
  }
  await writeOutputs(outputs, options);
  report(generation, values, surroundings, summarizeSteps(outputs, surroundings));
  return exitCodes.done;
}

function check(generation: PlannedGeneration, values: GenerateValues, surroundings: Surroundings): ExitCode {
  const differences = checkOutputs(generation.outputs);
  report(generation, values, surroundings);
  for (const difference of differences) {
    const inside = relative(surroundings.workingDirectory, difference.path);
    const name = inside.startsWith("..") ? difference.path : inside;
    const what = { missing: "is missing", stale: "is no longer generated", different: "differs:" }[difference.kind];
    surroundings.writeError(`${name} ${what}\n${difference.kind === "different" ? difference.difference : ""}`);
  }
  return differences.length === 0 ? exitCodes.done : exitCodes.differences;
}

/** A machine reads standard output, a person standard error. */
function report(
  { diagnostics, sources, outputs }: Generation,
  { format }: GenerateValues,
  { workingDirectory, writeError, writeOutput }: Surroundings,
  summary?: string,
): void {
  const chosen = format !== undefined && isReportFormat(format) ? format : "text";
  const files = outputs?.steps.map(({ path, action }) => ({ path, action })) ?? [];
  const text = renderReport(diagnostics, { format: chosen, workingDirectory, sources, summary, facts: { files } });
  if (chosen === "text") writeError(text);
  else writeOutput(text);
}
