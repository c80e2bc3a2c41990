/**
 * Entry point of a child process: loads one peer, measures the workloads of its task, prints a JSON line for each.
 * Started by run-child.ts under the Node binary that is measured.
 */
import { peers } from "../peers/catalogue.ts";
import type { LoadedPeer, Peer } from "../peers/peer.ts";
import type { Outcome } from "../report/result.ts";
import type { ChildLine, ChildTask } from "./child-task.ts";
import { rowsOfTask, toFailure } from "./child-task.ts";
import { measureLoops } from "./measure-loops.ts";
import { measureFirstCall, measureStartup } from "./measure-startup.ts";

function report(line: ChildLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Loads the peer and measures; a peer that cannot be loaded answers every row with the reason. */
async function measure(peer: Peer, task: ChildTask): Promise<void> {
  const obstacle = peer.findObstacle();
  if (obstacle !== undefined) {
    reportAll(task, { kind: "unavailable", reason: obstacle });
    return;
  }
  const start = performance.now();
  let loaded: LoadedPeer;
  try {
    loaded = await peer.load();
  } catch (error) {
    reportAll(task, toFailure(error));
    return;
  }
  const loadMs = performance.now() - start;
  if (task.workloads.includes("startup")) measureStartup(loaded, loadMs, report);
  else if (task.workloads.includes("first_call")) measureFirstCall(loaded, report);
  else await measureLoops(loaded, task, report);
}

function reportAll(task: ChildTask, outcome: Outcome): void {
  for (const row of rowsOfTask(task)) report({ row, outcome });
}

const task = JSON.parse(process.argv[2] ?? "{}") as ChildTask;
const peer = peers.find((candidate) => candidate.name === task.peer);
if (peer === undefined) throw new Error(`no peer is named "${task.peer}"`);
await measure(peer, task);
// Registered callbacks of a peer may keep the process alive.
process.exit(0);
