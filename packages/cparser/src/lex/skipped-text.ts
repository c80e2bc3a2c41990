/**
 * Groups that conditionals skip: finds where they end without making tokens of what is in them, which is a third of what system headers say.
 *
 * @see C17 6.10p4 (skipped groups are only looked through for directives)
 */

/** Blanks and comments inside of a line. */
const gap = String.raw`(?:[\0-\t\v- ]|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)*`;
const hash = `${gap}(?:#|%:)${gap}`;
/**
 * Text up to a line with a conditional directive: comments and literals are passed as wholes. It goes a limited way at once, because
 * V8 remembers each step.
 */
const otherText = new RegExp(
  `(?:${[
    String.raw`[^\n"'/]+`,
    String.raw`\n(?!${hash}(?:if|el|end))`,
    String.raw`/(?![/*])`,
    String.raw`/\*[^*]*(?:\*(?!/)[^*]*)*\*/`,
    String.raw`//[^\n]*`,
    String.raw`"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"?`,
    String.raw`'[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'?`,
  ].join("|")}){0,1000}`,
  "y",
);
/** With what follows it of a universal character name, which makes it another word. */
const directive = new RegExp(String.raw`\n${hash}([\w$\u0080-\uffff]+(?:\\[uU])?)`, "y");
const groupStart = /[ \t]*(?:if|el)/y;

/** Whether a `#` in front of an offset may begin a group, or another group of its conditional. */
export function beginsGroup(text: string, offset: number): boolean {
  groupStart.lastIndex = offset;
  return groupStart.test(text);
}

/**
 * Whether the ends of groups can be found in a text: there is no comment without its end, and no quotation mark that only the lexer
 * understands.
 */
export function canSkip(text: string): boolean {
  const comment = text.lastIndexOf("/*");
  return (comment < 0 || text.indexOf("*/", comment + 2) >= 0) && !text.includes('R"') && !hasSeparators(text);
}

const numberAtEnd = /\b\d\w*$/;

/** Whether there may be numbers with separators between their digits: `1'000`. */
function hasSeparators(text: string): boolean {
  for (let quote = text.indexOf("'"); quote >= 0; quote = text.indexOf("'", quote + 1)) {
    if (isHexadecimal(text.charCodeAt(quote - 1)) && numberAtEnd.test(text.slice(Math.max(0, quote - 40), quote)))
      return true;
  }
  return false;
}

function isHexadecimal(code: number): boolean {
  const letter = code | 32;
  return (code >= 48 && code <= 57) || (letter >= 97 && letter <= 102);
}

/**
 * Gives the offset of the line whose directive ends a group, or else the end of the text.
 *
 * @param start An offset in the group, where a line ends.
 * @param depth How many conditionals that begin in the group are open there.
 */
export function endOfGroup(text: string, start: number, depth: number): number {
  let open = depth;
  for (let offset = start; ;) {
    otherText.lastIndex = offset;
    otherText.test(text);
    const end = otherText.lastIndex;
    if (end > offset) {
      offset = end;
      continue;
    }
    directive.lastIndex = end;
    const word = directive.exec(text)?.[1];
    if (word === undefined) return text.length;
    offset = directive.lastIndex;
    if (word === "endif") {
      if (open === 0) return end + 1;
      open--;
    } else if (word === "if" || word === "ifdef" || word === "ifndef") open++;
    else if (open === 0 && (word === "else" || word.startsWith("elif"))) return end + 1;
  }
}
