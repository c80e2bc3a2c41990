/**
 * Runs differential checks in processes of their own and finds the smallest signature that fails. This file is also the program of
 * those processes.
 */
import { openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { FfiError } from "koine";
import { isChild, quickOptimisation, runFile } from "../child-test.ts";
import { compileInto, compileSource, inTemporaryDirectory } from "../native-library.ts";
import { randomNumbers } from "../scalar-samples.ts";
import { checkSignature, openSignatureLibrary } from "./check-signature.ts";
import { compilerOptions, renderProgram, renderSignature } from "./render-program.ts";
import { shrinkSignature } from "./shrink-signature.ts";
import { describeSignature } from "./signature-shape.ts";
import type { SignatureShape } from "./signature-shape.ts";

/** One way of compiling C and of entering it. */
export interface Variant {
  /** `fast`, `plain`, or nothing for what Koine chooses. */
  readonly engine: string;
  readonly optimisation: "-O0" | "-O2";
  /** Whether the runtime optimises after a few calls. */
  readonly isOptimised: boolean;
  /** Whether what was compiled is kept for others who check the same signatures. */
  readonly isKept?: boolean;
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

function progressPath(jobPath: string): string {
  return `${jobPath}.at`;
}

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
  const progress = openSync(progressPath(path), "w");
  for (const [index, signature] of signatures.entries()) {
    // A crash leaves no other trace.
    writeSync(progress, String(index), 0);
    try {
      for (const message of checkSignature({ signature, index, library, random })) {
        const reason =
          message
            .split("\n")[0]
            ?.replace(/^.*?: (?:argument \d+: )?/, "")
            .replace(/^(?:struct|union) s\d+_\d+/, "a record") ?? "";
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

/** Compiles the functions of some signatures, and checks them in a process of its own. */
export function checkSignatures(shapes: readonly SignatureShape[], seed: number, variant: Variant): Outcome {
  return inTemporaryDirectory((directory) => {
    const options = [...compilerOptions, variant.optimisation];
    const program = renderProgram(shapes.map(describeSignature));
    const library = variant.isKept
      ? compileSource("signatures", program, options)
      : compileInto(directory, "signatures", program, options);
    return runChild({ shapes, library, seed }, join(directory, "job.json"), variant);
  });
}

function runChild(job: Job, path: string, { engine, isOptimised }: Variant): Outcome {
  writeFileSync(path, JSON.stringify(job));
  const env = { [jobVariable]: path, ...(engine === "" ? {} : { KOINE_ENGINE: engine }) };
  const nodeOptions = isOptimised ? quickOptimisation : [];
  const { status, signal, printed, output } = runFile(import.meta.url, { env, nodeOptions });
  if (status === 0 && printed.startsWith("{")) return JSON.parse(printed) as Outcome;
  const index = Number(readFileSync(progressPath(path), "utf8"));
  const message = `the process ended with ${signal ?? `code ${String(status)}`}: ${output.slice(-2000)}`;
  return { checked: index, refused: {}, failure: { index, message } };
}

/** Finds the smallest signature that fails like `shape`, and tells what is known of it. */
export function describeFailure(shape: SignatureShape, seed: number, variant: Variant): string {
  const failureOf = (candidate: SignatureShape): Failure | undefined =>
    checkSignatures([candidate], seed, variant).failure;
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
