/** The system's libuv, and a library that needs it, in a process that has a libuv inside: opened, used and closed, they harm nothing. */
import { readFile } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileSource } from "../native-library.ts";
import { skipWithout } from "../skip-without.ts";

const options = {
  skip: skipWithout("/usr/include/uv.h", "libuv1-dev"),
  prints: ["libuv 1", "works", "closed", "works", "needs libuv 1", "works", "closed", "works"],
};

const source = `
#include <uv.h>
unsigned needed_version(void) { return uv_version() >> 16; }
`;

testInChild("a second libuv does not end the runtime's own", import.meta.url, options, async (print) => {
  const work = async (): Promise<void> => {
    const { length } = await readFile(new URL(import.meta.url));
    const { status } = spawnSync("true");
    print(length > 0 && status === 0 ? "works" : "does not work");
  };
  const direct = openLibrary("uv", { uv_version: c.fn([], c.uint) });
  print(`libuv ${direct.symbols.uv_version() >> 16}`);
  await work();
  direct.close();
  print("closed");
  await work();
  const dependent = openLibrary(compileSource("second-libuv", source, ["-Wl,--no-as-needed", "-luv"]), {
    needed_version: c.fn([], c.uint),
  });
  print(`needs libuv ${dependent.symbols.needed_version()}`);
  await work();
  dependent.close();
  print("closed");
  await work();
});
