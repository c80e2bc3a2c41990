/**
 * A bound function in two forms. Compiling a wrapper costs more than hundreds of calls, and most functions of a library are
 * called a few times or never. So functions whose wrappers are the same text share one compiled source at first; a function
 * that is called often gets a source of its own, which the runtime then optimises for it alone.
 */
import type { Backend } from "../backend/contract.ts";
import { selectUsed } from "../backend/generated-source.ts";

type AnyFunction = (...values: unknown[]) => unknown;

/** A bound function. Both forms check and do the same. */
export interface TieredFunction {
  /** Costs little to make. */
  readonly cold: AnyFunction;
  /** Makes the form for many calls. */
  compile(): AnyFunction;
}

/** Source of a wrapper, and the values that it may name. */
export interface WrapperSource {
  /** What the wrapper is called in stack traces, an identifier. */
  readonly name: string;
  /** The function from its parameter list on. */
  readonly body: string;
  /** Values that other functions have as well. Later ones hide earlier ones of the same name. */
  readonly shared: readonly Readonly<Record<string, unknown>>[];
  /** Values of this function, which hide those. */
  readonly own: Record<string, unknown>;
}

/** Compiles a wrapper for itself. */
export function compileWrapper(backend: Backend, { name, body, shared, own }: WrapperSource): AnyFunction {
  return backend.compile(`return function ${name}${body}`, selectUsed(body, ...shared, own)) as AnyFunction;
}

/** Makes wrappers that share one source, each of values of its own, which have the names of the first one's. */
export type SharedWrapper = (own: Readonly<Record<string, unknown>>) => AnyFunction;

/** A source that is compiled once, and the names of the values that it takes. */
interface SharedSource {
  readonly names: readonly string[];
  readonly create: (...values: unknown[]) => unknown;
}

const sources = new WeakMap<Backend, Map<string, SharedSource>>();

/** Compiles a source for many functions; what is the same text is compiled once. */
export function compileShared(backend: Backend, { body, shared, own }: WrapperSource): SharedWrapper {
  let known = sources.get(backend);
  if (known === undefined) sources.set(backend, (known = new Map<string, SharedSource>()));
  const used = selectUsed(body, ...shared);
  let source = known.get(body);
  if (source === undefined) {
    const ownNames = Object.keys(selectUsed(body, own)).map((name) => `${name}: $${name}`);
    const lines = [
      "return ($values) => {",
      `const { ${ownNames.join(", ")} } = $values;`,
      `return function call${body}`,
      "};",
    ];
    const names = Object.keys(used);
    source = { names, create: backend.compileFactory(lines.join("\n"), names) };
    known.set(body, source);
  }
  return source.create(...source.names.map((name) => used[name])) as SharedWrapper;
}
