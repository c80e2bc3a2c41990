/** How V8 compiles this process. Only a program may decide that; the libraries never do. */
import { setFlagsFromString } from "node:v8";

/**
 * Does without the optimizing compiler, or calls it in later where V8 has no compiler below it: a command is over before it
 * pays, and a run takes half the processor time. Young objects are collected by the one thread that made them: with a megabyte or
 * two at a time, to wake the others costs more than they do. Other runtimes have other flags.
 */
export function tuneCompiler(): void {
  const { bun, deno } = process.versions as Readonly<Record<string, string | undefined>>;
  if (bun !== undefined || deno !== undefined) return;
  const major = Number.parseInt(process.versions.node, 10);
  const flags = `${major >= 22 ? "--no-opt" : "--interrupt-budget=2000000"} --no-parallel-scavenge`;
  if (major >= 24 || !setFlagsEarly(flags)) setFlagsFromString(flags);
}

/**
 * Does without `node:v8`, which loads all of Node's streams: 4 ms of processor time. Versions before 24 give the same function under an
 * older name, which they advise against.
 *
 * @returns Whether it was done.
 * @see https://nodejs.org/api/deprecations.html#DEP0111
 */
function setFlagsEarly(flags: string): boolean {
  const { noDeprecation } = process;
  try {
    process.noDeprecation = true;
    // Typed by nobody, because nobody is to use it.
    const { binding } = process as unknown as { readonly binding: (name: "v8") => typeof import("node:v8") };
    binding("v8").setFlagsFromString(flags);
    return true;
  } catch {
    return false;
  } finally {
    process.noDeprecation = noDeprecation ?? false;
  }
}
