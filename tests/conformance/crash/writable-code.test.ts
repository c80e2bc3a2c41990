/** No page of Koine's code is ever writable and executable at one address: looked at where the system tells, after calls of every kind. */
import { readFileSync } from "node:fs";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const runtime = process.versions["bun"] ?? process.versions["deno"];
const isHere = process.platform === "linux" && process.arch === "x64" && runtime === undefined;
const isThroughLibffi = process.env["KOINE_ENGINE"] === "libffi" && "libffi has memory of its own for closures";

testInChild(
  "code is written through one mapping and run through another",
  import.meta.url,
  {
    prints: ["called", "code: r-xs rw-s", "callback: r-xs"],
    skip: isHere ? isThroughLibffi : "only Linux lists mappings so, and Node alone has the addon",
  },
  (print) => {
    const Handler = c.callback([c.int], c.int, { lifetime: "until" });
    const library = compileLibrary("callbacks");
    const { call_now } = openLibrary(library, { call_now: c.fn([c.callback([c.int], c.int), c.int], c.int) }).symbols;
    const { abs } = openLibrary(null, { abs: "int abs(int value)" }).symbols;
    const handlers = Array.from({ length: 300 }, () => Handler.create((value) => value));
    for (let call = 0; call < 5_000; call++) {
      if (abs(-call) !== call || call_now((value) => value * 2, call) !== 2 * call) throw new Error(`call ${call}`);
    }
    print("called");
    const own = readMappings().filter(({ name }) => name.includes("koine-code"));
    print(`code: ${[...new Set(own.map(({ permissions }) => permissions))].sort().join(" ")}`);
    const kinds = handlers.map(({ pointer: { address } }) => {
      const mapping = readMappings().find(({ start, end }) => start <= address && address < end);
      return mapping?.permissions;
    });
    print(`callback: ${[...new Set(kinds)].join(" ")}`);
    for (const handler of handlers) handler.release();
  },
);

interface Mapping {
  readonly start: bigint;
  readonly end: bigint;
  readonly permissions: string;
  readonly name: string;
}

/** @see proc_pid_maps(5) */
function readMappings(): readonly Mapping[] {
  return readFileSync("/proc/self/maps", "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, start, end, permissions, name] = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
      if (start === undefined || end === undefined || permissions === undefined) return [];
      return [{ start: BigInt(`0x${start}`), end: BigInt(`0x${end}`), permissions, name: name ?? "" }];
    });
}
