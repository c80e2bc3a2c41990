/**
 * Loads modules when they are needed, and synchronously: what a program does not use costs its start nothing. Importing `node:fs`
 * and `node:worker_threads` takes as long as compiling a third of Koine.
 */
import { createRequire } from "node:module";

/** The modules of the runtime that the backend uses. */
interface RuntimeModules {
  readonly "node:fs": typeof import("node:fs");
  readonly "node:path": typeof import("node:path");
  readonly "node:url": typeof import("node:url");
  readonly "node:vm": typeof import("node:vm");
  readonly "node:worker_threads": typeof import("node:worker_threads");
}

/** Gives a module of the runtime. Making a `require` takes half a millisecond, which newer ones can do without. */
export function requireRuntime<TName extends keyof RuntimeModules>(name: TName): RuntimeModules[TName] {
  const found: RuntimeModules[TName] | undefined = process.getBuiltinModule?.(name);
  return found ?? (requireModule(name) as RuntimeModules[TName]);
}

let require: NodeJS.Require | undefined;

/** Gives what a package or its file exports, found from here; throws what the runtime throws. */
export function requireModule(specifier: string): unknown {
  require ??= createRequire(import.meta.url);
  return require(specifier);
}
