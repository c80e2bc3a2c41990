/**
 * Doc comments to plain text. Which comments are doc comments, and to which token they belong, decides the lexer.
 *
 * Headers are half comments: what most of them look like is done with few calls for a whole comment, and none for a line.
 */

const blank = 32;
const exclamation = 33;
const numberSign = 35;
const asterisk = 42;
const less = 60;

/** Removes comment marks and common indentation. */
export function cleanDocComment(raw: string): string {
  if (raw.startsWith("//")) return withoutEmptyEnds(cleanLines(raw));
  if (!raw.includes("*/\n/*")) return withoutEmptyEnds(cleanBlock(raw));
  // Several are one text.
  return withoutEmptyEnds(raw.split(betweenBlocks).map(cleanBlock).join("\n"));
}

const betweenBlocks = /(?<=\*\/)\n(?=\/\*)/;

/** Removes lines at both ends that are empty, or drawn. */
function withoutEmptyEnds(text: string): string {
  let start = 0;
  let end = text.length;
  for (let next = lineEnd(text, start); isEmptyLine(text, start, next); next = lineEnd(text, start)) {
    if (next >= end) return "";
    start = next + 1;
  }
  for (let last = text.lastIndexOf("\n") + 1; isEmptyLine(text, last, end);) {
    end = last - 1;
    last = text.lastIndexOf("\n", end - 1) + 1;
  }
  return text.slice(start, end);
}

function isEmptyLine(text: string, start: number, end: number): boolean {
  return (
    start >= end || (end - start >= 4 && drawnCharacters.has(text[start]) && drawnLine.test(text.slice(start, end)))
  );
}

const drawnCharacters: ReadonlySet<string | undefined> = new Set("*=_~#+-");
const drawnLine = /^[*=_~#+-]+$/;

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

function cleanLines(raw: string): string {
  if (!raw.includes("\n")) return stripLineMark(raw).trim();
  return alignLines(raw.split("\n").map(stripLineMark)).join("\n");
}

function stripLineMark(line: string): string {
  return line.replace(/^\s*\/\/[/!]?<?/, "").trimEnd();
}

function cleanBlock(raw: string): string {
  const body = raw.slice(endOfStartMark(raw), startOfEndMark(raw)).trimEnd();
  const firstEnd = body.indexOf("\n");
  if (firstEnd < 0) return body.trim();
  // The first line stands behind the opening mark: its indentation says nothing.
  const first = body.slice(0, firstEnd).trim();
  const others = body.slice(firstEnd);
  if (!unusualLine.test(others) && usualLine.test(others)) return first + others.replaceAll(lineMark, "\n");
  return `${first}\n${alignLines(stripLines(others.slice(1).split("\n"))).join("\n")}`;
}

/** Lines that begin otherwise than with asterisks and a blank, unless they are empty, or end with blanks. */
const unusualLine = /\n[ \t]*(?:\*+[^ \n*]|[^ \t\n*])|[^\S\n]\n/;
/** A line with one blank behind its asterisks: no line has less, so that it is what all have in common. */
const usualLine = /\n[ \t]*\*+ \S/;
const lineMark = /\n[ \t]*\*+ ?/g;

/** Gives the offset behind `/*`, what makes it a doc comment, and the `<` that says that it is about what precedes it. */
function endOfStartMark(raw: string): number {
  let end = 2;
  const third = raw.charCodeAt(end);
  if (third === asterisk) while (raw.charCodeAt(end) === asterisk) end++;
  else if (third === exclamation || (third === numberSign && raw.charCodeAt(end + 1) === blank)) end++;
  return raw.charCodeAt(end) === less ? end + 1 : end;
}

/** Gives the offset of the slash at the end, and of all asterisks in front of it. */
function startOfEndMark(raw: string): number {
  let end = raw.length - 1;
  while (end > 0 && raw.charCodeAt(end - 1) === asterisk) end--;
  return end;
}

/** Removes the asterisks in front of lines, if most have them: a few may have been left without, and where few have one, it begins an item of a list. */
function stripLines(lines: readonly string[]): readonly string[] {
  let lineCount = 0;
  let starlessCount = 0;
  const stripped: string[] = [];
  for (const line of lines) {
    const text = line.trim();
    if (text !== "") lineCount++;
    if (text.charCodeAt(0) === asterisk) {
      let count = 1;
      while (text.charCodeAt(count) === asterisk) count++;
      stripped.push(text.slice(count));
    } else {
      if (text !== "") starlessCount++;
      stripped.push(line.trimEnd());
    }
  }
  return starlessCount * 3 < lineCount ? stripped : lines.map((line) => line.trimEnd());
}

/** Removes the indentation that all lines have in common. */
function alignLines(lines: readonly string[]): readonly string[] {
  let common = Infinity;
  for (const line of lines) {
    if (line !== "") common = Math.min(common, line.length - line.trimStart().length);
  }
  return lines.map((line) => line.slice(common));
}
