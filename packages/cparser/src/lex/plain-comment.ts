/**
 * Which declaration an ordinary comment speaks of. Many libraries document their functions with comments that are no doc
 * comments; only the layout of the text says what they belong to.
 */

/** `before` what follows it, `behind` what precedes it, or nothing. */
export type CommentRole = "before" | "behind" | undefined;

/**
 * Decides by the lines around a comment.
 *
 * A comment behind something on its line belongs to that. One on lines of its own belongs to the line below, if that is not
 * blank, else to the line above.
 *
 * @param start Offset of the comment.
 * @param end Offset behind it, without the line end.
 */
export function roleOfPlainComment(text: string, start: number, end: number): CommentRole {
  const rest = text.slice(end, lineEnd(text, end));
  const isLast = rest.trim() === "" || rest.trimStart().startsWith("//");
  if (!isLast) return undefined;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== "") return "behind";
  const next = lineEnd(text, end) + 1;
  if (!isBlankLine(text, next)) return "before";
  const previous = text.lastIndexOf("\n", lineStart - 2) + 1;
  return lineStart > 0 && !isBlankLine(text, previous) ? "behind" : undefined;
}

/** Whether a comment is GTK's `/*< private >*\/`, which speaks of all members that follow. */
export function isVisibilityMark(comment: string): boolean {
  return comment.length < 24 && /^\/\*\s*<\s*(?:private|protected|public)\s*>\s*\*\/$/.test(comment);
}

/**
 * Puts an ordinary comment to what stands before it, if that is of its kind: lines to lines. Of others, the one that has several lines says
 * most, and of two such the nearer one; a doc comment stays.
 */
export function joinPlainComments(before: string | undefined, comment: string): string {
  if (before === undefined) return comment;
  const isLine = comment.startsWith("//");
  if (isLine || before.startsWith("//")) {
    return isLine && before.startsWith("//") ? `${before}\n${comment}` : before;
  }
  if (/^\/\*[*!][^*]/.test(before)) return before;
  if (comment.includes("\n")) return comment;
  return /[^/]\n/.test(before) ? before : `${before}\n${comment}`;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function isBlankLine(text: string, start: number): boolean {
  return start >= text.length || text.slice(start, lineEnd(text, start)).trim() === "";
}
