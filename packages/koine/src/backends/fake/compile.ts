/** Compiles generated source. Any JavaScript engine can; a fake needs nothing of a runtime. */
import { renderFactory } from "../../backend/generated-source.ts";

/** Compiles generated source and gives what it returns. Each binding is a constant in it, named `$` and its name. */
export function compile(source: string, bindings: Readonly<Record<string, unknown>>): unknown {
  return compileFactory(source, Object.keys(bindings))(...Object.values(bindings));
}

/** Compiles generated source to a function that takes the values of its bindings. */
export function compileFactory(source: string, names: readonly string[]): (...values: unknown[]) => unknown {
  const { parameters, body } = renderFactory(source, names);
  // eslint-disable-next-line no-new-func -- generated from descriptors, never from user text
  return new Function(...parameters, body) as (...values: unknown[]) => unknown;
}

/** Compiles source anew at each call, so that no two of its results share anything. */
export function compileTemplate(source: string, names: readonly string[]): (...values: unknown[]) => unknown {
  return (...values) => compileFactory(source, names)(...values);
}
