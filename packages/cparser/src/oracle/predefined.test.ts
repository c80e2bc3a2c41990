/**
 * Predefined macros against the compilers of the targets: what we define, they define as the same. They may define more, such
 * as what belongs to decimal floating types.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { renderPredefinedMacros } from "../predefined/predefined-macros.ts";
import { defaultStandard, findStandard, standardNames } from "../standard/language-standard.ts";
import type { LanguageStandard } from "../standard/language-standard.ts";
import { parseText } from "./gcc.case.ts";

/** Which compiler says what is right for a target, and what it may say otherwise. */
interface Oracle {
  readonly triple: string;
  readonly command: readonly string[];
  /** Names that depend on the version or the build of the compiler. */
  readonly varying?: RegExp;
}

const ofWindowsBuild = /^__(?:GNUC_MINOR|VERSION|U?INT_FAST16_\w+?)__$/;

/** It is the GCC of glibc with other headers; musl's fast types are `int`. */
const ofMuslWrapper = /^__U?INT_FAST(?:16|32)_\w+?__$/;

const oracles: readonly Oracle[] = [
  { triple: "x86_64-unknown-linux-gnu", command: ["gcc"] },
  { triple: "x86_64-unknown-linux-musl", command: ["musl-gcc"], varying: ofMuslWrapper },
  { triple: "aarch64-unknown-linux-gnu", command: ["aarch64-linux-gnu-gcc"] },
  { triple: "i686-unknown-linux-gnu", command: ["i686-linux-gnu-gcc"] },
  { triple: "x86_64-w64-windows-gnu", command: ["x86_64-w64-mingw32-gcc"], varying: ofWindowsBuild },
];

const isCi = (process.env["CI"] ?? "") !== "";

type Definitions = ReadonlyMap<string, string>;

function parseDefinitions(text: string): Definitions {
  return new Map(
    [...text.matchAll(/^#define (\w+(?:\([^)]*\))?)(?: (.*))?$/gm)].map(([, name = "", value = ""]) => [
      name,
      value.trim(),
    ]),
  );
}

function askFor({ compilerName }: LanguageStandard, [program = "", ...flags]: readonly string[]): Definitions {
  const words = [...flags, `-std=${compilerName}`, "-dM", "-E", "-xc", "/dev/null"];
  return parseDefinitions(spawnSync(program, words, { encoding: "utf8" }).stdout);
}

/** What is gone, new or different, as lines; C23 had another number in its drafts. */
function compare(before: Definitions = new Map(), after: Definitions = new Map()): readonly string[] {
  const list = (sign: string, left: Definitions, right: Definitions): readonly string[] =>
    [...left].flatMap(([name, value]) => (right.get(name) === value ? [] : `${sign} ${name} ${value}`));
  return [...list("-", before, after), ...list("+", after, before)]
    .map((line) => line.replace("202000L", "202311L"))
    .toSorted();
}

for (const { triple, command, varying = /^$/ } of oracles) {
  const [program = ""] = command;
  const isMissing = spawnSync(program, ["--version"]).status !== 0;
  test(`${triple}: ${program} defines the same`, { skip: isMissing && !isCi ? `needs ${program}` : false }, (t) => {
    const theirs = askFor(defaultStandard, command);
    const ours = parseDefinitions(renderPredefinedMacros(requireTarget(triple), defaultStandard));
    const different = [...ours].filter(([name, value]) => theirs.get(name) !== value && !varying.test(name));
    assert.deepEqual(different, []);
    t.diagnostic(`${ours.size} macros are the same, of ${theirs.size}`);
  });
  const others = new Set(standardNames.flatMap((name) => findStandard(name) ?? []));
  for (const standard of others) {
    const skip = isMissing && !isCi ? `needs ${program}` : false;
    test(`${triple}: ${standard.name} changes what it changes for ${program}`, { skip }, () => {
      const target = requireTarget(triple);
      const [before, after] = [defaultStandard, standard].map((known) =>
        parseDefinitions(renderPredefinedMacros(target, known)),
      );
      assert.deepEqual(compare(before, after), compare(askFor(defaultStandard, command), askFor(standard, command)));
    });
  }
}

test("the largest alignment of 32-bit ARM is 8 bytes, and everywhere else 16", () => {
  const text = "struct s { char a; char b __attribute__((aligned)); };\nenum { BIGGEST = __BIGGEST_ALIGNMENT__ };\n";
  const found = ["armv7-unknown-linux-gnueabihf", "riscv64-unknown-linux-gnu", "x86_64-unknown-linux-gnu"].map(
    (triple) => {
      const { records, enums } = parseText(text, requireTarget(triple));
      return [records[0]?.layout?.byteLength, enums[0]?.enumerators?.[0]?.value];
    },
  );
  assert.deepEqual(found, [
    [16, 8n],
    [32, 16n],
    [32, 16n],
  ]);
});
