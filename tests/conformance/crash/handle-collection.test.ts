/** Handles that nobody releases are released once they are collected; those that were released are not released again. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { collectAll, collectUntil } from "../least-growth.ts";
import { compileLibrary } from "../native-library.ts";

const options = {
  nodeOptions: ["--expose-gc"],
  env: { KOINE_LEAKS: "0" },
  prints: ["100 live", "few live", "0 more live", "closed"],
};

testInChild("a handle is released when it is collected, and only once", import.meta.url, options, async (print) => {
  const Counter = c.handle("counter", { release: "counter_close" });
  const library = openLibrary(compileLibrary("type-arguments"), {
    counter_open: c.fn([c.int], Counter),
    counter_close: c.fn([Counter], c.int),
    counter_live: c.fn([], c.int),
  });
  const { counter_open, counter_close, counter_live } = library.symbols;
  const abandon = (count: number): void => {
    for (let index = 0; index < count; index++) counter_open(index);
  };
  abandon(100);
  print(`${counter_live()} live`);
  await collectUntil(() => counter_live() < 20);
  print(counter_live() < 20 ? "few live" : `${counter_live()} live`);
  const before = counter_live();
  const release = (): void => {
    for (let index = 0; index < 100; index++) {
      const counter = counter_open(index);
      if (counter === null) continue;
      if (index % 2 === 0) counter.release();
      else counter_close(counter);
    }
  };
  release();
  await collectAll();
  print(`${Math.max(0, counter_live() - before)} more live`);
  abandon(100);
  library.close();
  await collectAll();
  print("closed");
});
