/**
 * The filter language: a name, a name with `*` (any text) and `?` (one character), or a regular expression between slashes,
 * `/^sqlite3_(open|close)/`. Specs and options have patterns as sources of regular expressions.
 */

/** How exact a pattern is: what says more decides. */
export type PatternKind = "exact" | "glob" | "expression";

/** Tells the kind of a pattern. */
export function kindOfPattern(pattern: string): PatternKind {
  if (pattern.length > 1 && pattern.startsWith("/") && pattern.endsWith("/")) return "expression";
  return /[*?]/.test(pattern) ? "glob" : "exact";
}

/**
 * Gives the source of the regular expression that means the same. Each `*` captures what it matches.
 *
 * @example `toExpression("sqlite3_*")` is `"^sqlite3_(.*)$"`.
 */
export function toExpression(pattern: string): string {
  if (kindOfPattern(pattern) === "expression") return pattern.slice(1, -1);
  const source = pattern.replaceAll(/[\\^$.+()[\]{}|/]/g, String.raw`\$&`);
  return `^${source.replaceAll("*", "(.*)").replaceAll("?", ".")}$`;
}

/** Compiles a pattern; `undefined` for a regular expression that is none. */
export function compilePattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(toExpression(pattern), "u");
  } catch {
    return undefined;
  }
}
