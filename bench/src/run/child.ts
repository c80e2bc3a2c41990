/**
 * Entry point of a child process: loads one peer, measures the workloads of its task, prints a JSON line for each.
 * Started by run-child.ts under the Node binary that is measured.
 */
import { peers } from "../peers/catalogue.ts";
import type { Peer } from "../peers/peer.ts";
import type { ChildLine, ChildTask } from "./child-task.ts";
import { rowsOfTask } from "./child-task.ts";
import { measureLoops } from "./measure-loops.ts";
import { measureStartup } from "./measure-startup.ts";

function report(line: ChildLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function measure(peer: Peer, task: ChildTask): Promise<void> {
  const obstacle = peer.findObstacle();
  if (obstacle !== undefined) {
    for (const row of rowsOfTask(task)) report({ row, outcome: { kind: "unavailable", reason: obstacle } });
  } else if (task.workloads.includes("startup")) await measureStartup(peer, report);
  else await measureLoops(peer, task, report);
}

const task = JSON.parse(process.argv[2] ?? "{}") as ChildTask;
const peer = peers.find((candidate) => candidate.name === task.peer);
if (peer === undefined) throw new Error(`no peer is named "${task.peer}"`);
await measure(peer, task);
// Registered callbacks of a peer may keep the process alive.
process.exit(0);
