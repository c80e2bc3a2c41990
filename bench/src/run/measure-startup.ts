/** Measures what happens once per process: loading a peer, binding 1,000 prototypes, calling each once; the first call of all. */
import type { LoadedPeer } from "../peers/peer.ts";
import { prototypesLibrary } from "../peers/peer.ts";
import type { Outcome } from "../report/result.ts";
import { expectedPrototypeSum, prototypeNames } from "../workloads/startup.ts";
import type { ChildLine } from "./child-task.ts";

/** Reports one sample of each start-up row; the parent starts several processes and joins their samples. */
export function measureStartup(
  { bindPrototypes }: LoadedPeer,
  loadMs: number,
  report: (line: ChildLine) => void,
): void {
  report({ row: "import", outcome: toSample(loadMs) });
  if (typeof bindPrototypes !== "function") {
    const outcome: Outcome = { kind: "not-offered", reason: bindPrototypes.notOffered };
    report({ row: "bind1000", outcome });
    report({ row: "bind1000_call", outcome });
    return;
  }
  const bindStart = performance.now();
  const functions = bindPrototypes(prototypesLibrary, prototypeNames);
  const boundAt = performance.now();
  let sum = 0;
  for (const call of functions) sum += Number(call(1, 2));
  const calledAt = performance.now();
  const isRight = sum === expectedPrototypeSum;
  const wrong: Outcome = { kind: "wrong", reason: `the calls summed to ${sum}, not ${expectedPrototypeSum}` };
  report({ row: "bind1000", outcome: isRight ? toSample(boundAt - bindStart) : wrong });
  report({ row: "bind1000_call", outcome: isRight ? toSample(calledAt - bindStart) : wrong });
}

/** Reports how long the first call of the process takes, with opening its library. */
export function measureFirstCall({ bindPrototypes }: LoadedPeer, report: (line: ChildLine) => void): void {
  if (typeof bindPrototypes !== "function") {
    report({ row: "first_call", outcome: { kind: "not-offered", reason: bindPrototypes.notOffered } });
    return;
  }
  const start = performance.now();
  const [first] = bindPrototypes(prototypesLibrary, prototypeNames.slice(0, 1));
  const result = Number(first?.(1, 2));
  const milliseconds = performance.now() - start;
  const wrong: Outcome = { kind: "wrong", reason: `the call gave ${result}, not 3` };
  report({ row: "first_call", outcome: result === 3 ? toSample(milliseconds) : wrong });
}

function toSample(milliseconds: number): Outcome {
  const nanoseconds = milliseconds * 1e6;
  return {
    kind: "measured",
    samples: [nanoseconds],
    median: nanoseconds,
    min: nanoseconds,
    max: nanoseconds,
    iterations: 1,
  };
}
