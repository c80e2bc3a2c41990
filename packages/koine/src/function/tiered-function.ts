/**
 * A bound function in two forms. Compiling a wrapper costs more than hundreds of calls, and most functions of a library are
 * called a few times or never. So functions whose wrappers are the same text share one compiled source at first; a function
 * that is called often gets a source of its own, which the runtime then optimises for it alone.
 */
import type { Backend } from "../backend/contract.ts";
import type { FfiError } from "@koine/diagnostics";
import { selectUsed } from "../backend/generated-source.ts";

type AnyFunction = (...values: unknown[]) => unknown;

/** A bound function. Both forms check and do the same, but for the count of arguments, which who calls them has compared. */
export interface TieredFunction {
  /** Costs little to make. */
  readonly cold: AnyFunction;
  /** Makes the form for many calls, which compares the count where nobody else does. */
  compile(comparesCount: boolean): AnyFunction;
  /** Makes the error for a wrong count. */
  readonly refuseCount: (received: number) => FfiError;
}

/** Source of a wrapper, and the values that it may name. */
export interface WrapperSource {
  /** What the wrapper is called in stack traces, an identifier. */
  readonly name: string;
  readonly parameters: string;
  /** Statements before the wrapper, of variables and functions that it needs between calls. */
  readonly surroundings?: string | undefined;
  /** The function after the brace that follows them. */
  readonly body: string;
  /** Values that other functions have as well. Later ones hide earlier ones of the same name. */
  readonly shared: readonly Readonly<Record<string, unknown>>[];
  /** Values of this function, which hide those. */
  readonly own: Record<string, unknown>;
}

/** Compiles a wrapper for itself. */
export function compileWrapper(backend: Backend, source: WrapperSource): AnyFunction {
  const { name, parameters, surroundings = "", body, shared, own } = source;
  const function_ = `${surroundings}return function ${name}(${parameters}) {\n${body}`;
  return backend.compile(function_, selectUsed(function_, ...shared, own)) as AnyFunction;
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
export function compileShared(backend: Backend, { parameters, body, shared, own }: WrapperSource): SharedWrapper {
  let known = sources.get(backend);
  if (known === undefined) sources.set(backend, (known = new Map<string, SharedSource>()));
  const used = selectUsed(body, ...shared);
  const function_ = `(${parameters}) {\n${body}`;
  let source = known.get(function_);
  if (source === undefined) {
    const ownNames = Object.keys(selectUsed(body, own)).map((name) => `${name}: $${name}`);
    const lines = [
      "return ($values) => {",
      `const { ${ownNames.join(", ")} } = $values;`,
      `return function call${function_}`,
      "};",
    ];
    const names = Object.keys(used);
    source = { names, create: backend.compileFactory(lines.join("\n"), names) };
    known.set(function_, source);
  }
  return source.create(...source.names.map((name) => used[name])) as SharedWrapper;
}
