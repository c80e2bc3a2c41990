/**
 * Functions as C prototypes, which a module reads when they are used. A prototype says what `render-descriptor.ts` says, or there
 * is none: annotations, function pointers without a name and numbers for wide integers are beyond C.
 */
import type { SpecFunction } from "../spec/model.ts";
import type { DescriptorScope } from "./render-descriptor.ts";
import { TypeSpeller } from "./type-speller.ts";

/** A prototype and the identifiers of the descriptors that it names, each once. */
export interface Prototype {
  readonly text: string;
  readonly types: readonly string[];
}

/**
 * Renders the prototype of a function that nothing is said of beyond C.
 *
 * @param symbol The symbol that the library exports, where that is not the function's name.
 * @returns `undefined` if no prototype says what the function's descriptor says.
 */
export function renderPrototype(
  declaration: SpecFunction,
  symbol: string,
  scope: DescriptorScope,
): Prototype | undefined {
  const { name, parameters, result, isVariadic } = declaration;
  const annotation = scope.annotations.get(name);
  if (annotation !== undefined && Object.keys(annotation).some((key) => key !== "name")) return undefined;
  const speller = new TypeSpeller(scope);
  const spelled = parameters.map(({ name: parameter, type }) => speller.spell(type, parameter ?? "", "parameter"));
  if (isVariadic) spelled.push("...");
  const list = spelled.length === 0 ? "void" : spelled.join(", ");
  const label = symbol === name ? "" : ` __asm__("${symbol}")`;
  const text = speller.spell(result, `${name}(${list})${label}`, "result");
  const isAmbiguous = parameters.some((parameter) => speller.typedefs.has(parameter.name ?? ""));
  // Where the name does not stand before the first parenthesis, only a parser finds it, and modules have thousands of prototypes.
  const isApparent = text.slice(0, text.indexOf("(")).endsWith(name);
  return speller.isPlain && isApparent && !isAmbiguous
    ? { text, types: [...speller.types.values()].map(({ identifier }) => identifier) }
    : undefined;
}
