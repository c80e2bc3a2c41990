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

/** Source of a wrapper, and the values that it may name. Later values hide earlier ones of the same name. */
export interface WrapperSource {
  /** What the wrapper is called in stack traces, an identifier. */
  readonly name: string;
  /** The function from its parameter list on. */
  readonly body: string;
  readonly values: readonly Readonly<Record<string, unknown>>[];
}

/** Makes both forms of a function; the source of that for many calls is asked for when it is compiled. */
export function createTiered(backend: Backend, cold: WrapperSource, hot: () => WrapperSource): TieredFunction {
  return { cold: createCold(backend, cold), compile: () => compileWrapper(backend, hot()) };
}

/** Compiles a wrapper for itself. */
export function compileWrapper(backend: Backend, { name, body, values }: WrapperSource): AnyFunction {
  return backend.compile(`return function ${name}${body}`, selectUsed(body, ...values)) as AnyFunction;
}

/** A source that is compiled once, and the names of the values that it takes. */
interface SharedSource {
  readonly names: readonly string[];
  readonly create: (...values: unknown[]) => unknown;
}

const shared = new WeakMap<Backend, Map<string, SharedSource>>();

function createCold(backend: Backend, { body, values }: WrapperSource): AnyFunction {
  let sources = shared.get(backend);
  if (sources === undefined) shared.set(backend, (sources = new Map<string, SharedSource>()));
  let source = sources.get(body);
  if (source === undefined) {
    const names = Object.keys(selectUsed(body, ...values));
    source = { names, create: backend.compileFactory(`return function call${body}`, names) };
    sources.set(body, source);
  }
  return source.create(...source.names.map((key) => findValue(values, key))) as AnyFunction;
}

function findValue(values: readonly Readonly<Record<string, unknown>>[], name: string): unknown {
  for (let index = values.length - 1; index >= 0; index--) {
    const record = values[index];
    if (record !== undefined && name in record) return record[name];
  }
  return undefined;
}
