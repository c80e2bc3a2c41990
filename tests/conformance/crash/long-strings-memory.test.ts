/** Strings that do not fit the arena get memory of their own for one call: none of it is left once garbage was collected. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { describeGrowth } from "../least-growth.ts";
import { compileLibrary } from "../native-library.ts";

const options = { nodeOptions: ["--expose-gc"], prints: ["the strings are different", "flat"] };
const rounds = 20;
const large = "é".repeat(1_000_000);
/** Each call has two strings of two million bytes. */
const level = rounds * large.length;

testInChild("long strings behind a short one leave no memory behind", import.meta.url, options, async (print) => {
  const { symbols } = openLibrary(compileLibrary("text"), {
    count_different: c.fn([c.string, c.string, c.string], c.int),
  });
  const work = (): void => {
    for (let round = 0; round < rounds; round++) {
      const different = symbols.count_different("short", `${large}${round}`, `${large}a`);
      if (different !== 3) throw new Error(`${different} of 3 strings are different`);
    }
  };
  work();
  print("the strings are different");
  print(
    await describeGrowth({ quantities: { bytes: { read: () => process.memoryUsage().arrayBuffers, level } }, work }),
  );
});
