/**
 * Diagnostics for people: a headline, the lines of source they speak of with marks under them, and what to do.
 */
import type { Diagnostic, Span } from "./diagnostic.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";

/** How {@link renderText} prints. */
export interface RenderTextOptions {
  /** Gives the text of a file, for the code frames; without it, or for `undefined`, frames are left out. */
  readonly readSource?: ((file: string) => string | undefined) | undefined;
}

/** One marked stretch of a frame. */
interface Mark {
  readonly span: Span;
  readonly sign: "^" | "-";
  readonly label: string;
}

/**
 * Renders diagnostics as text, sorted by position, with a blank line between them.
 *
 * @returns Text that ends with a line end, or an empty string if there are none.
 */
export function renderText(diagnostics: readonly Diagnostic[], options: RenderTextOptions = {}): string {
  const readLines = cacheLines(options.readSource);
  return sortDiagnostics(diagnostics)
    .map((diagnostic) => `${renderOne(diagnostic, readLines).join("\n")}\n`)
    .join("\n");
}

/** Gives the lines of a file; empty if its text is not known. */
type ReadLines = (file: string) => readonly string[];

function cacheLines(readSource: RenderTextOptions["readSource"]): ReadLines {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    let lines = known.get(file);
    if (lines === undefined) {
      lines = readSource?.(file)?.split(/\r?\n/) ?? [];
      known.set(file, lines);
    }
    return lines;
  };
}

function renderOne(diagnostic: Diagnostic, readLines: ReadLines): string[] {
  const { severity, code, message, span, help, related = [] } = diagnostic;
  const output = [`${severity}[${code}]: ${message}`];
  const marks: Mark[] = related.map((other) => ({ span: other.span, sign: "-", label: other.message }));
  let gutter = "";
  if (span !== undefined) {
    const own = marks.filter((mark) => mark.span.file === span.file);
    const width = Math.max(...[span, ...own.map((mark) => mark.span)].map(({ line }) => String(line).length));
    gutter = " ".repeat(width);
    output.push(`${gutter} --> ${span.file}:${span.line}:${span.column}`);
    output.push(...renderFrame([...own, { span, sign: "^", label: "" }], width, readLines(span.file)));
  }
  for (const mark of marks) {
    if (mark.span.file === span?.file) continue;
    const width = String(mark.span.line).length;
    output.push(`${" ".repeat(width)} ::: ${mark.span.file}:${mark.span.line}:${mark.span.column}`);
    const frame = renderFrame([mark], width, readLines(mark.span.file));
    output.push(...(frame.length > 0 ? frame : [`${" ".repeat(width)}  = note: ${mark.label}`]));
  }
  if (help !== undefined) output.push(`${gutter} = help: ${help}`);
  return output;
}

/** Renders the marked lines of one file, in the order of the file. */
function renderFrame(marks: readonly Mark[], width: number, lines: readonly string[]): string[] {
  const sorted = [...marks].sort((left, right) => left.span.start - right.span.start);
  const output: string[] = [];
  let shown = 0;
  for (const { span, sign, label } of sorted) {
    const line = lines[span.line - 1];
    if (line === undefined) continue;
    const { text, column } = clip(line, span.column);
    if (span.line !== shown || text !== line) output.push(`${String(span.line).padStart(width)} | ${text}`);
    shown = span.line;
    // Tabs stay tabs, so that the marks stand under what they mark at any tab width.
    const indentation = text.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
    // A span that goes over several lines is marked up to the end of its first.
    const length = Math.max(1, Math.min(span.end - span.start, text.length - column + 1));
    output.push(`${" ".repeat(width)} | ${indentation}${sign.repeat(length)}${label === "" ? "" : ` ${label}`}`);
  }
  return output;
}

/** The longest line that is shown whole. A document may be one line of megabytes. */
const longestLine = 400;

/** The part of a line around a column, with the column in it. */
function clip(line: string, column: number): { readonly text: string; readonly column: number } {
  if (line.length <= longestLine) return { text: line, column };
  const start = Math.max(0, Math.min(column - 1 - longestLine / 4, line.length - longestLine / 2));
  const end = start + longestLine / 2;
  const before = start > 0 ? "…" : "";
  const text = `${before}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
  return { text, column: column - start + before.length };
}

/** Counts errors and warnings in words, such as "2 errors, 1 warning"; an empty string if there are none. */
export function summarizeDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const parts: string[] = [];
  for (const severity of ["error", "warning"] as const) {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    if (count > 0) parts.push(`${count} ${severity}${count === 1 ? "" : "s"}`);
  }
  return parts.join(", ");
}
