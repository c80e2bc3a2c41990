/** Compiles generated source, also where the runtime was told to forbid `new Function`. */
import type { Addon } from "@koine/native";
import type { Backend } from "../../backend/contract.ts";
import { renderFactory } from "../../backend/generated-source.ts";
import { requireRuntime } from "./require-module.ts";

type Factory = (...values: unknown[]) => unknown;

/** Compiles generated source and gives what it returns. Each binding is a constant in it, named `$` and its name. */
function compile(source: string, bindings: Readonly<Record<string, unknown>>): unknown {
  return compileFactory(source, Object.keys(bindings))(...Object.values(bindings));
}

/**
 * Compiles generated source to a function that takes the values of its bindings.
 *
 * `vm.compileFunction` works under `--disallow-code-generation-from-strings`, which forbids `new Function`.
 */
function compileFactory(source: string, names: readonly string[]): Factory {
  const { parameters, body } = renderFactory(source, names);
  try {
    // eslint-disable-next-line no-new-func -- generated from descriptors, never from user text
    return new Function(...parameters, body) as Factory;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return requireRuntime("node:vm").compileFunction(body, parameters) as Factory;
  }
}

/**
 * Compiles generated source to a function that takes the values of its bindings, and gives functions that share their code
 * alone: V8 keeps feedback with the run of a script that made a function.
 */
function compileTemplate(source: string, names: readonly string[]): Factory {
  const { Script } = requireRuntime("node:vm");
  const script = new Script(renderTemplate(source, names));
  return (...values) => (script.runInThisContext() as Factory)(...values);
}

/**
 * The same by the addon, which needs no module of the runtime's: V8 knows the source of a script again, and runs what it made of it
 * the first time.
 */
export function createTemplateCompiler(addon: Addon): Backend["compileTemplate"] {
  return (source, names) => {
    const template = renderTemplate(source, names);
    return (...values) => (addon.runScript(template) as Factory)(...values);
  };
}

function renderTemplate(source: string, names: readonly string[]): string {
  const { parameters, body } = renderFactory(source, names);
  return `(function (${parameters.join(", ")}) {\n${body}\n})\n//# sourceURL=koine:generated`;
}

/** V8 knows the types of what fast calls give since 13; 12 is not asked, where there are no direct calls. */
const firstThatProves = 13;

/** The ways in which this backend compiles. */
export const compilers: Pick<Backend, "compile" | "compileFactory" | "compileTemplate" | "provesResults"> = {
  provesResults: Number.parseInt(process.versions["v8"] ?? "0", 10) >= firstThatProves,
  compile,
  compileFactory,
  compileTemplate,
};
