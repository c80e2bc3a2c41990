/** Workloads that pass strings of several lengths in and out: ASCII, and Chinese, whose characters have three bytes. */
import type { LoopWorkload, TextRow } from "./workload.ts";

const lengths = [8, 64, 1024, 65_536] as const;
const alphabets = [
  { name: "ascii", title: "ASCII", character: "x", byteLength: 1 },
  { name: "cjk", title: "Chinese", character: "漢", byteLength: 3 },
] as const;

/** @see ../../native/workloads.c: `text_of(index)` gives the texts in this order. */
const texts = alphabets.flatMap((alphabet) => lengths.map((length) => ({ ...alphabet, length })));

/** Names of all rows. */
export const textRows: readonly TextRow[] = texts.flatMap(
  ({ name, length }) => [`in_${name}_${length}`, `out_${name}_${length}`] as const,
);

export const textWorkloads: readonly LoopWorkload[] = texts.flatMap(
  ({ name, title, character, byteLength, length }, index): LoopWorkload[] => [
    {
      name: `in_${name}_${length}`,
      title: `strlen of a JS string, ${length.toLocaleString("en")} ${title} characters`,
      operations: 1,
      initial: "0",
      step: "s = (s + call(text)) | 0;",
      inputs: () => ({ text: character.repeat(length) }),
      expected: (iterations) => Math.imul(byteLength * length, iterations),
    },
    {
      name: `out_${name}_${length}`,
      title: `returned string, ${length.toLocaleString("en")} ${title} characters`,
      operations: 1,
      initial: "0",
      step: `s = (s + call(${index}).length) | 0;`,
      inputs: () => ({}),
      expected: (iterations) => Math.imul(length, iterations),
    },
  ],
);
