/**
 * Source of the functions that users hold: sheets of trampolines, which check how many arguments they get and go on to what was
 * compiled. What binds them is `trampolines.ts`.
 */

/** How many arguments a trampoline takes. */
export interface TrampolineShape {
  readonly count: number;
  /** Whether it takes any further arguments, or how many there are shows later, in the type. */
  readonly isVariadic: boolean;
}

/** What tells the source of one sheet from that of another. */
export interface SheetShape extends TrampolineShape {
  readonly length: number;
  /** Whether trampolines forget their arguments before they call. */
  readonly isForgetful: boolean;
  /** Whether the functions get their names when they are made, which costs much less than renaming them. */
  readonly isNamed: boolean;
}

/** Names the values that the source of a sheet needs, in the order in which it takes them. */
export function sheetNames({ length, isNamed }: SheetShape): readonly string[] {
  const names = ["bind", "refuse", "refusal"];
  for (let index = 0; index < length; index++) names.push(`state${index}`);
  if (isNamed) names.push("names");
  return names;
}

/**
 * Renders what gives an object of functions, under their names or, where those are not known, their places. Whoever has a wrong count of arguments says so in
 * variables (of `var`: V8 asks of others whether they were initialised) and makes a string of `refusal`, which throws. So is
 * every refusal written that V8 must not take for an end of the loop around the call ({@link renderTrampoline}).
 */
export function renderSheet(shape: SheetShape): string {
  const indexes = Array.from({ length: shape.length }, (_, index) => index);
  const pattern = renderTrampoline(shape);
  const functions = indexes.map((index) => pattern.replaceAll(place, String(index))).join(",\n");
  const lines = [
    "var index, received;",
    "const refusal = $refusal(() => { throw $refuse(index, received); });",
    // An object with a prototype would get a shape of its own for each name; those with numbers for names have elements, and no shapes.
    shape.isNamed ? `return {\n__proto__: null,\n${functions}\n};` : `return {\n${functions}\n};`,
  ];
  return lines.join("\n");
}

/** Stands in the text of a function for its place on the sheet, which is all that its functions differ by. */
const place = "#";

/** Trampolines of more arguments do not forget them: V8 counts eight bytes for each of them. */
export const mostForgotten: number = 4;

/**
 * Functions that have no name yet are called by their place until they are renamed. That name is calculated, because V8 keeps such in
 * the function itself, where another takes its place; renaming others gives each a dictionary. An object for each function, whose only
 * method it would be, takes twice as long to make. What is
 * compiled is read in a place of its own: V8 watches the functions of a template that it knows from their first call on, and
 * where it saw two things, an object without the property and with it, or two functions, it inlines neither. It inlines a function
 * where those before it have left it enough bytes, of which each comparison takes some: the count is compared here and nowhere else.
 *
 * Around an inlined call V8 peels a loop, and keeps what does not change out of it, unless something inside leaves the loop. What was never
 * seen to happen does, if it has a place for feedback, as calls have: V8 has no code for it. To make a string has none, so that the
 * side that refuses comes back to the loop as far as V8 knows. It finds out later that the count is right.
 *
 * Arguments are forgotten before the call, because V8 keeps the parameters of a function that it inlined as long as it runs: in memory, where
 * the next call of a sum would wait for them.
 */
function renderTrampoline({ count, isVariadic, isNamed, isForgetful }: SheetShape): string {
  const values = parameterList(count);
  const compiled = `$state${place}.compiled`;
  // V8 takes `arguments` apart, and inlines what is called with them, where nothing else is done with them than to spread them.
  const lines = isVariadic
    ? [`if (${compiled} === undefined) return $bind(${place}, ...arguments);`, `return (0, ${compiled})(...arguments);`]
    : [
        `if (${compiled} === undefined) return $bind(${place}, arguments);`,
        `if (arguments.length !== ${count}) { index = ${place}; received = arguments.length; \`\${refusal}\`; }`,
        ...(isForgetful && count > 0 ? renderForgetting(values) : []),
        `return (0, ${compiled})(${isForgetful ? values.replaceAll("$", "value") : values});`,
      ];
  const body = `(${values}) {\n${lines.join("\n")}\n}`;
  return isNamed ? `[$names[${place}]]${body}` : `[${place}]${body}`;
}

function renderForgetting(values: string): readonly string[] {
  const copies = values.replaceAll(/\$(\d+)/gu, "value$1 = $$$1");
  return [`const ${copies};`, `${values.replaceAll(", ", " = ")} = undefined;`];
}

const parameterLists: string[] = [];

function parameterList(count: number): string {
  return (parameterLists[count] ??= Array.from({ length: count }, (_, index) => `$${index}`).join(", "));
}
