import assert from "node:assert/strict";
import { test } from "node:test";
import { exitCodes } from "./exit-code.ts";
import { runCommand } from "./run-command.ts";

test("an error that nobody expected is exit code 70, with a line to report it", async () => {
  let errors = "";
  const code = await runCommand(["--version"], {
    workingDirectory: ".",
    writeOutput: () => {
      throw new Error("the stream is gone");
    },
    writeError: (text) => {
      errors += text;
    },
    isTerminal: false,
  });
  assert.equal(code, exitCodes.internal);
  assert.match(errors, /^internal error: Error: the stream is gone\n/);
  assert.match(errors, /\nplease report this with the command line and the input: koine \d+\.\d+\.\d+, /);
});
