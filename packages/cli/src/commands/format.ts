/** `koine format`: API documents in canonical layout. */
import { relative, resolve } from "node:path";
import { defineCommand } from "../command-line/command.ts";
import type { Command, Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { formatOption, hasErrors, toReportFormat, writeDocumentReport } from "./document-report.ts";

const options = {
  check: { type: "flag", help: "write nothing; exit with 3 if a document is not in canonical layout" },
  format: formatOption,
} as const;

export const formatCommand: Command = defineCommand({
  name: "format",
  summary: "Lay out API documents: keys in order, even spaces; comments stay",
  positionals: "DOC…",
  positionalCount: [1, Infinity],
  options,
  run: ({ options: { check, format }, positionals }, surroundings) =>
    formatDocuments(positionals, { isCheck: check, format }, surroundings),
});

async function formatDocuments(
  files: readonly string[],
  { isCheck, format }: { readonly isCheck: boolean; readonly format: string | undefined },
  surroundings: Surroundings,
): Promise<ExitCode> {
  // Loaded here, because every run of the command reads this file.
  const { checkFormatted, formatFile, writeFormatted } = await import("@koine/idl");
  const paths = files.map((file) => resolve(surroundings.workingDirectory, file));
  const results = paths.map((path) => ({ path, ...formatFile(path) }));
  const sources = new Map(
    results.flatMap(({ path, source }) => (source === undefined ? [] : [[path, source] as const])),
  );
  const diagnostics = results.flatMap((result) => result.diagnostics);
  writeDocumentReport({ diagnostics, sources }, { format: toReportFormat(format), surroundings });
  if (hasErrors({ diagnostics })) return exitCodes.problems;
  const outputs = results.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
  const show = (path: string): string => relative(surroundings.workingDirectory, path);
  if (!isCheck) {
    for (const path of writeFormatted(outputs)) surroundings.writeError(`formatted ${show(path)}\n`);
    return exitCodes.done;
  }
  const differences = checkFormatted(outputs);
  for (const { path, difference } of differences) surroundings.writeError(`${show(path)} differs:\n${difference}`);
  return differences.length === 0 ? exitCodes.done : exitCodes.differences;
}
