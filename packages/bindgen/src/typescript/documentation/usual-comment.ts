/**
 * The comments that most functions with documentation have: a text, and parameters and a result in Doxygen's words, without any other mark. A few
 * patterns for the whole comment make TSDoc of them, and nothing is done for each line.
 */

/** A character that means nothing, in a line. */
const plain = String.raw`[ \t!"$'-;=>?A-Z[\]^-{}~]`;
/** One that text may begin with. */
const start = String.raw`[!"$'-;=>?A-Z[\]^-{}~]`;
const line = String.raw`[ \t]*${start}${plain}*`;
const block = String.raw`[@\\](?:param \w+|returns?) +[!"$'-,./0-9;=>?A-Z^-{}~]${plain}*(?:\n${line})*`;
const usualComment = new RegExp(
  String.raw`^(?:(?:[@\\]brief +)?(${start}${plain}*(?:\n\n?${line})*)\n\n?)?(${block}(?:\n\n?${block})*)$`,
);

/** Characters of the longest comment that is usual: the pattern needs memory for each line. */
const maximumLength = 1 << 16;

/** Converts a comment; `undefined` if it has more than that, or blanks at the end of a line, or is very long. */
export function convertUsualComment(text: string): string | undefined {
  if (text.length > maximumLength || text.includes(" \n") || text.includes("\t\n")) return undefined;
  const parts = usualComment.exec(text);
  if (parts === null || text.endsWith(" ") || text.endsWith("\t")) return undefined;
  const [, description, blocks = ""] = parts;
  const converted = `\n${blocks}`
    .replaceAll(/\n\n?[@\\]param (\w+) +/g, "\n@param $1 - ")
    .replaceAll(/\n\n?[@\\]returns? +/g, "\n@returns ")
    .replaceAll(/\n[ \t]*(?=[^@\s])/g, "\n  ");
  return description === undefined ? converted.slice(1) : `${description}\n${converted}`;
}
