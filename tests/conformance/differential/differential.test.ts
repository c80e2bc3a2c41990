/**
 * Random signatures of scalars, structs, unions, arrays, bit-fields, pointers, strings and bytes: what C and JavaScript pass and
 * return is the same bit for bit, whether C calls C, JavaScript calls C (cold, hot, on either engine) or C calls JavaScript.
 * `npm run fuzz` does the same for longer.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkSignatures, describeFailure } from "./run-signatures.ts";
import type { Variant } from "./run-signatures.ts";
import { sampleSignatures } from "./signature-shape.ts";
import type { SignatureShape } from "./signature-shape.ts";

const chosen = process.env["KOINE_SEED"];
const isCi = Boolean(process.env["CI"]);
const seed = Number(chosen ?? (isCi ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)));
/** Every run in CI checks the same signatures; what chance compiled would only fill the disk. */
const isKept = isCi && chosen === undefined;

/** What Koine does not offer; everything else must work. */
const notOffered: readonly RegExp[] = [
  / is aligned to \d+ bytes, and libffi aligns the stack to 16$/,
  /\blibffi cannot pass .*vector/,
];

// Where the caller names an engine, many runtimes and engines are compared: few signatures on each are enough.
const engine = process.env["KOINE_ENGINE"] ?? "";
const isNode = process.versions["bun"] === undefined && process.versions["deno"] === undefined;
const count = engine === "" && isNode ? 2000 : 200;
const variants: readonly Variant[] =
  engine === "" && isNode
    ? [
        { engine: "fast", optimisation: "-O2", isOptimised: true },
        { engine: "plain", optimisation: "-O0", isOptimised: false },
      ]
    : [{ engine, optimisation: engine === "plain" ? "-O0" : "-O2", isOptimised: true }];

for (const variant of variants) {
  const name = `${variant.engine === "" ? "" : `${variant.engine} engine, `}gcc ${variant.optimisation}`;
  test(`${count} random signatures, ${name} (seed ${seed}; repeat with KOINE_SEED)`, () => {
    const shapes = sampleSignatures(seed, count);
    const { checked, refused, failure } = checkSignatures(shapes, seed, { ...variant, isKept });
    if (failure !== undefined) {
      const shape = shapes[failure.index] as SignatureShape;
      assert.fail(`signature ${failure.index}: ${failure.message}\n${describeFailure(shape, seed, variant)}`);
    }
    assert.equal(checked, count);
    const reasons = Object.keys(refused);
    assert.deepEqual(
      reasons.filter((reason) => !notOffered.some((pattern) => pattern.test(reason))),
      [],
    );
    for (const pattern of notOffered) {
      assert.ok(
        reasons.some((reason) => pattern.test(reason)),
        `${String(pattern)} works now: take it off the list`,
      );
    }
  });
}
