/**
 * Workloads of many functions in one process, as programs have them: each at a call site of its own, and all at one. The
 * functions are the first of ../../native/prototypes.c.
 */
import { prototypeNames } from "./startup.ts";
import type { LoopWorkload } from "./workload.ts";
import { triangle } from "./workload.ts";

const FUNCTIONS = 50;

/** Names of the functions: `fN(a, b)` gives `a + b + N`. */
export const callSiteNames: readonly string[] = prototypeNames.slice(0, FUNCTIONS);

function sumOfResults(iterations: number): number {
  const rounds = Math.floor(iterations / FUNCTIONS);
  return triangle(iterations) + iterations + rounds * triangle(FUNCTIONS) + triangle(iterations % FUNCTIONS);
}

/** The functions are values by their names, and together as `functions`. */
export const callSiteWorkloads: readonly LoopWorkload[] = [
  {
    name: "fifty_functions",
    title: "50 functions (int, int), each at its own call site",
    operations: FUNCTIONS,
    initial: "0",
    step: callSiteNames.map((name) => `s = (s + ${name}(i, 1)) | 0;`).join(" "),
    inputs: () => ({}),
    expected: (iterations) => (FUNCTIONS * (triangle(iterations) + iterations) + triangle(FUNCTIONS) * iterations) | 0,
  },
  {
    name: "megamorphic",
    title: "50 functions (int, int), all at one call site",
    operations: 1,
    initial: "0",
    step: `s = (s + functions[i % ${FUNCTIONS}](i, 1)) | 0;`,
    inputs: () => ({}),
    expected: (iterations) => sumOfResults(iterations) | 0,
  },
];
