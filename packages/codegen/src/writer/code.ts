/**
 * The tagged template for pieces of code whose shape should be visible in the generator's own source. Longer files are
 * written with `code-writer.ts`.
 */

/** What can be inserted: text, numbers, several lines, or nothing. */
export type CodeInsertion = string | number | bigint | readonly string[];

/**
 * Builds text from a template. The indentation that all lines of the template share is removed, the first and last line
 * are dropped when they are blank, and an insertion of several lines takes the indentation of the place where it stands.
 * A line that holds nothing but an empty insertion disappears.
 *
 * @example
 * ```ts
 * import { code } from "@koine/codegen";
 *
 * const fields = ["x: number;", "y: number;"];
 * code`
 *   interface Point {
 *     ${fields}
 *   }
 * `; // "interface Point {\n  x: number;\n  y: number;\n}"
 * ```
 */
export function code(template: TemplateStringsArray, ...insertions: readonly CodeInsertion[]): string {
  const pieces = dedent(template);
  let text = pieces[0] ?? "";
  for (const [index, insertion] of insertions.entries()) {
    text = insert(text, toText(insertion), pieces[index + 1] ?? "");
  }
  return text;
}

function toText(insertion: CodeInsertion): string {
  return typeof insertion === "object" ? insertion.join("\n") : String(insertion);
}

/** Joins three texts; `middle` is indented like the line that it lands on. */
function insert(before: string, middle: string, after: string): string {
  const lineStart = before.lastIndexOf("\n") + 1;
  const line = before.slice(lineStart);
  if (middle === "" && line.trim() === "" && /^\n|^$/.test(after)) {
    const kept = before.slice(0, lineStart);
    return after === "" ? kept.replace(/\n$/, "") : kept + after.slice(1);
  }
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? "";
  const indented = middle
    .split("\n")
    .map((part, index) => (index === 0 || part === "" ? part : indentation + part))
    .join("\n");
  return before + indented + after;
}

/** Removes the shared indentation from the literal parts of a template. */
function dedent(template: readonly string[]): readonly string[] {
  // A zero byte marks the insertions, so that a line that starts with one counts as not blank.
  const lines = template.join("\0").split("\n");
  if (lines.length > 1 && lines[0]?.trim() === "") lines.shift();
  if (lines.length > 1 && lines.at(-1)?.trim() === "") lines.pop();
  const widths = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const width = widths.length === 0 ? 0 : Math.min(...widths);
  const dedented = lines.map((line) => (line.trim() === "" ? "" : line.slice(width)));
  return dedented.join("\n").split("\0");
}
