import assert from "node:assert/strict";
import { test } from "node:test";
import { defineCommand } from "./command.ts";
import { parseOptions } from "./parse-options.ts";

const command = defineCommand({
  name: "try",
  summary: "Try",
  positionals: "FILE…",
  positionalCount: [1, 2],
  options: {
    out: { type: "text", short: "o", help: "where to" },
    directory: { type: "text", short: "I", isRepeatable: true, placeholder: "DIR", help: "where from" },
    check: { type: "flag", help: "look only" },
    format: { type: "text", choices: ["text", "json"], help: "how" },
  },
  run: () => 0,
});

test("long, short and joined options are the same", () => {
  const { options, positionals, order } = parseOptions(
    ["-Ia", "-I", "b", "--directory=c", "x", "--out", "y", "--check"],
    command,
  );
  assert.deepEqual(options, { out: "y", directory: ["a", "b", "c"], check: true, format: undefined });
  assert.deepEqual(positionals, ["x"]);
  assert.deepEqual(order.map(String), ["directory,a", "directory,b", "directory,c", "out,y"]);
});

test("words behind -- are positional", () => {
  assert.deepEqual(parseOptions(["--", "--check", "-x"], command).positionals, ["--check", "-x"]);
});

for (const [words, problem] of [
  [["x", "--chek"], "unknown option --chek; did you mean --check?"],
  [["x", "-z"], "unknown option -z"],
  [["x", "-zoo"], "unknown option -zoo"],
  [["x", "-check"], "unknown option -check; did you mean --check?"],
  [["x", "--out"], "option --out needs a value: VALUE"],
  [["x", "-I"], "option -I needs a value: DIR"],
  [["x", "--check=yes"], "option --check takes no value"],
  [["x", "--out", "a", "-o", "b"], "option -o was given twice"],
  [["x", "--format", "jsn"], 'option --format cannot be "jsn": use text, json; did you mean json?'],
  [[], "expected FILE…, but nothing was given"],
  [["a", "b", "c"], "expected FILE…, but 3 were given"],
  [["x", "--__proto__", "y"], "unknown option --__proto__"],
] as const) {
  test(`"${words.join(" ")}" is refused: ${problem}`, () => {
    const parsed = parseOptions(words, command);
    assert.equal(parsed.options, null);
    assert.deepEqual(parsed.problems, [problem]);
  });
}

test("all problems are reported at once", () => {
  assert.equal(parseOptions(["x", "--aa", "--bb", "--format", "?"], command).problems.length, 3);
});
