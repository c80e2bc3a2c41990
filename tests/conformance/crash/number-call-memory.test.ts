/** What the addon keeps for first calls of functions of numbers ends with the functions that it made for them. */
import { createRequire } from "node:module";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { describeGrowth } from "../least-growth.ts";

const isGlibc =
  process.platform === "linux" && "glibcVersionRuntime" in (process.report.getReport() as { header: object }).header;
const counts = { arena: c.usize, ordblks: c.usize, smblks: c.usize, hblks: c.usize, hblkhd: c.usize, usmblks: c.usize };
const Heap = c.struct("mallinfo2", {
  ...counts,
  fsmblks: c.usize,
  uordblks: c.usize.number,
  more: c.array(c.usize, 2),
});

const functionCount = 100_000;
/** Each has 32 bytes of its own. */
const level = 10 * functionCount;

function findReason(): string | false {
  if (process.versions["deno"] !== undefined) return "Deno ran no finalizer of a native function before its end";
  return isGlibc && process.versions["bun"] === undefined ? false : "only glibc counts the bytes that it has given out";
}

testInChild(
  "functions for first calls leave no memory behind",
  import.meta.url,
  {
    nodeOptions: ["--expose-gc"],
    prints: ["flat"],
    skip: findReason(),
  },
  async (print) => {
    const { makeNumberCall } = createRequire(import.meta.url)("@koine/native/koine.node") as {
      readonly makeNumberCall: (target: bigint, kinds: Uint8Array) => unknown;
    };
    const { mallinfo2 } = openLibrary(null, { mallinfo2: c.fn([], Heap) }).symbols;
    const kinds = Uint8Array.of(5, 5);
    const work = async (): Promise<void> => {
      for (let index = 0; index < functionCount; index++) {
        // Nothing is called: the address is not read.
        makeNumberCall(4096n, kinds);
        // The runtime frees what it has collected when no JavaScript runs.
        if (index % 20_000 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      }
    };
    // Other threads allocate as well, but not in every round.
    print(await describeGrowth({ quantities: { bytes: { read: () => mallinfo2().uordblks, level } }, work }));
  },
);
