/**
 * Layouts are those of a real C compiler: random records against gcc's sizeof, __alignof__, offsetof and bit
 * positions. (Of what is aligned to more than the widest register, _Alignof does not say the truth.)
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Target } from "../target/target.ts";
import { requireTarget } from "../target/targets.ts";
import { sharedText, nameAbstract, nameDescribed, randomRecord } from "./random-record.case.ts";
import type { NamedRecord, RecordShape } from "./random-record.case.ts";

const recordCount = 1000;
const linuxX64 = requireTarget("x86_64-unknown-linux-gnu");
const linuxIa32 = requireTarget("i686-unknown-linux-gnu");
/** MinGW's rules can be had from every gcc for x86: `-mms-bitfields`. */
const microsoftBitFields: Target = { ...linuxX64, recordRules: "gnu-ms-bitfields" };

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const isGccX64 = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64");
const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const skip = isGccX64 || isCi ? false : "needs gcc for x86-64";
const title = `(seed ${seed}; repeat with KOINE_SEED)`;

test(`descriptors are laid out as gcc does ${title}`, { skip }, () => {
  assertLikeGcc(sampleRecords(nameDescribed, linuxX64), []);
});

test(`attributes on members count as they do for gcc ${title}`, { skip }, () => {
  assertLikeGcc(sampleRecords(nameAbstract, linuxX64), []);
});

test(`Microsoft bit-fields lie where gcc -mms-bitfields puts them ${title}`, { skip }, () => {
  assertLikeGcc(sampleRecords(nameDescribed, microsoftBitFields), ["-mms-bitfields"]);
});

test(`records on a 32-bit target are as gcc -m32 sees them ${title}`, { skip }, () => {
  const records = sampleRecords(nameAbstract, linuxIa32, (shape) => !hasAlignedBitField(shape));
  const checks = records.map((record) => `${record.text}\n${renderAssertions(record)}`);
  inTemporaryDirectory((directory) => {
    const source = join(directory, "check.c");
    writeFileSync(source, `${sharedText}\n${checks.join("\n")}\n`);
    runGcc(["-m32", "-msse2", "-fsyntax-only", source]);
  });
});

/**
 * On i386 gcc turns a 64-bit field of full width into a plain member and then, if it has an `aligned` attribute of its own,
 * aligns it to 8 instead of the psABI's 4. Aligned bit-fields are compared on x86-64 only.
 */
function hasAlignedBitField(shape: RecordShape): boolean {
  return shape.members.some(({ what, align }) =>
    what.kind === "record" ? hasAlignedBitField(what.record) : what.kind === "bits" && align > 0,
  );
}

function sampleRecords(
  nameRecord: typeof nameDescribed,
  target: Target,
  isWanted: (shape: RecordShape) => boolean = () => true,
): NamedRecord[] {
  const shapes = fc.sample(randomRecord, { seed, numRuns: recordCount }).filter(isWanted);
  return shapes.map((shape, index) => nameRecord(shape, `r${index}`, target));
}

/** Compiles one program with all records, runs it, and compares what it prints with the computed layouts. */
function assertLikeGcc(records: readonly NamedRecord[], options: readonly string[]): void {
  const printed = inTemporaryDirectory((directory) => {
    const source = join(directory, "layout.c");
    const program = join(directory, "layout");
    writeFileSync(source, renderProgram(records));
    runGcc([...options, "-O0", "-o", program, source]);
    const run = spawnSync(program, { encoding: "utf8", maxBuffer: 2 ** 26 });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout.trimEnd().split("\n");
  });
  assert.equal(printed.length, records.length);
  for (const [index, record] of records.entries()) {
    assert.equal(describeLayout(record), printed[index], record.text);
  }
}

function describeLayout({ spelling, layout, members }: NamedRecord): string {
  const places = members.map(({ name, bitWidth }, index) => {
    const bitOffset = layout.members[index]?.bitOffset;
    return bitWidth === undefined ? `${name}@${bitOffset}` : `${name}@${bitOffset}:${bitWidth}`;
  });
  return [spelling, layout.byteLength, layout.alignment, ...places].join(" ");
}

/** A program that prints one line per record. Bit-fields are found by setting all their bits and looking for them. */
function renderProgram(records: readonly NamedRecord[]): string {
  const functions = records.map((record, index) => {
    const { spelling } = record;
    const lines = record.members.map(({ name, bitWidth }) =>
      bitWidth === undefined
        ? `  printf(" ${name}@%zu", 8 * __builtin_offsetof(${spelling}, ${name}));`
        : `  memset(&value, 0, sizeof value); value.${name} = -1; print_bits("${name}", &value, sizeof value);`,
    );
    return [
      record.text,
      `static void print_${index}(void) {`,
      `  ${spelling} value;`,
      `  printf("${spelling} %zu %zu", sizeof value, __alignof__(${spelling}));`,
      ...lines,
      `  puts("");`,
      "}",
    ].join("\n");
  });
  return [
    "#include <stdio.h>",
    "#include <string.h>",
    "static void print_bits(const char *name, const void *address, size_t size) {",
    "  const unsigned char *bytes = address;",
    "  size_t first = 0, count = 0;",
    "  for (size_t bit = 0; bit < 8 * size; bit++)",
    "    if (bytes[bit / 8] >> bit % 8 & 1) { if (count++ == 0) first = bit; }",
    '  printf(" %s@%zu:%zu", name, first, count);',
    "}",
    sharedText,
    ...functions,
    "int main(void) {",
    ...records.map((_, index) => `  print_${index}();`),
    "  return 0;",
    "}",
    "",
  ].join("\n");
}

function renderAssertions({ spelling, layout, members }: NamedRecord): string {
  const places = members.flatMap(({ name, bitWidth }, index) => {
    if (bitWidth !== undefined) return [];
    const byteOffset = (layout.members[index]?.bitOffset ?? 0) / 8;
    return `_Static_assert(__builtin_offsetof(${spelling}, ${name}) == ${byteOffset}, "${name}");`;
  });
  return [
    `_Static_assert(sizeof(${spelling}) == ${layout.byteLength}, "size");`,
    `_Static_assert(__alignof__(${spelling}) == ${layout.alignment}, "alignment");`,
    ...places,
  ].join("\n");
}

function runGcc(options: readonly string[]): void {
  const run = spawnSync("gcc", ["-std=gnu17", "-w", "-Dbool=_Bool", ...options], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  assert.equal(run.status, 0, run.error?.message ?? run.stderr);
}

function inTemporaryDirectory<TResult>(use: (directory: string) => TResult): TResult {
  const directory = mkdtempSync(join(tmpdir(), "koine-layout-"));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
