/** Random signatures: their generator, and the C functions that record what they get. */
import fc from "fast-check";
import { scalarSamples } from "./scalar-samples.ts";
import type { ScalarSample } from "./scalar-samples.ts";

/** Parameters and result of one function; no result is void. */
export interface RandomSignature {
  readonly parameters: readonly ScalarSample[];
  readonly result: ScalarSample | undefined;
}

/** Seed of this run, and the words that a test's title repeats it with. */
export const seed: number = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
export const seedNote: string = `(seed ${seed}; repeat with KOINE_SEED)`;

const scalar = fc.constantFrom(...scalarSamples);
const result = fc.option(scalar, { nil: undefined });

function parameters(minLength: number, maxLength: number): fc.Arbitrary<ScalarSample[]> {
  return fc.array(scalar, { minLength, maxLength, size: "max" });
}

/** Makes signatures of at most 127 parameters, most of them short. */
export function sampleSignatures(count: number): RandomSignature[] {
  const lists = fc.oneof(
    { arbitrary: parameters(0, 12), weight: 12 },
    { arbitrary: parameters(13, 40), weight: 4 },
    { arbitrary: parameters(41, 127), weight: 1 },
    { arbitrary: parameters(127, 127), weight: 1 },
  );
  return fc.sample(fc.record({ parameters: lists, result }), { seed, numRuns: count });
}

/** Makes signatures of callbacks: at most 20 parameters. */
export function sampleCallbackSignatures(count: number): RandomSignature[] {
  return fc.sample(fc.record({ parameters: parameters(0, 20), result }), { seed, numRuns: count });
}

const head = [
  "#include <stdint.h>",
  "#include <string.h>",
  "unsigned char received[128 * 8], given[128 * 8], answer[8];",
  "void *received_address(void) { return received; }",
  "void *given_address(void) { return given; }",
  "void *answer_address(void) { return answer; }",
];

/** Renders functions `f0`, `f1`, … that copy argument `i` to `received + 8 * i` and return what `answer` holds. */
export function renderRecorders(signatures: readonly RandomSignature[]): string {
  const functions = signatures.map((signature, index) => {
    const list = signature.parameters.map((parameter, position) => `${parameter.c} a${position}`).join(", ");
    const copies = signature.parameters.map(
      (_, position) => `memcpy(received + ${position * 8}, &a${position}, sizeof a${position});`,
    );
    return `${signature.result?.c ?? "void"} f${index}(${list || "void"}) { ${copies.join(" ")} ${renderAnswer(signature)} }`;
  });
  return [...head, ...functions, ""].join("\n");
}

function renderAnswer({ result: type }: RandomSignature): string {
  return type === undefined ? "" : `${type.c} result; memcpy(&result, answer, sizeof result); return result;`;
}

/**
 * Renders functions `f0`, `f1`, … that take a callback, call it with the values that `given` holds, and copy what it
 * returns to `received`.
 */
export function renderCallers(signatures: readonly RandomSignature[]): string {
  const functions = signatures.map(({ parameters: list, result: type }, index) => {
    const types = list.map((parameter) => parameter.c).join(", ") || "void";
    const reads = list.map(
      (parameter, at) => `${parameter.c} a${at}; memcpy(&a${at}, given + ${at * 8}, sizeof a${at});`,
    );
    const call = `callback(${list.map((_, at) => `a${at}`).join(", ")});`;
    const take = type === undefined ? call : `${type.c} result = ${call} memcpy(received, &result, sizeof result);`;
    return `void f${index}(${type?.c ?? "void"} (*callback)(${types})) { ${reads.join(" ")} ${take} }`;
  });
  return [...head, ...functions, ""].join("\n");
}

/** Spells a signature for messages. */
export function describeSignature({ parameters: list, result: type }: RandomSignature): string {
  return `${type?.c ?? "void"} (${list.map((parameter) => parameter.c).join(", ")})`;
}
