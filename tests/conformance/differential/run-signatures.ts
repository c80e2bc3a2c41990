/**
 * Runs differential checks in processes of their own and finds the smallest signature that fails. This file is also the program of
 * those processes.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FfiError } from "koine";
import { isChild, quickOptimisation, runFile } from "../child-test.ts";
import { compileInto, inTemporaryDirectory } from "../native-library.ts";
import { randomNumbers } from "../scalar-samples.ts";
import { checkSignature, openSignatureLibrary } from "./check-signature.ts";
import { compilerOptions, renderProgram, renderSignature } from "./render-program.ts";
import { shrinkSignature } from "./shrink-signature.ts";
import { describeSignature } from "./signature-shape.ts";
import type { SignatureShape } from "./signature-shape.ts";

/** One way of compiling C and of entering it. */
export interface Variant {
  readonly engine: string;
  readonly optimisation: string;
}

/** What came of some signatures. */
export interface Outcome {
  readonly checked: number;
  /** What Koine said that it does not offer, and how often. */
  readonly refused: Readonly<Record<string, number>>;
  readonly failure?: Failure | undefined;
}

/** The first signature that failed. */
export interface Failure {
  readonly index: number;
  readonly message: string;
}

const jobVariable = "KOINE_DIFFERENTIAL_JOB";
const timeoutMs = 600_000;

interface Job {
  readonly shapes: readonly SignatureShape[];
  readonly library: string;
  readonly seed: number;
}

if (isChild && process.env[jobVariable] !== undefined) runJob(process.env[jobVariable]);

function runJob(path: string): void {
  const { shapes, library: libraryPath, seed } = JSON.parse(readFileSync(path, "utf8")) as Job;
  const signatures = shapes.map(describeSignature);
  const library = openSignatureLibrary(libraryPath, signatures);
  const random = randomNumbers(seed);
  const refused: Record<string, number> = {};
  for (const [index, signature] of signatures.entries()) {
    // A crash leaves no other trace.
    writeFileSync(`${path}.at`, String(index));
    try {
      for (const message of checkSignature({ signature, index, library, random })) {
        const reason = message.split("\n")[0]?.replace(/^.*?: /, "").replace(/ s\d+_\d+/, "") ?? "";
        refused[reason] = (refused[reason] ?? 0) + 1;
      }
    } catch (error) {
      const message = error instanceof FfiError ? `${error.code}: ${error.message}` : String(error);
      process.stdout.write(JSON.stringify({ checked: index, refused, failure: { index, message } } satisfies Outcome));
      return;
    }
  }
  process.stdout.write(JSON.stringify({ checked: signatures.length, refused } satisfies Outcome));
}

/** Compiles the functions of some signatures once for each optimisation, and checks them in all variants. */
export function checkSignatures(
  shapes: readonly SignatureShape[],
  seed: number,
  variants: readonly Variant[],
): ReadonlyArray<Outcome & { readonly variant: Variant }> {
  return inTemporaryDirectory((directory) => {
    const source = renderProgram(shapes.map(describeSignature));
    const libraries = new Map<string, string>();
    return variants.map((variant) => {
      const { optimisation, engine } = variant;
      let library = libraries.get(optimisation);
      if (library === undefined) {
        const own = join(directory, optimisation);
        mkdirSync(own);
        library = compileInto(own, "signatures", source, [...compilerOptions, optimisation]);
        libraries.set(optimisation, library);
      }
      return { variant, ...runChild({ shapes, library, seed }, join(directory, `${engine}${optimisation}.json`), engine) };
    });
  });
}

function runChild(job: Job, path: string, engine: string): Outcome {
  writeFileSync(path, JSON.stringify(job));
  const env = { [jobVariable]: path, ...(engine === "" ? {} : { KOINE_ENGINE: engine }) };
  const { status, signal, printed, output } = runFile(import.meta.url, { env, nodeOptions: quickOptimisation, timeoutMs });
  if (status === 0 && printed.startsWith("{")) return JSON.parse(printed) as Outcome;
  const index = Number(readFileSync(`${path}.at`, "utf8"));
  const message = `the process ended with ${signal ?? `code ${String(status)}`}: ${output.slice(-2000)}`;
  return { checked: index, refused: {}, failure: { index, message } };
}

/** Finds the smallest signature that fails like `shape`, and tells what is known of it. */
export function describeFailure(shape: SignatureShape, seed: number, variant: Variant): string {
  const failureOf = (candidate: SignatureShape): Failure | undefined =>
    checkSignatures([candidate], seed, [variant])[0]?.failure;
  let smallest = shape;
  let failure = failureOf(shape);
  if (failure === undefined) return `alone it does not fail:\n${render(shape)}`;
  for (;;) {
    let found = false;
    for (const candidate of shrinkSignature(smallest)) {
      const own = failureOf(candidate);
      if (own === undefined) continue;
      smallest = candidate;
      failure = own;
      found = true;
      break;
    }
    if (!found) return `smallest: ${failure.message}\n${render(smallest)}\n${JSON.stringify(smallest)}`;
  }
}

function render(shape: SignatureShape): string {
  return renderSignature(describeSignature(shape, 0), 0).join("\n");
}
