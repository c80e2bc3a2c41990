/**
 * Generated functions and the values that they use. Source names a value by a dollar sign and its name, `$errors`; no name
 * from C has one. The values are parameters of a function around it that nothing assigns to: the optimiser knows them as it knows
 * constants, of which every use would ask besides whether they were initialised, in two bytes of those that V8 counts before it inlines.
 */

/** The parts of a function that, called with the values, gives the generated function. */
export interface FactorySource {
  readonly parameters: readonly string[];
  readonly body: string;
}

let sourceCount = 0;

/** Tells the sources of this copy of Koine from those of others: a program may contain several. */
const copy = Math.trunc(Math.random() * 2 ** 32).toString(36);

/**
 * Renders the factory of generated source. No two are the same text: V8 would give both the same functions, whose feedback
 * then is of two uses, and their calls would be slow.
 *
 * @param body Statements that end in `return`.
 * @param names Names of the values, without the dollar sign.
 */
export function renderFactory(body: string, names: readonly string[]): FactorySource {
  const strict = `"use strict"; // source ${copy}-${sourceCount++}`;
  return { parameters: names.map((name) => `$${name}`), body: `${strict}\n${body}` };
}

/** Gives those of the values that a source names. */
export function selectUsed(
  source: string,
  ...candidates: readonly Readonly<Record<string, unknown>>[]
): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const values of candidates) {
    for (const name in values) if (source.includes(`$${name}`)) used[name] = values[name];
  }
  return used;
}
