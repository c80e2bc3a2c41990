/** Defaults, constants and aliases. */
import assert from "node:assert/strict";
import { options, probe } from "defaults";

function check(): void {
  assert.deepEqual([options.LIMIT, options.RATIO, options.IS_SET], [500, 0.1, true]);
  assert.deepEqual([options.LEAST, options.MOST], [-(2n ** 63n), 2n ** 64n - 1n]);
  assert.equal(options.GREETING, 'say "hi"\n');
  assert.equal(options.LEVEL, options.Level.High);
  assert.equal(options.describe("a"), "a 3 1.5 1 3 ! true none");
  assert.equal(
    options.describe("a", 4, 0.5, options.Level.High, options.Mode.Fast, "?", false, "x"),
    "a 4 0.5 2 1 ? false x",
  );
  using query = options.Query.create("q");
  assert.equal(options.show(query), "q 10 2 none");
  using other = options.Query.create("q", 1, options.Level.Low, "p");
  assert.equal(options.show(other), "q 1 1 p");
  const score: options.Score = 2n;
  assert.equal(options.addScore(score), 3n);
  assert.equal(options.addScore(score, 5n), 7n);
  const names: options.Names = ["a", "b"];
  assert.equal(options.countNames(names), 2);
}

check();
assert.equal(probe.live(), 0n);
