/** `-D` and `-U` mean in any order what they mean to a compiler. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { orderMacros } from "./order-macros.ts";

const given = ["-DA", "-UA", "-DA=2", "-DA(x)=x", "-U__linux__", "-D__linux__=7"];

/** All sequences of three of the flags, the same ones too. */
const sequences = given.flatMap((first) =>
  given.flatMap((second) => given.map((third): readonly string[] => [first, second, third])),
);

const text = `#ifdef A
have A(3)
#endif
#ifdef __linux__
linux __linux__
#endif
`;

const lacksGcc = spawnSync("gcc", ["--version"]).status !== 0 || process.platform !== "linux";

const outputs = new Map<string, string>();

function preprocess(flags: readonly string[]): string {
  const key = flags.join(" ");
  const known = outputs.get(key);
  if (known !== undefined) return known;
  const { status, stdout, stderr } = spawnSync("gcc", ["-E", "-P", "-w", ...flags, "-xc", "-"], {
    input: text,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  outputs.set(key, stdout);
  return stdout;
}

test("of -D and -U of one name the last counts, as for gcc", { skip: lacksGcc ? "needs gcc" : false }, () => {
  for (const flags of sequences) {
    const order = flags.map((flag) => [flag.startsWith("-D") ? "define" : "undefine", flag.slice(2)] as const);
    const { defines, undefines } = orderMacros({}, order);
    const same = [...undefines.map((name) => `-U${name}`), ...defines.map((define) => `-D${define}`)];
    assert.equal(preprocess(same), preprocess(flags), flags.join(" "));
  }
});

test("the command line decides about what a configuration defines", () => {
  const configured = { defines: ["A=1", "B", "F(x)=x"], undefines: ["C"] };
  const order = [
    ["undefine", "A"],
    ["include", "B"],
    ["undefine", "F"],
    ["define", "C=2"],
  ] as const;
  assert.deepEqual(orderMacros(configured, order), { defines: ["B", "C=2"], undefines: ["C", "A", "F"] });
});
