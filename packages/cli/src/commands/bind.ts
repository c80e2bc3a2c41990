/** `koine bind`: headers or a spec to a module. The work is `@koine/bindgen`; this reads options, writes and reports. */
import { dirname, relative, resolve, sep } from "node:path";
import { bindHeadersCached, checkBinding, findCacheDirectory, knownTargets, writeBinding } from "@koine/bindgen/cached";
import type { BindingPaths, BindOptions, BindOutput } from "@koine/bindgen/cached";
import { defineCommand } from "../command-line/command.ts";
import type { Command, OptionValues, Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { Progress } from "../report/progress.ts";
import { isReportFormat, renderReport, reportFormats } from "../report/render-report.ts";
import { renderBindSummary } from "./bind-summary.ts";

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
    help: "write the module here; to standard output when absent",
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
    placeholder: "TRIPLE",
    help: "what to bind for; this machine when absent. With several, the module picks where they differ",
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
  define: {
    type: "text",
    short: "D",
    isRepeatable: true,
    placeholder: "NAME=VALUE",
    help: "define a macro before the headers",
  },
  check: { type: "flag", help: "write nothing; exit with 3 if the files on disk differ from what would be written" },
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

type BindValues = OptionValues<typeof options>;

export const bindCommand: Command = defineCommand({
  name: "bind",
  summary: "Make a typed module from C headers, or from a spec that was made before",
  positionals: "HEADER…",
  positionalCount: [1, Infinity],
  options,
  description:
    "A header is a path or a name that #include would use, such as zlib.h. What a header includes from its own library is bound too.",
  run: ({ options: values, positionals }, surroundings) => runBind(values, positionals, surroundings),
});

async function runBind(values: BindValues, headers: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const problems = checkUsage(values, headers);
  for (const problem of problems) surroundings.writeError(`error: ${problem}\n`);
  if (problems.length > 0) return exitCodes.usage;
  const progress = new Progress(surroundings);
  const result = await bind(values, headers, { surroundings, progress });
  progress.finish();
  if (result.module === null) {
    report(result, values, surroundings);
    return exitCodes.problems;
  }
  const exitCode = values.check ? check(result, values, surroundings) : write(result, values, surroundings);
  const hasErrors = result.diagnostics.some(({ severity }) => severity === "error");
  return hasErrors ? exitCodes.problems : exitCode;
}

function checkUsage(values: BindValues, headers: readonly string[]): readonly string[] {
  const problems: string[] = [];
  if (values.check && values.out === undefined && values.spec === undefined) {
    problems.push("--check needs the files to compare: -o OUT.ts or --spec OUT.json");
  }
  if (values.wrap !== undefined && values.out === undefined) {
    problems.push("--wrap needs -o OUT.ts: the module names the built wrapper by its place beside it");
  }
  if (headers.length > 1 && headers.some(isSpecFile)) problems.push("a spec is bound alone, without further headers");
  if (headers.some(isSpecFile)) {
    if (values.wrap !== undefined) problems.push("option --wrap is for headers: what is in a spec is decided");
    for (const name of ["target", "include", "exclude", "include-directory", "define"] as const) {
      if (values[name].length > 0) problems.push(`option --${name} is for headers: what is in a spec is decided`);
    }
  }
  for (const [name, sources] of [
    ["include", values.include],
    ["exclude", values.exclude],
  ] as const) {
    for (const source of sources) {
      const problem = checkExpression(source);
      if (problem !== undefined) problems.push(`option --${name}: ${problem}`);
    }
  }
  return problems;
}

function checkExpression(source: string): string | undefined {
  try {
    void new RegExp(source, "u");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isSpecFile(name: string): boolean {
  return name.endsWith(".json");
}

/** The front end is loaded where it is needed: a binding that the cache has starts without it. */
async function bind(
  values: BindValues,
  headers: readonly string[],
  { surroundings, progress }: { readonly surroundings: Surroundings; readonly progress: Progress },
): Promise<BindOutput> {
  const [first = ""] = headers;
  if (isSpecFile(first)) {
    const { bindSpecFile } = await import("@koine/bindgen");
    return bindSpecFile(resolve(surroundings.workingDirectory, first), { libraries: values.lib });
  }
  const bindOptions: BindOptions = {
    headers,
    libraries: values.lib,
    targets: values.target,
    includeDirectories: values["include-directory"],
    defines: values.define,
    include: values.include,
    exclude: values.exclude,
    wrapper: wrapperPath(values, surroundings),
    workingDirectory: surroundings.workingDirectory,
    onProgress: (step) => progress.show(step),
  };
  if (!values["no-cache"]) return bindHeadersCached(bindOptions, { directory: findCacheDirectory() });
  const { bindHeaders } = await import("@koine/bindgen");
  return bindHeaders(bindOptions);
}

/** The library that the wrapper is built to lies beside it; the module names it as seen from itself. */
function wrapperPath({ wrap, out }: BindValues, { workingDirectory }: Surroundings): string | undefined {
  if (wrap === undefined) return undefined;
  const from = dirname(resolve(workingDirectory, out ?? "."));
  const path = relative(from, resolve(workingDirectory, wrap)).split(sep).join("/");
  const stem = path.replace(/\.c$/, "");
  return stem.startsWith("../") ? stem : `./${stem}`;
}

function pathsOf(values: BindValues, { workingDirectory }: Surroundings): BindingPaths {
  return {
    module: values.out === undefined ? undefined : resolve(workingDirectory, values.out),
    spec: values.spec === undefined ? undefined : resolve(workingDirectory, values.spec),
    wrapper: values.wrap === undefined ? undefined : resolve(workingDirectory, values.wrap),
  };
}

function write(result: BindOutput, values: BindValues, surroundings: Surroundings): ExitCode {
  const problem = tryWrite(result, pathsOf(values, surroundings));
  if (problem !== undefined) {
    surroundings.writeError(`error: nothing was written: ${problem}\n`);
    return exitCodes.problems;
  }
  const isModulePrinted = values.out === undefined && values.spec === undefined;
  if (isModulePrinted && result.module !== null) surroundings.writeOutput(result.module);
  report(result, values, surroundings);
  return exitCodes.done;
}

/** A full disk or a directory without permission is no bug of ours. */
function tryWrite(result: BindOutput, paths: BindingPaths): string | undefined {
  try {
    writeBinding(result, paths);
    return undefined;
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return error.message;
    throw error;
  }
}

function check(result: BindOutput, values: BindValues, surroundings: Surroundings): ExitCode {
  const differences = checkBinding(result, pathsOf(values, surroundings));
  report(result, values, surroundings);
  for (const { path, kind, difference } of differences) {
    const inside = relative(surroundings.workingDirectory, path);
    const name = inside.startsWith("..") ? path : inside;
    surroundings.writeError(kind === "missing" ? `${name} is missing\n` : `${name} differs:\n${difference}`);
  }
  return differences.length === 0 ? exitCodes.done : exitCodes.differences;
}

/** Reports go where the module does not: a machine reads standard output, a person standard error. */
function report(result: BindOutput, values: BindValues, surroundings: Surroundings): void {
  const format = values.format !== undefined && isReportFormat(values.format) ? values.format : "text";
  const summary = result.module === null ? undefined : renderBindSummary(result);
  const text = renderReport(result.diagnostics, {
    format,
    workingDirectory: surroundings.workingDirectory,
    sources: result.sources,
    summary,
    facts: { counts: result.counts, omissions: result.omissions },
  });
  const isOutputFree = values.out !== undefined || values.spec !== undefined || result.module === null;
  if (format === "text" || !isOutputFree) surroundings.writeError(text);
  else surroundings.writeOutput(text);
}
