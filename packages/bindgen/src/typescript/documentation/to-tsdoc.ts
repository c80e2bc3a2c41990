/**
 * Documentation of C headers to TSDoc: the commands of Doxygen and Javadoc, gtk-doc's and FreeType's forms. A description comes first, and
 * blocks behind it. Text without any of these stays as it is.
 */
import { findCommand, findSection } from "./doc-commands.ts";
import type { DocCommand, DocSection } from "./doc-commands.ts";
import { convertInline, linkTo } from "./doc-inline.ts";
import type { InlineStyle } from "./doc-inline.ts";
import { convertUsualComment } from "./usual-comment.ts";

/** What a comment is about, and what is around it. */
export interface DocSubject {
  readonly name: string;
  /** Whether what it names are members, and not parameters. */
  readonly hasMembers: boolean;
  /** Gives the name under which the module exports something; `undefined` for what it does not. */
  readonly linkOf: InlineStyle["linkOf"];
}

/** Converts a comment without its marks. */
export function toTsdoc(text: string, subject: DocSubject): string {
  if (!text.startsWith(`${subject.name}:`)) {
    if (!/[@\\%#<]/.test(text)) return text;
    const usual = subject.hasMembers ? undefined : convertUsualComment(text);
    if (usual !== undefined) return usual;
  }
  return toTsdocByLines(text, subject);
}

/** Does what {@link toTsdoc} does, for any comment. */
export function toTsdocByLines(text: string, subject: DocSubject): string {
  // A command at the end of a line is about the first word of the next one.
  const joined = splitCommand.test(text) ? text.replaceAll(splitCommand, "\n$2$1 ") : text;
  return new DocReader(subject).read(joined);
}

const splitCommand = /([@\\](?:[cpaeb]|em|ref))[ \t]*\n(\s*)/g;

/** What stands behind a command. */
interface CommandText {
  readonly text: string;
  /** Where a parameter says whether it is read or written. */
  readonly direction: string | undefined;
  /** Whether nothing in the text is to be converted. */
  readonly isPlain: boolean;
}

class DocReader {
  private readonly subject: DocSubject;
  private readonly description: string[] = [];
  private readonly blocks: string[][] = [];
  /** Where lines go now. */
  private current: string[] = this.description;
  /** What the block that was begun last has behind its tag until there is text. */
  private bare: "nothing" | "name" | undefined;
  private fence: RegExp | undefined;
  private isGtk = false;
  private section: DocSection | undefined;

  constructor(subject: DocSubject) {
    this.subject = subject;
  }

  read(text: string): string {
    this.isGtk = text.startsWith(`${this.subject.name}:`);
    let start = this.isGtk ? endOfLine(text, 0) + 1 : 0;
    // Marks are searched once in the whole text: most lines have none, and most of the others one command.
    for (let mark = findMark(text, start); start <= text.length;) {
      if (this.isPlain) {
        const next = mark < text.length ? text.lastIndexOf("\n", mark) + 1 : text.length + 1;
        if (next > start) {
          this.readParagraphs(text.slice(start, next - 1));
          start = next;
          continue;
        }
      }
      const end = endOfLine(text, start);
      const line = text.slice(start, end);
      if (this.fence !== undefined) this.readCode(line, this.fence);
      else if (mark >= end) this.readPlain(line);
      else {
        const place = mark;
        mark = findMark(text, mark + 1);
        this.readMarked(line, { place: place - start, isOnly: mark >= end });
      }
      start = end + 1;
      if (mark < start) mark = findMark(text, start);
    }
    if (this.fence !== undefined) this.current.push("```");
    const description = joinLines(this.description);
    const blocks = this.blocks.map(joinLines).join("\n");
    if (blocks === "") return description.trimStart();
    return (description === "" ? blocks : `${description}\n\n${blocks}`).trimStart();
  }

  /** Whether lines without marks are text of the description, as they stand. */
  private get isPlain(): boolean {
    return this.current === this.description && !this.isGtk && this.section === undefined && this.fence === undefined;
  }

  /** Reads lines of the description without marks, of which long comments are made. */
  private readParagraphs(text: string): void {
    if (text.trim() === "" || text.startsWith("\n") || text.endsWith("\n") || unusualBlank.test(text)) {
      for (const line of text.split("\n")) this.readPlain(line);
    } else this.current.push(text);
  }

  /** Reads a line with a mark, and more of them unless it is the only one. */
  private readMarked(line: string, { place, isOnly }: { readonly place: number; readonly isOnly: boolean }): void {
    if (isOnly && this.readPlainCommand(line, place)) return;
    if (hasInnerCommand(line)) for (const part of line.split(innerCommand)) this.readLine(part);
    else this.readLine(line);
  }

  /** Reads a known command with text that has no mark, without any pattern. */
  private readPlainCommand(line: string, place: number): boolean {
    const mark = line.charAt(place);
    if ((mark !== "@" && mark !== "\\") || (place > 0 && line.slice(0, place).trim() !== "")) return false;
    const wordEnd = line.indexOf(" ", place);
    const command = findCommand(wordEnd < 0 ? line.slice(place + 1) : line.slice(place + 1, wordEnd));
    if (command === undefined) return false;
    const text = wordEnd < 0 ? "" : line.slice(wordEnd).trimStart();
    if (text.startsWith("[")) return false;
    this.startCommand(command, { text, direction: undefined, isPlain: true });
    return true;
  }

  private get style(): InlineStyle {
    return { linkOf: this.subject.linkOf, hasMarks: this.isGtk || this.section !== undefined };
  }

  private readLine(line: string): void {
    if (this.fence !== undefined) {
      this.readCode(line, this.fence);
      return;
    }
    const text = line.trimStart();
    if (text === "") {
      this.endParagraph();
      return;
    }
    // Only few characters begin code and commands: patterns are not tried where nothing can match.
    const first = text.charAt(0);
    const isCommand = first === "@" || first === "\\";
    const mayBeCode = isCommand || text.startsWith("<pre>") || text.startsWith("|[");
    if (mayBeCode && this.startCode(text)) return;
    if ((!isCommand || !this.readCommand(text)) && !this.readMark(text)) this.readText(line);
  }

  /** Most lines have no mark. */
  private readPlain(line: string): void {
    if (line.trim() === "") this.endParagraph();
    else if ((!this.isGtk && this.section === undefined) || !this.readMark(line)) this.addText(line);
  }

  /** Code is between fences, whatever begins and ends it. */
  private startCode(text: string): boolean {
    const start = /^(?:[@\\](code|verbatim)\b|<(pre)>|\|\[)(?:\{[^}]*\}|<!--.*?-->)?\s*(.*)$/.exec(text);
    if (start === null) return false;
    const [, command, html, rest = ""] = start;
    this.fence = command !== undefined ? new RegExp(`[@\\\\]end${command}`) : html !== undefined ? /<\/pre>/ : /\]\|/;
    this.current.push(command === "verbatim" ? "```text" : "```c");
    if (rest !== "") this.readCode(rest, this.fence);
    return true;
  }

  private readCode(line: string, fence: RegExp): void {
    if (fence.test(line)) {
      this.current.push("```");
      this.fence = undefined;
    } else this.current.push(line);
  }

  /** A paragraph ends what a command began; sections of FreeType go on. */
  private endParagraph(): void {
    if (this.section === undefined) this.current = this.description;
    this.leaveBlank();
  }

  private leaveBlank(): void {
    if (this.current.length > 0 && this.current.at(-1) !== "") this.current.push("");
  }

  private readCommand(line: string): boolean {
    const match = /^[@\\](?:([a-z_]+)\b(?!:)\s*(\[[\w\s,]*\])?|[{}])\s*(.*)$/.exec(line);
    if (match === null) return false;
    const [, word = "name", direction, text = ""] = match;
    const command = findCommand(word);
    if (command === undefined) return false;
    // Only parameters have a direction.
    const isParameter = command.kind === "block" && command.tag === "param";
    const whole = direction === undefined || isParameter ? text : `${direction} ${text}`.trimEnd();
    this.startCommand(command, { text: whole, direction, isPlain: false });
    return true;
  }

  private startCommand(command: DocCommand, words: CommandText): void {
    const { text, isPlain } = words;
    switch (command.kind) {
      case "nothing":
        return;
      case "text":
        if (text !== "") this.startParagraph(this.convert(text, isPlain));
        return;
      case "titled":
        this.startParagraph(
          command.title === undefined ? `**${text}**` : `**${command.title}:** ${this.convert(text, isPlain)}`,
        );
        if (command.title === undefined) this.leaveBlank();
        return;
      case "item":
        this.current.push(`- ${this.convert(text, isPlain)}`);
        return;
      case "value":
        this.readValue(text);
        return;
      case "block":
        if (command.tag === "param") this.startParameter(words);
        else this.startBlock(command.tag, command.tag === "see" ? this.convertSee(words) : this.convert(text, isPlain));
        return;
      default:
        return command satisfies never;
    }
  }

  /** `@name: text` of gtk-doc, `@section:` of FreeType, and gtk-doc's words with a colon. */
  private readMark(line: string): boolean {
    const match = line.startsWith("@") ? /^@([\w-]+|\.\.\.):\s*(.*)$/.exec(line) : null;
    if (match !== null) {
      const [, word = "", text = ""] = match;
      const section = text === "" && !this.isGtk ? findSection(word) : undefined;
      if (section !== undefined) this.startSection(section);
      // kernel-doc's `@member:` above or behind that member.
      else if (word === this.subject.name) this.readText(text);
      else this.startNamed(`${word} ${text.replace(/^((?:\([^()]*\)\s*)+):/, "$1").trim()}`);
      return true;
    }
    const entry = this.section === "entries" ? /^\s*(\w+)\s*::\s*(.*)$/.exec(line) : null;
    if (entry !== null) {
      this.startNamed(`${entry[1] ?? ""} ${entry[2] ?? ""}`);
      return true;
    }
    const word = this.isGtk ? /^(Returns?(?: value)?|Since|Deprecated):?\s+(.*)$/i.exec(line) : null;
    if (word === null) return false;
    const text = this.convert((word[2] ?? "").replace(/^((?:\([^()]*\)\s*)+):/, "$1"));
    this.startBlock(/^r/i.test(word[1] ?? "") ? "returns" : (word[1] ?? "").toLowerCase(), text);
    return true;
  }

  private startSection(section: DocSection): void {
    this.section = section;
    this.current = section === "nothing" ? [] : this.description;
    if (section === "returns" || section === "since") this.startBlock(section, "");
    else if (section === "note") this.startParagraph("**Note:**");
    else this.leaveBlank();
  }

  private startParagraph(line: string): void {
    this.current = this.description;
    this.leaveBlank();
    this.current.push(line.trimEnd());
  }

  private startBlock(tag: string, text: string): void {
    this.current = [text === "" ? `@${tag}` : `@${tag} ${text}`.trimEnd()];
    this.blocks.push(this.current);
    this.bare = text === "" ? "nothing" : undefined;
  }

  private startNamed(text: string): void {
    this.startParameter({ text, direction: undefined, isPlain: false });
  }

  /** What C writes through is said, because types do not tell. */
  private startParameter({ text, direction, isPlain }: CommandText): void {
    const [name, rest] = splitName(text);
    const isOut = direction?.includes("out") === true;
    const way = !isOut ? "" : direction.includes("in") ? "(in, out) " : "(out) ";
    if (this.subject.hasMembers) {
      this.current = [`- \`${name}\`:${rest === "" ? "" : ` ${this.convert(rest, isPlain)}`}`];
      this.blocks.push(this.current);
      this.bare = rest === "" ? "nothing" : undefined;
      return;
    }
    const description = way + this.convert(startsWithDash(rest) ? rest.slice(1).trimStart() : rest, isPlain);
    this.startBlock("param", description === "" ? name : `${name} - ${description}`);
    if (description === "") this.bare = "name";
  }

  /** `@retval VALUE when`. */
  private readValue(text: string): void {
    const [, value = "", rest = ""] = /^(\S+)(?:\s+(.*))?$/.exec(text) ?? [];
    const known = this.blocks.find(([start]) => start?.startsWith("@returns") === true);
    if (known === undefined) this.startBlock("returns", "");
    else this.current = known;
    this.current.push(`- \`${value}\`${rest === "" ? "" : `: ${this.convert(rest)}`}`);
  }

  private readText(line: string): void {
    const converted = this.convert(line);
    // A line of nothing but markup.
    if (converted.trim() !== "") this.addText(converted);
  }

  private addText(line: string): void {
    const current = this.current;
    if (current === this.description) current.push(this.section === undefined ? line : line.trim());
    else if (this.bare !== undefined && current.length === 1 && current === this.blocks.at(-1)) {
      current[0] = `${current[0] ?? ""}${this.bare === "name" ? " -" : ""} ${line.trim()}`;
      this.bare = undefined;
    } else current.push(`  ${line.trim()}`);
  }

  private convert(line: string, isPlain = false): string {
    if (isPlain) return line;
    const converted = convertInline(line, this.style);
    return converted.includes("-# ") ? converted.replace(/^(\s*)-# /, "$11. ") : converted;
  }

  /** Names that stand by themselves are links there. */
  private convertSee({ text, isPlain }: CommandText): string {
    const style = this.style;
    const converted = this.convert(text, isPlain);
    const link = (whole: string, name: string): string =>
      this.subject.linkOf(name) === undefined ? whole : linkTo(name, undefined, style);
    // Most are one name.
    if (/^[A-Za-z_]\w+$/.test(converted)) return link(converted, converted);
    return converted.replaceAll(/(?<![\w{`/.:#@-])([A-Za-z_]\w+)(?:\(\))?(?![\w}/:-])/g, link);
  }
}

function startsWithDash(text: string): boolean {
  const first = text.charAt(0);
  return (first === "-" || first === ":") && text.charAt(1).trim() === "" && text.length > 1;
}

/** Splits a name, which may have a comma or a colon behind it, from what is said of it. */
function splitName(text: string): readonly [name: string, rest: string] {
  const blank = text.indexOf(" ");
  // A tab may end it earlier.
  const end = blank >= 0 && !text.includes("\t") ? blank : text.search(/\s/);
  const name = end < 0 ? text : text.slice(0, end);
  const bare = name.length > 1 && (name.endsWith(",") || name.endsWith(":")) ? name.slice(0, -1) : name;
  return [bare, end < 0 ? "" : text.slice(end).trimStart()];
}

/** Commands begin a paragraph wherever they stand; most stand at the start of a line. */
function hasInnerCommand(line: string): boolean {
  const start = line.length - line.trimStart().length;
  return line.indexOf("@", start + 1) > 0 || line.indexOf("\\", start + 1) > 0;
}

const innerCommand = /(?<=\S)\s+(?=[@\\](?:param|returns?|retval|sa|see|since|deprecated|throws)\b[^:])/;

/** What begins anything else than text; searched from a place on. */
const marks = /[@\\%#<&|]/g;

/** Lines of blanks alone, and more than one empty line. */
const unusualBlank = /(?:^|\n)[ \t\v\f\r]+(?:\n|$)|\n\n\n/;

/** Gives the offset of the next mark; that behind the text if there is none. */
function findMark(text: string, start: number): number {
  marks.lastIndex = start;
  return marks.test(text) ? marks.lastIndex - 1 : text.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

/** Blank lines at both ends go. */
function joinLines(lines: readonly string[]): string {
  let start = 0;
  let end = lines.length;
  if (end === 1) return lines[0] ?? "";
  while (start < end && lines[start] === "") start++;
  while (end > start && lines[end - 1] === "") end--;
  return (end - start === lines.length ? lines : lines.slice(start, end)).join("\n");
}
