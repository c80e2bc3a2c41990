/** What is wrong with a JSON document as diagnostics, each with its place. */
import type { Diagnostic } from "@koine/diagnostics";
import type { JsonProblem } from "./json-reader.ts";
import { findRange } from "./json-tree.ts";
import { parseJson } from "./parse-json.ts";
import { spanInText } from "./span-in-text.ts";

/** A text, what diagnostics call it, and the code and advice that they have. */
export interface DescribedText {
  readonly text: string;
  readonly file: string;
  readonly code: string;
  /** What to do about what has no better advice. */
  readonly advice?: string | undefined;
}

/** Nobody reads more; a document of another shape can have one for each of its lines. */
const mostProblems = 100;

/** Tells all places where a text is not JSON. */
export function describeSyntax({ code, advice, ...source }: DescribedText): readonly Diagnostic[] {
  if (/[\0\uFFFD]/.test(source.text)) {
    const start = source.text.search(/[\0\uFFFD]/);
    const span = spanInText({ start, end: start + 1 }, source);
    return [{ code, severity: "error", message: "this is no text in UTF-8", span, help: "save it as UTF-8" }];
  }
  return parseJson(withoutMark(source.text)).mistakes.map(({ message, help = advice, ...range }) => ({
    code,
    severity: "error",
    message: `this is not JSON: ${message}`,
    span: spanInText(range, source),
    help,
  }));
}

/** Gives problems of JSON their places. */
export function describeProblems(
  problems: readonly JsonProblem[],
  { code, advice, ...source }: DescribedText,
): readonly Diagnostic[] {
  const { root, mistakes } = parseJson(withoutMark(source.text));
  const all = [
    ...problems.map(({ steps, message, help }) => ({ message, help, range: findRange(root, steps) })),
    // What stands in a text twice is no mistake of JSON, and not what was meant.
    ...mistakes.map(({ message, help, ...range }) => ({ message, help, range })),
  ];
  const shown = all.toSorted((left, right) => left.range.start - right.range.start).slice(0, mostProblems);
  const told = shown.map(({ message, help = advice, range }): Diagnostic => {
    return { code, severity: "error", message, span: spanInText(range, source), help };
  });
  if (all.length <= shown.length) return told;
  const more = `${all.length - shown.length} more mistakes are not shown`;
  return [...told, { code, severity: "error", message: more, span: told.at(-1)?.span, help: advice }];
}

/** The mark of Unicode that editors of Windows begin files with; places stay what they are. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, " ");
}
