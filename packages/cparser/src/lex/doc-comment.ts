/**
 * Doc comments to plain text. Which comments are doc comments, and to which token they belong, decides the lexer.
 */

/** Removes comment marks, leading asterisks and common indentation. */
export function cleanDocComment(raw: string): string {
  const lines = raw.startsWith("//") ? alignLines(raw.split("\n").map(stripLineMark)) : stripBlockMarks(raw);
  while (lines.length > 0 && lines[0]?.trim() === "") lines.shift();
  while (lines.length > 0 && lines.at(-1)?.trim() === "") lines.pop();
  return lines.map((line) => line.trimEnd()).join("\n");
}

function stripLineMark(line: string): string {
  return line.replace(/^\s*\/\/[/!]?<?/, "");
}

function stripBlockMarks(raw: string): string[] {
  const body = raw.replace(/^\/\*[*!]?<?/, "").replace(/\*+\/$/, "");
  const [first = "", ...rest] = body.split(/\r?\n/);
  const areStarred = rest.every((line) => line.trim() === "" || /^\s*\*/.test(line));
  const others = areStarred ? rest.map((line) => line.replace(/^\s*\*+/, "")) : rest;
  // The first line stands behind the opening mark: its indentation says nothing.
  return [first.trimStart(), ...alignLines(others)];
}

/** Removes the indentation that all lines have in common. */
function alignLines(lines: readonly string[]): string[] {
  const indentations = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const common = indentations.length === 0 ? 0 : Math.min(...indentations);
  return lines.map((line) => line.slice(common));
}
