/** How strongly C's binary operators bind: the same in `#if` and in expressions (C17 6.5.5 to 6.5.14). */

/** Precedence by operator; a higher one binds more strongly. Assignment, `?:` and the comma are parsed on their own. */
export const binaryPrecedences: ReadonlyMap<string, number> = new Map([
  ["*", 10],
  ["/", 10],
  ["%", 10],
  ["+", 9],
  ["-", 9],
  ["<<", 8],
  [">>", 8],
  ["<", 7],
  [">", 7],
  ["<=", 7],
  [">=", 7],
  ["==", 6],
  ["!=", 6],
  ["&", 5],
  ["^", 4],
  ["|", 3],
  ["&&", 2],
  ["||", 1],
]);
