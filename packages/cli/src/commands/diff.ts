/** `koine diff`: what changed between two versions of an API document, and the version number that this asks for. */
import { resolve } from "node:path";
import type { Api, ApiDifference } from "@koine/idl";
import { defineCommand } from "../command-line/command.ts";
import type { Command, Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { formatOption, hasErrors, toReportFormat, writeDocumentReport } from "./document-report.ts";

const options = { format: formatOption } as const;

export const diffCommand: Command = defineCommand({
  name: "diff",
  summary: "Compare two versions of an API document, with a verdict on the version number",
  positionals: "OLD NEW",
  positionalCount: [2, 2],
  options,
  description:
    "The exit code is 3 if anything changed. Verdicts: major (breaks users of the old one), minor (adds), patch (neither).",
  run: ({ options: { format }, positionals: [older = "", newer = ""] }, surroundings) =>
    diffDocuments([older, newer], format, surroundings),
});

async function diffDocuments(
  files: readonly [older: string, newer: string],
  format: string | undefined,
  surroundings: Surroundings,
): Promise<ExitCode> {
  // Loaded here, because every run of the command reads this file.
  const { diffApis, loadApi } = await import("@koine/idl");
  const [older, newer] = files.map((file) => loadApi(resolve(surroundings.workingDirectory, file)));
  if (older === undefined || newer === undefined) return exitCodes.usage;
  const sources = new Map([...older.sources, ...newer.sources]);
  const reportOptions = { format: toReportFormat(format), surroundings };
  if (older.api === undefined || newer.api === undefined) {
    const diagnostics = [older, newer].filter(hasErrors).flatMap((result) => result.diagnostics);
    writeDocumentReport({ diagnostics, sources }, reportOptions);
    return exitCodes.problems;
  }
  const difference = diffApis(older.api, newer.api);
  const { changes, diagnostics, verdict } = difference;
  const facts = { verdict, changes: changes.map(({ path, level, change }) => ({ path, level, change })) };
  const summary = summarize(difference, older.api, newer.api);
  writeDocumentReport({ diagnostics, sources }, { ...reportOptions, facts, summary });
  return changes.length === 0 ? exitCodes.done : exitCodes.differences;
}

function summarize({ changes, verdict }: ApiDifference, older: Api, newer: Api): string {
  if (verdict === "none") return "no changes\n";
  const counts = (["breaking", "additive", "neutral"] as const).flatMap((level) => {
    const count = changes.filter((change) => change.level === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  const next = nextVersion(older.package.version, verdict);
  const isEnough = next === undefined || compareVersions(newer.package.version, next) >= 0;
  const advice = isEnough ? "" : `; the version should be ${next} or later, and is ${newer.package.version}`;
  return `${verdict}: ${counts.join(", ")}${advice}\n`;
}

function parseVersion(version: string): readonly [number, number, number] | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** The least version that a change asks for; before 1.0.0, the second number is the one that breaks. */
function nextVersion(version: string, verdict: "major" | "minor" | "patch"): string | undefined {
  const parts = parseVersion(version);
  if (parts === undefined) return undefined;
  const [major, minor, patch] = parts;
  if (verdict === "major" && major > 0) return `${major + 1}.0.0`;
  if (verdict === "major" || (verdict === "minor" && major > 0)) return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}

function compareVersions(left: string, right: string): number {
  const others = parseVersion(right) ?? [0, 0, 0];
  const difference = (parseVersion(left) ?? [0, 0, 0]).map((part, index) => part - (others[index] ?? 0));
  return difference.find((part) => part !== 0) ?? 0;
}
