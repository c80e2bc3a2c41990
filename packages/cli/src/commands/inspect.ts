/** `koine inspect`: prints one stage of an API document as JSON. */
import { resolve } from "node:path";
import type { ApiResult } from "@koine/idl";
import { defineCommand } from "../command-line/command.ts";
import type { Command } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import { hasErrors, writeDocumentReport } from "./document-report.ts";

const stages = ["parsed", "resolved", "abi", "plan"] as const;

const options = {
  stage: {
    type: "text",
    choices: stages,
    placeholder: "STAGE",
    help: "what to print: the document as written, with names resolved (the default), as a C ABI, or as a plan",
  },
} as const;

export const inspectCommand: Command = defineCommand({
  name: "inspect",
  summary: "Print a stage of an API document as JSON",
  positionals: "DOC",
  positionalCount: [1, 1],
  options,
  run: async ({ options: { stage }, positionals: [file = ""] }, surroundings) => {
    // Loaded here, because every run of the command reads this file.
    const { loadApi, lowerAbi, planApi } = await import("@koine/idl");
    const stageOf = ({ document, api }: ApiResult, name: string): unknown => {
      if (name === "parsed") return document;
      if (api === undefined || name === "resolved") return api;
      const abi = lowerAbi(api);
      return name === "abi" ? abi : planApi(api, abi);
    };
    const result = loadApi(resolve(surroundings.workingDirectory, file));
    writeDocumentReport(result, { format: "text", surroundings });
    // Absent when the document did not get so far.
    const data = stageOf(result, stage ?? "resolved");
    if (data !== undefined) surroundings.writeOutput(renderStage(data));
    return hasErrors(result) ? exitCodes.problems : exitCodes.done;
  },
});

/** Whole numbers beyond 2^53 are text; spans are `file:line:column`. */
function renderStage(data: unknown): string {
  const text = JSON.stringify(
    data,
    (key, value: unknown): unknown => {
      if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
      if (value instanceof Map) return Object.fromEntries(value as ReadonlyMap<string, unknown>);
      if (!isSpan(key, value)) return value;
      return `${value.file}:${value.line}:${value.column}`;
    },
    2,
  );
  return `${text}\n`;
}

function isSpan(key: string, value: unknown): value is { file: string; line: number; column: number } {
  return /span$/i.test(key) && typeof value === "object" && value !== null && "line" in value;
}
