/**
 * Functions that bind themselves at their first call, for libraries of which a program uses a few of many functions. All of
 * them are compiled as one source, which costs a microsecond each; the source has a literal per function, so that each has
 * feedback of its own and the bound wrapper is inlined into it once it is hot.
 */
import type { Backend } from "../backend/contract.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import { uniqueIdentifiers } from "../function/identifiers.ts";
import type { SymbolDeclaration } from "./symbols.ts";

/** Makes a function per declaration that calls `bind` once and then what it gave. */
export function createLazyFunctions(
  declarations: readonly SymbolDeclaration[],
  backend: Backend,
  bind: (index: number) => NativeFunction,
): NativeFunction[] {
  const functions = declarations.map(({ type }, index) => {
    const passed = type.parameters.map((_, position) => position).filter((position) => type.parameters[position]?.kind !== "out");
    const names = uniqueIdentifiers(passed.map((position) => type.parameterNames[position] ?? `a${position}`)).join(", ");
    const count = passed.length;
    return [
      "(() => {",
      "  let bound;",
      `  return function (${names}) {`,
      `    if (bound === undefined) bound = bind(${index});`,
      `    return arguments.length === ${count} ? bound(${names}) : bound(...arguments);`,
      "  };",
      "})()",
    ].join("\n");
  });
  const body = `"use strict";\nconst { bind } = $;\nreturn [\n${functions.join(",\n")}\n];`;
  const made = backend.compile(body, { bind }) as NativeFunction[];
  made.forEach((native, index) => {
    Object.defineProperties(native, {
      name: { value: declarations[index]?.key },
      address: { get: () => (bind(index) as unknown as { address: bigint }).address },
      pointer: { get: () => (bind(index) as unknown as { pointer: unknown }).pointer },
    });
  });
  return made;
}
