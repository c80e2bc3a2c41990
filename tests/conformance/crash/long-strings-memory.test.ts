/** Strings that do not fit the arena get memory of their own for one call: none of it is left once garbage was collected. */
import { c, openLibrary } from "koine";
import { collectGarbage, testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const options = { nodeOptions: ["--expose-gc"], prints: ["60 × 3 strings", "few bytes stay"] };
const staying = 20_000_000;

testInChild("long strings behind a short one leave no memory behind", import.meta.url, options, async (print) => {
  const { symbols } = openLibrary(compileLibrary("text"), {
    count_different: c.fn([c.string, c.string, c.string], c.int),
  });
  const large = "é".repeat(1_000_000);
  let different = 0;
  const before = process.memoryUsage().arrayBuffers;
  for (let round = 0; round < 60; round++) {
    different += symbols.count_different("short", `${large}${round}`, `${large}a`);
  }
  print(`${different / 3} × 3 strings`);
  for (let round = 0; round < 5; round++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const left = process.memoryUsage().arrayBuffers - before;
  print(left < staying ? "few bytes stay" : `${left} bytes stay`);
});
