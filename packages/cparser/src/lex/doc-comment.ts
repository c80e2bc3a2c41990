/**
 * Doc comments to plain text. Which comments are doc comments, and to which token they belong, decides the lexer.
 */

const asterisk = 42;

/** Removes comment marks and common indentation. */
export function cleanDocComment(raw: string): string {
  const lines = raw.startsWith("//")
    ? alignLines(raw.split("\n").map(stripLineMark))
    : raw.split(betweenBlocks).flatMap(stripBlockMarks);
  let start = 0;
  let end = lines.length;
  while (start < end && isEmptyLine(lines[start])) start++;
  while (end > start && isEmptyLine(lines[end - 1])) end--;
  return lines.slice(start, end).join("\n");
}

/** Where one comment ends and the next begins, if several are one text. */
const betweenBlocks = /(?<=\*\/)\n(?=\/\*)/;

/** Nothing, or a line that is drawn. */
function isEmptyLine(line: string | undefined): boolean {
  return line === undefined || line === "" || /^[*=_~#+-]{4,}$/.test(line);
}

function stripLineMark(line: string): string {
  return line.replace(/^\s*\/\/[/!]?<?/, "").trimEnd();
}

function stripBlockMarks(raw: string): string[] {
  const body = withoutEndMark(raw.replace(/^\/\*(?:\*+|!|#(?= ))?<?/, ""));
  // The first line stands behind the opening mark: its indentation says nothing.
  if (!body.includes("\n")) return [body.trim()];
  const [first = "", ...others] = body.split("\n");
  const stripped = others.map(stripStars);
  // A few lines may have been left without a star; where few have one, it begins an item of a list.
  const starless = stripped.filter((line) => line === undefined).length;
  const areStarred = starless * 3 < others.filter((line) => line.trim() !== "").length;
  const lines = others.map((line, place) => (areStarred ? stripped[place] : undefined) ?? line.trimEnd());
  return [first.trim(), ...alignLines(lines)];
}

/** Removes the slash at the end, and all asterisks in front of it. */
function withoutEndMark(text: string): string {
  let end = text.length - 1;
  while (end > 0 && text.charCodeAt(end - 1) === asterisk) end--;
  return text.endsWith("*/") ? text.slice(0, end) : text;
}

/** Gives what stands behind the asterisks of a line; `undefined` where there are none, unless the line is blank. */
function stripStars(line: string): string | undefined {
  const text = line.trim();
  if (text === "") return text;
  let count = 0;
  while (text.charCodeAt(count) === asterisk) count++;
  return count === 0 ? undefined : text.slice(count);
}

/** Removes the indentation that all lines have in common. */
function alignLines(lines: readonly string[]): string[] {
  let common = Infinity;
  for (const line of lines) {
    if (line !== "") common = Math.min(common, line.length - line.trimStart().length);
  }
  return lines.map((line) => line.slice(common));
}
