/**
 * Predefined macros against the compilers of the targets: what we define, they define as the same. They may define more, such
 * as what belongs to decimal floating types.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { renderPredefinedMacros } from "../predefined/predefined-macros.ts";
import { parseText } from "./gcc.case.ts";

/** Which compiler says what is right for a target, and what it may say otherwise. */
interface Oracle {
  readonly triple: string;
  readonly command: readonly string[];
  /** Names that depend on the version or the build of the compiler. */
  readonly varying?: RegExp;
}

const ofWindowsBuild = /^__(?:GNUC_MINOR|VERSION|U?INT_FAST16_\w+?)__$/;

const oracles: readonly Oracle[] = [
  { triple: "x86_64-unknown-linux-gnu", command: ["gcc"] },
  { triple: "x86_64-unknown-linux-musl", command: ["musl-gcc"] },
  { triple: "aarch64-unknown-linux-gnu", command: ["aarch64-linux-gnu-gcc"] },
  { triple: "i686-unknown-linux-gnu", command: ["i686-linux-gnu-gcc"] },
  { triple: "x86_64-w64-windows-gnu", command: ["x86_64-w64-mingw32-gcc"], varying: ofWindowsBuild },
];

const isCi = (process.env["CI"] ?? "") !== "";

function parseDefinitions(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^#define (\w+(?:\([^)]*\))?)(?: (.*))?$/gm)].map(([, name = "", value = ""]) => [
      name,
      value.trim(),
    ]),
  );
}

for (const { triple, command, varying = /^$/ } of oracles) {
  const [program = "", ...flags] = command;
  const isMissing = spawnSync(program, ["--version"]).status !== 0;
  test(`${triple}: ${program} defines the same`, { skip: isMissing && !isCi ? `needs ${program}` : false }, (t) => {
    const { stdout } = spawnSync(program, [...flags, "-std=gnu17", "-dM", "-E", "-xc", "/dev/null"], {
      encoding: "utf8",
    });
    const theirs = parseDefinitions(stdout);
    const ours = parseDefinitions(renderPredefinedMacros(requireTarget(triple)));
    const different = [...ours].filter(([name, value]) => theirs.get(name) !== value && !varying.test(name));
    assert.deepEqual(different, []);
    t.diagnostic(`${ours.size} macros are the same, of ${theirs.size}`);
  });
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
