/** Layouts on targets whose compiler is Clang are Clang's: random records, with attributes on their members, too. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { requireTarget } from "../target/targets.ts";
import { nameAbstract, randomRecord, sharedText } from "./random-record.case.ts";
import type { NamedRecord } from "./random-record.case.ts";

const isCi = (process.env["CI"] ?? "") !== "";
const skip = spawnSync("clang", ["--version"]).status === 0 || isCi ? false : "needs clang";
const seed = Number(process.env["KOINE_SEED"] ?? (isCi ? 20_261_122 : Math.trunc(Math.random() * 2 ** 31)));

const cases = [
  { triple: "aarch64-apple-darwin" },
  { triple: "x86_64-apple-darwin" },
  { triple: "x86_64-pc-windows-msvc" },
  // As if each record had `ms_struct`.
  { triple: "aarch64-apple-darwin", recordRules: "gnu-ms-bitfields" },
  { triple: "x86_64-apple-darwin", recordRules: "gnu-ms-bitfields" },
] as const;

for (const { triple, ...own } of cases) {
  const rules = "recordRules" in own ? "-mms-bitfields" : "-mno-ms-bitfields";
  test(
    `records of ${triple} are laid out as clang ${rules} does (seed ${seed}; repeat with KOINE_SEED)`,
    { skip },
    () => {
      const target = { ...requireTarget(triple), ...own };
      const shapes = fc.sample(randomRecord, { seed, numRuns: 500 });
      const all = shapes.map((shape, index) => nameAbstract(shape, `r${index}`, target));
      // No enum is wider than int where all are int.
      const records = all.filter(({ text }) => !target.isEnumAlwaysInt || !text.includes("wide_enum"));
      const lines = [sharedText, ...records.flatMap((record) => [record.text, renderClaims(record)])];
      const flags = [
        `--target=${triple}`,
        "-fsyntax-only",
        "-w",
        "-ferror-limit=3",
        "-fms-extensions",
        ...("recordRules" in own ? [rules] : []),
        "-Dbool=_Bool",
        "-xc",
        "-",
      ];
      const { status, stderr } = spawnSync("clang", flags, { input: `${lines.join("\n")}\n`, encoding: "utf8" });
      assert.equal(stderr, "");
      assert.equal(status, 0);
    },
  );
}

/** Size and alignment, and where each member is that has an address. */
function renderClaims({ spelling, layout, members }: NamedRecord): string {
  const places = members.flatMap(({ name, bitWidth }, index) =>
    bitWidth === undefined
      ? [`__builtin_offsetof(${spelling}, ${name}) * 8 == ${layout.members[index]?.bitOffset}`]
      : [],
  );
  const claims = [
    `sizeof(${spelling}) == ${layout.byteLength}`,
    `__alignof__(${spelling}) == ${layout.alignment}`,
    ...places,
  ];
  return claims.map((claim) => `_Static_assert(${claim}, "");`).join("\n");
}
