/** Fuzzing ends when it shall, says what it did, and leaves nothing running. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runRounds } from "./run-rounds.mjs";

/** A round is counted; then a program is waited for that does not end, as in the middle of the next round. */
const endlessRounds = `
const { spawnSync } = require("node:child_process");
process.send({ rounds: 1, signatures: 3, headers: 2, declarations: 1 }, () => {
  spawnSync(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
});
`;

/**
 * @param {import("node:test").TestContext} context
 * @param {string} source
 */
function prepare(context, source) {
  const folder = mkdtempSync(join(tmpdir(), "koine-fuzz-test-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const script = join(folder, "rounds.cjs");
  writeFileSync(script, source);
  /** @type {string[]} */
  const lines = [];
  return { folder, script, lines, print: (/** @type {string} */ line) => void lines.push(line) };
}

test("rounds end with their time, in the middle of one", { timeout: 300_000 }, async (context) => {
  const { folder, script, lines, print } = prepare(context, endlessRounds);
  const code = await runRounds({ seed: 7, rounds: undefined, milliseconds: 3000, folder, print }, script);
  assert.equal(code, 0);
  assert.match(lines.join("\n"), /^time is over after \d+ s: [01] rounds, seeds 7/);
});

test("rounds end when somebody presses Ctrl-C", { timeout: 300_000 }, async (context) => {
  const { folder, script, lines, print } = prepare(context, endlessRounds);
  const ended = runRounds({ seed: 7, rounds: undefined, milliseconds: undefined, folder, print }, script);
  setTimeout(() => process.emit("SIGINT"), 500);
  assert.equal(await ended, 0);
  assert.match(lines.join("\n"), /^interrupted after /);
  assert.equal(process.listenerCount("SIGINT"), 0);
});

test("what failed is an exit code", { timeout: 300_000 }, async (context) => {
  const { folder, script, lines, print } = prepare(context, "process.exitCode = 1; process.disconnect();");
  assert.equal(await runRounds({ seed: 7, rounds: 2, milliseconds: undefined, folder, print }, script), 1);
  assert.match(lines.join("\n"), /^failed after \d+ s: 0 rounds, seeds 7, /);
});
