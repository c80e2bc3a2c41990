/** A program that makes up the arguments of variadic calls uses no more and more executable memory. */
import { readFileSync } from "node:fs";
import { c, openLibrary } from "koine";
import { collectGarbage, testInChild } from "../child-test.ts";

const isHere =
  process.platform === "linux" && process.versions["bun"] === undefined && process.env["KOINE_ENGINE"] !== "libffi";
const rounds = 24;
const sequencesPerRound = 256;
const width = 14;

testInChild(
  "the stubs of forgotten sequences of types are used again",
  import.meta.url,
  {
    prints: ["printed: 6144", "regions stay: true"],
    nodeOptions: ["--expose-gc"],
    timeoutMs: 240_000,
    skip: isHere
      ? false
      : "there are no stubs, or Bun collects them when it likes, or Linux does not tell the mappings of a process",
  },
  async (print) => {
    const type = c.fn([c.bytes, c.usize.number, c.string], c.int, { variadic: true });
    const { snprintf } = openLibrary(null, { snprintf: type }).symbols;
    const text = new Uint8Array(512);
    let printed = 0;
    const regionCounts: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (let index = 0; index < sequencesPerRound; index++) {
        const bits = round * sequencesPerRound + index;
        const values = Array.from({ length: width }, (_, at) => (((bits >> at) & 1) === 0 ? c.int(at) : c.double(at)));
        const format = values.map(({ type: { kind } }) => (kind === "float" ? "%.0f" : "%d")).join(",");
        const length = snprintf(text, text.length, format, ...values);
        const expected = Array.from({ length: width }, (_, at) => at).join(",");
        if (new TextDecoder().decode(text.subarray(0, length)) === expected) printed += 1;
      }
      collectGarbage();
      // The runtime tells what it has collected when no JavaScript runs.
      await new Promise((resolve) => setTimeout(resolve, 5));
      regionCounts.push(
        readFileSync("/proc/self/maps", "utf8")
          .split("\n")
          .filter((line) => /r-xs.*koine-code/.test(line)).length,
      );
    }
    print(`printed: ${printed}`);
    const [settled = 0, last = 0] = [regionCounts[Math.floor(rounds / 3)], regionCounts.at(-1)];
    print(`regions stay: ${settled > 0 && last <= settled + 1}`);
  },
);
