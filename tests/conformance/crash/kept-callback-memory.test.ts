/** Millions of callbacks in one native call keep nothing until it ends, and a full stack ends in an error. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { stepsOf } from "../least-growth.ts";
import { compileLibrary } from "../native-library.ts";

const count = 4_000_000;
const callsPerReading = 500_000;
/** A handle for each call would take twice as much. Deno keeps them until the native call ends. */
const levelStep = process.versions["deno"] === undefined ? 4 * callsPerReading : Number.POSITIVE_INFINITY;

testInChild(
  "callbacks that native code keeps leave nothing behind in a long call",
  import.meta.url,
  { prints: ["long call: flat", "recursion: caught after many levels", "afterwards: 45"] },
  (print) => {
    const Handler = c.callback([c.int], c.int, { lifetime: "until" });
    const { symbols } = openLibrary(compileLibrary("lasting-callbacks"), {
      keep: c.fn([c.int, Handler], c.void),
      call_kept: c.fn([c.int, c.int], c.int),
      call_often: c.fn([c.int, c.int], c.long),
    });
    const readings: number[] = [];
    symbols.keep(
      0,
      Handler.create((value) => {
        if (value % callsPerReading === 0) readings.push(process.memoryUsage().rss);
        return 0;
      }),
    );
    symbols.call_often(0, count);
    const steps = stepsOf(readings);
    print(`long call: ${steps.some((step) => step < levelStep) ? "flat" : `grew by ${steps.join(", ")} bytes`}`);

    let deepest = 0;
    const descend = (level: number): number => {
      deepest = level;
      return symbols.call_kept(1, level + 1);
    };
    symbols.keep(1, Handler.create(descend));
    try {
      symbols.call_kept(1, 0);
      print("recursion: no error");
    } catch (error) {
      const isExpected = error instanceof RangeError || (error as { code?: string }).code === "FFI_OUT_OF_MEMORY";
      print(`recursion: ${isExpected ? "caught" : String(error)} after ${deepest > 50 ? "many" : deepest} levels`);
    }
    symbols.keep(
      1,
      Handler.create((value) => value),
    );
    print(`afterwards: ${symbols.call_often(1, 10)}`);
  },
);
