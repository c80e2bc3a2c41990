/** One round of `npm run fuzz`: every engine with every optimisation of C. */
import { checkSignatures, describeFailure } from "./run-signatures.ts";
import type { Variant } from "./run-signatures.ts";
import { sampleSignatures } from "./signature-shape.ts";
import type { SignatureShape } from "./signature-shape.ts";

const variants: readonly Variant[] = ["fast", "plain"].flatMap((engine) =>
  (["-O0", "-O2"] as const).map((optimisation) => ({ engine, optimisation, isOptimised: engine === "fast" })),
);

/**
 * Checks random signatures and prints what came of it.
 *
 * @returns Whether all were right.
 */
export function fuzz(seed: number, count: number, print: (line: string) => void): boolean {
  const shapes = sampleSignatures(seed, count);
  for (const variant of variants) {
    const started = performance.now();
    const { checked, refused, failure } = checkSignatures(shapes, seed, variant);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const name = `seed ${seed}, ${variant.engine} engine, gcc ${variant.optimisation}`;
    print(`${name}: ${checked} of ${count} signatures are right (${seconds} s)`);
    for (const [reason, times] of Object.entries(refused)) print(`  not offered, ${times} times: ${reason}`);
    if (failure === undefined) continue;
    print(`signature ${failure.index}: ${failure.message}`);
    print(describeFailure(shapes[failure.index] as SignatureShape, seed, variant));
    return false;
  }
  return true;
}
