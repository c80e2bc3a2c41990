/** Compiles generated source. Any JavaScript engine can; a fake needs nothing of a runtime. */
import { renderFactory } from "../../backend/generated-source.ts";

/** Compiles generated source and gives what it returns. Each binding is a constant in it, named `$` and its name. */
export function compile(source: string, bindings: Readonly<Record<string, unknown>>): unknown {
  const { parameters, body } = renderFactory(source, Object.keys(bindings));
  // eslint-disable-next-line no-new-func -- generated from descriptors, never from user text
  const factory = new Function(...parameters, body) as (...values: unknown[]) => unknown;
  return factory(...Object.values(bindings));
}
