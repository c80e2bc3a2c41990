/**
 * Workloads of many functions in one process, as programs have them: each at a call site of its own, and all at one. The
 * functions are the first of ../../native/prototypes.c.
 */
import { prototypeNames } from "./startup.ts";
import type { LoopWorkload } from "./workload.ts";
import { triangle } from "./workload.ts";

const FUNCTIONS = 50;

/** Calls of one function behind each other, where all are called at one place: what is wanted is V8's cost, not that of a processor's wrong guess. */
const TURN_BITS = 10;

/** Names of the functions: `fN(a, b)` gives `a + b + N`. */
export const callSiteNames: readonly string[] = prototypeNames.slice(0, FUNCTIONS);

function sumOfTurns(iterations: number): number {
  const length = 2 ** TURN_BITS;
  const turns = Math.floor(iterations / length);
  const rounds = Math.floor(turns / FUNCTIONS);
  const whole = length * (rounds * triangle(FUNCTIONS) + triangle(turns % FUNCTIONS));
  return triangle(iterations) + iterations + whole + (iterations % length) * (turns % FUNCTIONS);
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
    title: "50 functions (int, int), all at one call site, by turns of 1,024 calls",
    operations: 1,
    initial: "0",
    step: `s = (s + functions[(i >> ${TURN_BITS}) % ${FUNCTIONS}](i, 1)) | 0;`,
    inputs: () => ({}),
    expected: (iterations) => sumOfTurns(iterations) | 0,
  },
];
