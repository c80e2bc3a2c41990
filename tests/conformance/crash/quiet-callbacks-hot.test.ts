/** What calls ask about callbacks is a constant in compiled code, and becomes one again a long time after the last callback. */
import { c, currentBackend, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const isNode = process.versions["bun"] === undefined && process.versions["deno"] === undefined;
/** Node 22 has no functions that take their values in registers, whose wrappers are the ones that ask so. */
const hasDirectCalls = isNode && !process.versions.node.startsWith("22.") && currentBackend().engine === "fast";
const rounds = [1, 2, 3, 4];

testInChild(
  "compiled calls ask nothing about callbacks: the next one throws them away, each time",
  import.meta.url,
  {
    prints: rounds.map((round) => `${round}: compiled, thrown away`),
    nodeOptions: ["--allow-natives-syntax", "--no-concurrent-recompilation"],
    skip: hasDirectCalls ? false : "asks the optimiser of Node about functions in registers",
  },
  (print) => {
    const backend = currentBackend();
    const optimiser = backend.compile(
      [
        // Nothing of it is compiled: what is inlined is not called.
        "const optimise = (callee) => {",
        "  %PrepareFunctionForOptimization(callee);",
        "  for (let round = 0; round < 10; round++) callee(round);",
        "  %OptimizeFunctionOnNextCall(callee);",
        "  callee(0);",
        "};",
        "%NeverOptimizeFunction(optimise);",
        // By one of the two optimising compilers.
        "const isOptimised = (callee) => (%GetOptimizationStatus(callee) & 0x30) !== 0;",
        "return { optimise, isOptimised };",
      ].join("\n"),
      {},
    ) as Record<"optimise" | "isOptimised", (callee: unknown) => boolean>;
    const { negate } = openLibrary(compileLibrary("callbacks"), { negate: "int negate(int value)" }).symbols;
    const call = backend.compile("return function callNegate(value) { return $negate(value); };", {
      negate,
    }) as typeof negate;
    const Handler = c.callback([c.int], c.int, { lifetime: "until" });
    for (const round of rounds) {
      // Twice as many each time until callbacks are out of sight.
      for (let index = 0; index < 2 ** (20 + round); index++) call(index);
      optimiser.optimise(call);
      const before = optimiser.isOptimised(call);
      const handler = Handler.create((value) => value);
      const { address } = handler.pointer;
      if (address === 0n || call(round) !== -round) throw new Error("the call is wrong");
      const after = optimiser.isOptimised(call);
      handler.release();
      print(`${round}: ${before ? "compiled" : "not compiled"}, ${after ? "kept" : "thrown away"}`);
    }
  },
);
