/** Compiles generated source, also where the runtime was told to forbid `new Function`. */
import { compileFunction } from "node:vm";
import { renderFactory } from "../../backend/generated-source.ts";

type Factory = (...values: unknown[]) => unknown;

/**
 * Compiles generated source and gives what it returns. Each binding is a constant in it, named `$` and its name.
 *
 * `vm.compileFunction` works under `--disallow-code-generation-from-strings`, which forbids `new Function`.
 */
export function compile(source: string, bindings: Readonly<Record<string, unknown>>): unknown {
  const { parameters, body } = renderFactory(source, Object.keys(bindings));
  let factory: Factory;
  try {
    // eslint-disable-next-line no-new-func -- generated from descriptors, never from user text
    factory = new Function(...parameters, body) as Factory;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    factory = compileFunction(body, parameters) as Factory;
  }
  return factory(...Object.values(bindings));
}
