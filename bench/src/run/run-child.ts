/** Runs one task in a child process of the Node binary under test and collects its lines. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Outcome } from "../report/result.ts";
import type { ChildLine, ChildTask } from "./child-task.ts";
import { rowsOfTask } from "./child-task.ts";

const CHILD_TIMEOUT_MS = 300_000;
const childEntry = fileURLToPath(new URL("./child.js", import.meta.url));

/** Answers every row of the task; rows that a dying process left out say how it died. */
export function runChild(nodePath: string, task: ChildTask): readonly ChildLine[] {
  const child = spawnSync(nodePath, ["--no-warnings", childEntry, JSON.stringify(task)], {
    encoding: "utf8",
    timeout: CHILD_TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = child.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as ChildLine);
  const answered = new Set(lines.map((line) => line.row));
  const death: Outcome = { kind: "failed", reason: describeDeath(child) };
  const missing = rowsOfTask(task).filter((row) => !answered.has(row));
  return [...lines, ...missing.map((row) => ({ row, outcome: death }))];
}

interface EndedChild {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  readonly error?: Error;
}

function describeDeath(child: EndedChild): string {
  if (child.error !== undefined) return child.error.message;
  const lines = child.stderr.split("\n");
  const message = lines.find((line) => /^\w*Error\b/u.test(line)) ?? lines.find((line) => /fatal|abort/iu.test(line));
  const end = child.signal === null ? `exit code ${child.status}` : `signal ${child.signal}`;
  return message === undefined ? `the process ended with ${end}` : `${message.trim()} (${end})`;
}
