/** What becomes of generated files, in words. */
import { join, relative } from "node:path";
import type { OutputPlan, OutputStep } from "@koine/idl";
import type { Surroundings } from "../command-line/command.ts";

const verbs: Readonly<Record<OutputStep["action"], string>> = {
  create: "create",
  change: "change",
  unchanged: "unchanged",
  remove: "remove",
  keep: "keep",
};

/** One line per file: what would become of it. */
export function describeSteps({ directory, steps }: OutputPlan, { workingDirectory }: Surroundings): string {
  const width = Math.max(...Object.values(verbs).map((verb) => verb.length));
  const lines = steps.map(
    ({ path, action }) => `${verbs[action].padEnd(width)} ${shorten(join(directory, path), workingDirectory)}\n`,
  );
  return lines.join("");
}

/** One line: how many files were written, and where. */
export function summarizeSteps({ directory, steps }: OutputPlan, { workingDirectory }: Surroundings): string {
  const count = (...actions: readonly OutputStep["action"][]): number =>
    steps.filter(({ action }) => actions.includes(action)).length;
  const written = count("create", "change");
  const removed = count("remove");
  const parts = [
    `${written} ${written === 1 ? "file" : "files"} written to ${shorten(directory, workingDirectory)}`,
    ...(removed === 0 ? [] : [`${removed} removed`]),
    `${count("unchanged")} unchanged`,
  ];
  return `${parts.join(", ")}\n`;
}

function shorten(path: string, workingDirectory: string): string {
  const inside = relative(workingDirectory, path);
  if (inside === "") return ".";
  return inside.startsWith("..") ? path : inside;
}
