/** The text of an author's file without what means nothing: comments, what is in quotes, and lines of the preprocessor. */

/** Languages that implementations are written in. */
export type AuthorLanguage = "c" | "cpp" | "rust" | "go";

const quoted = String.raw`"(?:[^"\\\n]|\\[^])*"`;
const character = String.raw`'(?:[^'\\\n]|\\(?:u\{[0-9a-fA-F]+\}|[^\n]{1,9}?))'`;
const lineComment = String.raw`\/\/[^\n]*`;
const blockComment = String.raw`\/\*[^]*?(?:\*\/|$)`;

const ignored: Readonly<Record<AuthorLanguage, RegExp>> = {
  c: new RegExp([lineComment, blockComment, quoted, character, String.raw`^[ \t]*#(?:[^\n\\]|\\[^])*`].join("|"), "gm"),
  cpp: new RegExp(
    [
      String.raw`R"([^\s()\\]{0,16})\([^]*?\)\1"`,
      lineComment,
      blockComment,
      quoted,
      character,
      String.raw`^[ \t]*#(?:[^\n\\]|\\[^])*`,
    ].join("|"),
    "gm",
  ),
  rust: new RegExp(
    [String.raw`\br(#*)"[^]*?"\1`, lineComment, blockComment, String.raw`"(?:[^"\\]|\\[^])*"`, character].join("|"),
    "gm",
  ),
  go: new RegExp([lineComment, blockComment, "`[^`]*`", quoted, character].join("|"), "gm"),
};

/** Replaces what means nothing by blanks; every other character stays where it is. */
export function blankIgnored(text: string, language: AuthorLanguage): string {
  return text.replaceAll(ignored[language], (found) => found.replaceAll(/[^\n]/g, " "));
}
