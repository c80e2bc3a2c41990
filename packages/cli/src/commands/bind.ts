/** `koine bind`: headers or a spec to a module. The work is `@koine/bindgen`; this reads options, writes and reports. */
import { guessTarget, knownStandards, knownTargets, toKnownTarget } from "@koine/bindgen/cached";
import type { BindOptions, BindOutput } from "@koine/bindgen/cached";
import { defineCommand } from "../command-line/command.ts";
import type { Command, Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { findConfig, loadConfig } from "../config/load-config.ts";
import { Progress } from "../report/progress.ts";
import { reportFormats } from "../report/render-report.ts";
import { emptyReport, writeReport } from "./bind-report.ts";
import { finishTasks, runTask } from "./bind-task.ts";
import type { BindPlan } from "./bind-task.ts";
import { translateCompilerWords } from "./compiler-words.ts";
import { loadReader } from "./load-reader.ts";
import { planCommandLine, planConfig } from "./plan-bindings.ts";
import type { BindValues, Invocation } from "./plan-bindings.ts";

const options = {
  lib: {
    type: "text",
    short: "l",
    isRepeatable: true,
    placeholder: "LIB",
    help: "library that has the symbols: a bare name such as z, or a path; alternatives in order",
  },
  out: {
    type: "text",
    short: "o",
    placeholder: "OUT.ts",
    help: "write the module here; to standard output when absent, or -",
  },
  spec: {
    type: "text",
    placeholder: "OUT.json",
    help: "write the spec here, to check in and to bind again without the headers",
  },
  wrap: {
    type: "text",
    placeholder: "OUT.c",
    help: "bind inline functions too: write C that gives them symbols here, to be built beside it",
  },
  target: {
    type: "text",
    isRepeatable: true,
    choices: knownTargets,
    toChoice: toKnownTarget,
    guessChoice: guessTarget,
    placeholder: "TRIPLE",
    help: "what to bind for; this machine when absent. With several, the module picks where they differ",
  },
  std: {
    type: "text",
    choices: knownStandards,
    isCompilerWord: true,
    placeholder: "STANDARD",
    help: "the version of C to read headers as, such as c99, gnu11 or c23, also written -std=c99; gnu17 when absent",
  },
  include: {
    type: "text",
    isRepeatable: true,
    placeholder: "RE",
    help: "bind only names that match one of these regular expressions",
  },
  exclude: { type: "text", isRepeatable: true, placeholder: "RE", help: "leave out names that match one of these" },
  "include-directory": {
    type: "text",
    short: "I",
    isRepeatable: true,
    placeholder: "DIR",
    help: "look for headers here first",
  },
  isystem: {
    type: "text",
    isRepeatable: true,
    placeholder: "DIR",
    help: "look for headers here behind the directories of -I, and take them for the system's",
  },
  sysroot: {
    type: "text",
    placeholder: "DIR",
    help: "the directory that stands for the root of the target's file system",
  },
  "embed-dir": {
    type: "text",
    isRepeatable: true,
    placeholder: "DIR",
    help: "look here for what #embed names",
  },
  define: {
    type: "text",
    short: "D",
    isRepeatable: true,
    placeholder: "NAME=VALUE",
    help: "define a macro before the headers; of several -D and -U of one name the last counts",
  },
  undefine: {
    type: "text",
    short: "U",
    isRepeatable: true,
    placeholder: "NAME",
    help: "do without a macro that is predefined, or that a -D before it defines",
  },
  preinclude: {
    type: "text",
    isRepeatable: true,
    placeholder: "HEADER",
    help: "read this header before the others, as -include of compilers",
  },
  config: {
    type: "text",
    placeholder: "FILE",
    help: "bind what this configuration says; without headers, koine.config.ts of this directory",
  },
  backend: {
    type: "text",
    choices: ["koine", "libclang", "wasm-clang"],
    placeholder: "NAME",
    help: "what reads declarations: koine's own front end (the default), the system's libclang, or Clang as WebAssembly",
  },
  probe: {
    type: "flag",
    help: "ask a C compiler for every size, offset, value and type, and for constants that only a compiler can calculate",
  },
  cc: {
    type: "text",
    isRepeatable: true,
    placeholder: "COMMAND",
    help: "a compiler that --probe asks, such as clang or gcc -m32; cc when absent",
  },
  check: { type: "flag", help: "write nothing; exit with 3 if the files on disk differ from what would be written" },
  "no-parts": {
    type: "flag",
    help: "write a large module as one file, which takes longer to import and to check",
  },
  "no-cache": {
    type: "flag",
    help: "read the headers even if nothing has changed, and keep nothing for the next time",
  },
  format: {
    type: "text",
    choices: reportFormats,
    placeholder: "FORMAT",
    help: "how to report: text, json or github (annotations of a workflow)",
  },
} as const;

export const bindCommand: Command = defineCommand({
  name: "bind",
  summary: "Make a typed module from C headers, or from a spec that was made before",
  positionals: "[HEADER…]",
  positionalCount: [0, Infinity],
  options,
  description:
    "A header is a path or a name that #include would use, such as zlib.h. What a header includes from its own library is bound too. " +
    "Without headers, what koine.config.ts says is bound. Behind -- are options as C compilers take them, such as what " +
    "pkg-config --cflags prints.",
  translateRest: translateCompilerWords,
  restPlaceholder: "CLANG_ARG…",
  run: ({ options: values, positionals, order }, surroundings) =>
    runBind({ values, headers: positionals, order, surroundings }),
});

async function runBind(invocation: Invocation): Promise<ExitCode> {
  const { values, headers, surroundings } = invocation;
  const file = values.config ?? (headers.length === 0 ? findConfig(surroundings.workingDirectory) : undefined);
  if (file === undefined) return runTasks(planCommandLine(invocation), values, surroundings);
  return runConfig(file, invocation);
}

async function runConfig(file: string, invocation: Invocation): Promise<ExitCode> {
  const { values, surroundings } = invocation;
  const { bindings, diagnostics, sources } = await loadConfig(file, surroundings);
  if (diagnostics.length === 0) return runTasks({ ...planConfig(bindings, invocation), sources }, values, surroundings);
  const report = { ...emptyReport, diagnostics, sources };
  writeReport([report], { format: values.format, isOutputFree: true, surroundings });
  return exitCodes.problems;
}

async function runTasks(
  { problems, tasks, advice, sources = new Map() }: BindPlan & Partial<Pick<BindOutput, "sources">>,
  values: BindValues,
  surroundings: Surroundings,
): Promise<ExitCode> {
  for (const problem of problems) surroundings.writeError(`error: ${problem}\n`);
  if (problems.length > 0) return exitCodes.usage;
  const { reader, problem } = await loadReader(values.backend, surroundings);
  if (problem !== undefined) {
    surroundings.writeError(`error: ${problem}\n`);
    return exitCodes.problems;
  }
  const progress = new Progress(surroundings);
  const results: BindOutput[] = [];
  const onProgress = (step: string): void => progress.show(step);
  const { prepareLongWork: beforeReading } = surroundings;
  const facts = { isUncached: values["no-cache"], onProgress, reader, probe: toProbe(values), beforeReading };
  for (const task of tasks) results.push(await runTask(task, facts));
  progress.finish();
  const outcomes = tasks.flatMap((task, place) => {
    const result = results[place];
    return result === undefined ? [] : [{ task, result }];
  });
  return finishTasks(outcomes, {
    isCheck: values.check,
    format: values.format,
    surroundings,
    advice: { diagnostics: advice, sources },
  });
}

function toProbe({ probe, cc }: BindValues): BindOptions["probe"] {
  if (!probe) return undefined;
  return (cc.length === 0 ? ["cc"] : cc).map((words) => ({ command: words.trim().split(/\s+/) }));
}
