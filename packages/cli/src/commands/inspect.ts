/** `koine inspect`: prints one stage of an API document as JSON. */
import { resolve } from "node:path";
import { loadApi, lowerAbi, planApi } from "@koine/idl";
import type { ApiResult } from "@koine/idl";
import { defineCommand } from "../command-line/command.ts";
import type { Command } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import { hasErrors, renderDocumentReport } from "./document-report.ts";

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
  run: ({ options: { stage }, positionals: [file = ""] }, surroundings) => {
    const result = loadApi(resolve(surroundings.workingDirectory, file));
    surroundings.writeError(renderDocumentReport(result, { format: "text", surroundings }));
    const data = stageOf(result, stage ?? "resolved");
    if (data !== undefined) surroundings.writeOutput(renderStage(data));
    return hasErrors(result) ? exitCodes.problems : exitCodes.done;
  },
});

/** The data of a stage; absent when the document did not get so far. */
function stageOf({ document, api }: ApiResult, stage: string): unknown {
  if (stage === "parsed") return document;
  if (api === undefined || stage === "resolved") return api;
  const abi = lowerAbi(api);
  return stage === "abi" ? abi : planApi(api, abi);
}

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
