/** Chooses the backend of this environment, once, at first use. */
import { createAddonBackend } from "../backends/addon/backend.ts";
import { compilers } from "../backends/addon/compile.ts";
import type { Backend } from "./contract.ts";

let chosen: Backend | undefined;

/**
 * Gives the backend that calls go through, starting it at first use.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when no backend works here; the error says why.
 */
export function currentBackend(): Backend {
  chosen ??= createAddonBackend();
  return chosen;
}

/** Gives what compiles generated functions here, without starting the backend. */
export function currentCompiler(): Pick<Backend, "compileFactory" | "compileTemplate" | "provesResults"> {
  return chosen ?? compilers;
}

/**
 * Makes every call go through `backend`, instead of the one that this environment would get. For tests of what lies above the
 * contract; users cannot reach it. An environment has one backend for its whole life, because what is compiled for a type or
 * known of a buffer belongs to it: tests of two backends are two files, which the runner gives a process each.
 *
 * @throws {Error} When a backend is in use already.
 */
export function useBackend(backend: Backend): void {
  if (chosen !== undefined) throw new Error(`the ${chosen.name} backend is in use already`);
  chosen = backend;
}
