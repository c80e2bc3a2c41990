/** A program that makes up the arguments of variadic calls uses no more and more executable memory. */
import { readFileSync } from "node:fs";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { describeGrowth } from "../least-growth.ts";

const isHere =
  process.platform === "linux" && process.versions["bun"] === undefined && process.env["KOINE_ENGINE"] !== "libffi";
/** Their stubs fill more than a region, which every round would add. */
const sequencesPerRound = 2048;
const width = 14;

testInChild(
  "the stubs of forgotten sequences of types are used again",
  import.meta.url,
  {
    prints: ["flat"],
    nodeOptions: ["--expose-gc"],
    skip: isHere
      ? false
      : "there are no stubs, or Bun collects them when it likes, or Linux does not tell the mappings of a process",
  },
  async (print) => {
    const type = c.fn([c.bytes, c.usize.number, c.string], c.int, { variadic: true });
    const { snprintf } = openLibrary(null, { snprintf: type }).symbols;
    const text = new Uint8Array(512);
    const expected = Array.from({ length: width }, (_, at) => at).join(",");
    let first = 0;
    const work = (): void => {
      for (let bits = first; bits < first + sequencesPerRound; bits++) {
        const values = Array.from({ length: width }, (_, at) => (((bits >> at) & 1) === 0 ? c.int(at) : c.double(at)));
        const format = values.map(({ type: { kind } }) => (kind === "float" ? "%.0f" : "%d")).join(",");
        const length = snprintf(text, text.length, format, ...values);
        const printed = new TextDecoder().decode(text.subarray(0, length));
        if (printed !== expected) throw new Error(`sequence ${bits} printed ${printed}`);
      }
      first += sequencesPerRound;
    };
    print(await describeGrowth({ quantities: { regions: { read: countRegions, level: 1 } }, work }));
  },
);

function countRegions(): number {
  const mappings = readFileSync("/proc/self/maps", "utf8").split("\n");
  return mappings.filter((line) => /r-xs.*koine-code/.test(line)).length;
}
