/** Compiles generated source, also where the runtime was told to forbid `new Function`. */
import { compileFunction } from "node:vm";
import { renderFactory } from "../../backend/generated-source.ts";

type Factory = (...values: unknown[]) => unknown;

/** Compiles generated source and gives what it returns. Each binding is a constant in it, named `$` and its name. */
export function compile(source: string, bindings: Readonly<Record<string, unknown>>): unknown {
  return compileFactory(source, Object.keys(bindings))(...Object.values(bindings));
}

/**
 * Compiles generated source to a function that takes the values of its bindings.
 *
 * `vm.compileFunction` works under `--disallow-code-generation-from-strings`, which forbids `new Function`.
 */
export function compileFactory(source: string, names: readonly string[]): Factory {
  const { parameters, body } = renderFactory(source, names);
  try {
    // eslint-disable-next-line no-new-func -- generated from descriptors, never from user text
    return new Function(...parameters, body) as Factory;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return compileFunction(body, parameters) as Factory;
  }
}
