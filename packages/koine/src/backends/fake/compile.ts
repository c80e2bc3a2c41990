/** Compiles generated wrapper source. Any JavaScript engine can; a fake needs nothing of a runtime. */

/** Compiles the body of a function of one parameter `$` and calls it with `bindings`. */
export function compile(body: string, bindings: object): unknown {
  // eslint-disable-next-line no-new-func -- generated from descriptors, never from user text
  const factory = new Function("$", body) as (bindings: object) => unknown;
  return factory(bindings);
}
