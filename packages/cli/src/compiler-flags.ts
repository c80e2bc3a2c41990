/** How V8 compiles this process. Only a program may decide that; the libraries never do. */
import { setFlagsFromString } from "node:v8";

/**
 * Does without the optimizing compiler, or calls it in later where V8 has no compiler below it: a command is over before it
 * pays, and a run takes half the processor time. Other runtimes have other flags.
 */
export function tuneCompiler(): void {
  const { bun, deno } = process.versions as Readonly<Record<string, string | undefined>>;
  if (bun !== undefined || deno !== undefined) return;
  const hasMiddleCompiler = Number.parseInt(process.versions.node, 10) >= 22;
  setFlagsFromString(hasMiddleCompiler ? "--no-opt" : "--interrupt-budget=2000000");
}
