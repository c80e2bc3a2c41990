import assert from "node:assert/strict";
import { test } from "node:test";
import { Progress } from "./progress.ts";

function watch(isTerminal: boolean, patienceMs: number): string {
  let text = "";
  const surroundings = {
    workingDirectory: ".",
    writeOutput: () => assert.fail("progress is not output"),
    writeError: (part: string) => (text += part),
    isTerminal,
  };
  const progress = new Progress(surroundings, patienceMs);
  progress.show("parsing");
  progress.show("rendering");
  progress.finish();
  return text;
}

test("a terminal sees each step on one line, which is gone in the end", () => {
  assert.equal(watch(true, 0), "\r\u001b[Kparsing …\r\u001b[Krendering …\r\u001b[K");
});

test("a pipe sees nothing, and nobody sees what is quick", () => {
  assert.equal(watch(false, 0), "");
  assert.equal(watch(true, 60_000), "");
});
