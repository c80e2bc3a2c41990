/** Words are read as Node reads them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseArgs } from "node:util";
import type { OptionDefinitions } from "./command.ts";
import { type ReadWords, readWords } from "./read-words.ts";

const options: OptionDefinitions = {
  out: { type: "text", short: "o", help: "where to" },
  include: { type: "text", short: "I", help: "where from" },
  check: { type: "flag", short: "c", help: "look only" },
  watch: { type: "flag", help: "again" },
};

/** What Node says of the same words. */
function readByNode(words: readonly string[]): ReadWords {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      out: { type: "string", short: "o", multiple: true },
      include: { type: "string", short: "I", multiple: true },
      check: { type: "boolean", short: "c", multiple: true },
      watch: { type: "boolean", multiple: true },
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  return {
    given: tokens.flatMap((token) =>
      token.kind === "option" ? [{ name: token.name, rawName: token.rawName, value: token.value }] : [],
    ),
    positionals: tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : [])),
  };
}

test("two and three words of every form are read as parseArgs of node:util reads them", () => {
  const forms = [
    ..."x - -- --- -o -c -z -oa -o=a -ca -co -cob -zc -ooo --out --out=a --out= --out=a=b --check --check=1 --no-check".split(
      " ",
    ),
    ..."--absent --absent=1 --=a --o --__proto__ -cé -I/usr --include".split(" "),
    "",
    "a b",
  ];
  for (const first of forms) {
    for (const second of forms) {
      for (const words of [
        [first, second],
        [first, second, "--watch"],
        ["-o", first, second],
      ]) {
        assert.deepEqual(readWords(words, options), readByNode(words), JSON.stringify(words));
      }
    }
  }
});

test("a dash among letters is no letter that an option has", () => {
  assert.deepEqual(readWords(["-c-", "x"], options), {
    given: [
      { name: "check", rawName: "-c", value: undefined },
      { name: "-", rawName: "--", value: undefined },
    ],
    positionals: ["x"],
  });
});
