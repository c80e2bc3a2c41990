/** `koine validate` and `koine lint`: what is wrong, or unwise, in API documents. */
import { resolve } from "node:path";
import type { Diagnostic } from "@koine/diagnostics";
import type { Api, ApiModule, ApiResult } from "@koine/idl";
import { defineCommand } from "../command-line/command.ts";
import type { Command, Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { formatOption, toReportFormat, writeDocumentReport } from "./document-report.ts";

const options = { format: formatOption } as const;

export const validateCommand: Command = defineCommand({
  name: "validate",
  summary: "Check API documents and report every mistake",
  positionals: "DOC…",
  positionalCount: [1, Infinity],
  options,
  run: ({ options: { format }, positionals }, surroundings) =>
    checkDocuments(positionals, { format, lint: false }, surroundings),
});

export const lintCommand: Command = defineCommand({
  name: "lint",
  summary: "Check API documents and warn of what is valid, but unwise",
  positionals: "DOC…",
  positionalCount: [1, Infinity],
  options,
  description: "Warnings count as problems: the exit code is 1 if there are any.",
  run: ({ options: { format }, positionals }, surroundings) =>
    checkDocuments(positionals, { format, lint: true }, surroundings),
});

async function checkDocuments(
  files: readonly string[],
  { format, lint }: { readonly format: string | undefined; readonly lint: boolean },
  surroundings: Surroundings,
): Promise<ExitCode> {
  // Loaded here, because every run of the command reads this file.
  const { loadApi } = await import("@koine/idl/load");
  const results = files.map((file) => loadApi(resolve(surroundings.workingDirectory, file), { lint }));
  const diagnostics = mergeDiagnostics(results);
  const isProblem = ({ severity }: Diagnostic): boolean => severity === "error" || (lint && severity === "warning");
  const hasProblems = diagnostics.some(isProblem);
  const summaries = results.flatMap(({ api }, index) =>
    api === undefined || hasProblems ? [] : [`${files[index] ?? ""}: ${describeApi(api)}\n`],
  );
  const sources = new Map(results.flatMap((result) => [...result.sources]));
  const summary = summaries.join("");
  writeDocumentReport({ diagnostics, sources }, { format: toReportFormat(format), surroundings, summary });
  return hasProblems ? exitCodes.problems : exitCodes.done;
}

/** Documents may import the same other one, whose diagnostics are wanted once. */
function mergeDiagnostics(results: readonly ApiResult[]): readonly Diagnostic[] {
  const known = new Map<string, Diagnostic>();
  for (const diagnostic of results.flatMap((result) => result.diagnostics)) {
    const { code, message, span } = diagnostic;
    const key = `${code} ${message} ${span?.file ?? ""} ${span?.start ?? ""}`;
    if (!known.has(key)) known.set(key, diagnostic);
  }
  return [...known.values()];
}

function describeApi({ modules }: Api): string {
  const all = listModules(modules);
  const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`;
  const functions = all.flatMap((module) => [
    ...module.functions,
    ...module.interfaces.flatMap((type) => [...type.constructors, ...type.methods, ...type.statics]),
  ]);
  const types = all.flatMap(({ enums, flags, richEnums, records, interfaces, callbacks }) => [
    ...enums,
    ...flags,
    ...richEnums,
    ...records,
    ...interfaces,
    ...callbacks,
  ]);
  return [count(all.length, "module"), count(functions.length, "function"), count(types.length, "type")].join(", ");
}

function listModules(modules: readonly ApiModule[]): readonly ApiModule[] {
  return modules.flatMap((module) => [module, ...listModules(module.modules)]);
}
