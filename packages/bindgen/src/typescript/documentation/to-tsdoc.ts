/**
 * Documentation of C headers to TSDoc: the commands of Doxygen and Javadoc, gtk-doc's and FreeType's forms. A description comes first, and
 * blocks behind it. Text without any of these stays as it is.
 */
import { findCommand, findSection } from "./doc-commands.ts";
import type { DocSection } from "./doc-commands.ts";
import { convertInline, linkTo } from "./doc-inline.ts";
import type { InlineStyle } from "./doc-inline.ts";

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
  if (!/[@\\%#<]/.test(text) && !text.startsWith(`${subject.name}:`)) return text;
  // A command at the end of a line is about the first word of the next one.
  const joined = text.replaceAll(/([@\\](?:[cpaeb]|em|ref))[ \t]*\n(\s*)/g, "\n$2$1 ");
  return new DocReader(subject).read(joined);
}

class DocReader {
  private readonly subject: DocSubject;
  private readonly description: string[] = [];
  private readonly blocks: string[][] = [];
  /** Where lines go now. */
  private current: string[] = this.description;
  private fence: RegExp | undefined;
  private isGtk = false;
  private section: DocSection | undefined;

  constructor(subject: DocSubject) {
    this.subject = subject;
  }

  read(text: string): string {
    this.isGtk = text.startsWith(`${this.subject.name}:`);
    let start = this.isGtk ? endOfLine(text, 0) + 1 : 0;
    while (start <= text.length) {
      if (this.isPlain) {
        marks.lastIndex = start;
        const next = marks.test(text) ? text.lastIndexOf("\n", marks.lastIndex - 1) + 1 : text.length + 1;
        if (next > start) this.readParagraphs(text.slice(start, next - 1));
        start = Math.max(start, next);
        if (start > text.length) break;
      }
      const end = endOfLine(text, start);
      this.readAny(text.slice(start, end));
      start = end + 1;
    }
    if (this.fence !== undefined) this.current.push("```");
    const description = joinLines(this.description);
    const blocks = this.blocks.map(joinLines);
    return (description === "" || blocks.length === 0 ? [description, ...blocks] : [description, "", ...blocks])
      .join("\n")
      .trimStart();
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

  private readAny(line: string): void {
    marks.lastIndex = 0;
    if (this.fence !== undefined) this.readLine(line);
    else if (!marks.test(line)) this.readPlain(line);
    else for (const part of splitCommands(line)) this.readLine(part);
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
    if ((isCommand || first === "<" || first === "|") && this.startCode(text)) return;
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
    switch (command.kind) {
      case "nothing":
        return true;
      case "text":
        if (text !== "") this.startParagraph(this.convert(text));
        return true;
      case "titled":
        this.startParagraph(
          command.title === undefined ? `**${text}**` : `**${command.title}:** ${this.convert(text)}`,
        );
        if (command.title === undefined) this.leaveBlank();
        return true;
      case "item":
        this.current.push(`- ${this.convert(text)}`);
        return true;
      case "value":
        this.readValue(text);
        return true;
      case "block":
        if (command.tag === "param") this.startParameter(text, direction);
        else this.startBlock(command.tag, command.tag === "see" ? this.convertSee(text) : this.convert(text));
        return true;
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
      else this.startParameter(`${word} ${text.replace(/^((?:\([^()]*\)\s*)+):/, "$1").trim()}`, undefined);
      return true;
    }
    const entry = this.section === "entries" ? /^\s*(\w+)\s*::\s*(.*)$/.exec(line) : null;
    if (entry !== null) {
      this.startParameter(`${entry[1] ?? ""} ${entry[2] ?? ""}`, undefined);
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
    this.current = [`@${tag} ${text}`.trimEnd()];
    this.blocks.push(this.current);
  }

  /** What C writes through is said, because types do not tell. */
  private startParameter(text: string, direction: string | undefined): void {
    const [, name = "", rest = ""] = /^(\S+?)[,:]?(?:\s+(.*))?$/.exec(text) ?? [];
    const isOut = direction?.includes("out") === true;
    const way = !isOut ? "" : direction.includes("in") ? "(in, out) " : "(out) ";
    if (this.subject.hasMembers) {
      this.current = [`- \`${name}\`:${rest === "" ? "" : ` ${this.convert(rest)}`}`];
      this.blocks.push(this.current);
      return;
    }
    const description = way + this.convert(rest.replace(/^[-:]\s+/, ""));
    this.startBlock("param", description === "" ? name : `${name} - ${description}`);
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
    else if (current.length === 1 && this.isBare(0)) {
      current[0] = `${current[0] ?? ""}${this.isBare(1) ? " -" : ""} ${line.trim()}`;
    } else current.push(`  ${line.trim()}`);
  }

  /** Whether a block has nothing yet but its tag, and a name behind that. */
  private isBare(nameCount: 0 | 1): boolean {
    const pattern = nameCount === 1 ? /^@param \S+$/ : /^(?:@param \S+|@\w+|- `.*`:)$/;
    return pattern.test(this.current[0] ?? "");
  }

  private convert(line: string): string {
    const converted = convertInline(line, this.style);
    return converted.includes("-# ") ? converted.replace(/^(\s*)-# /, "$11. ") : converted;
  }

  /** Names that stand by themselves are links there. */
  private convertSee(text: string): string {
    const style = this.style;
    return this.convert(text).replaceAll(
      /(?<![\w{`/.:#@-])([A-Za-z_]\w+)(?:\(\))?(?![\w}/:-])/g,
      (whole, name: string) => (this.subject.linkOf(name) === undefined ? whole : linkTo(name, undefined, style)),
    );
  }
}

/** Commands begin a paragraph wherever they stand; most stand at the start of a line. */
function splitCommands(line: string): readonly string[] {
  const text = line.trimStart();
  return text.indexOf("@", 1) > 0 || text.indexOf("\\", 1) > 0
    ? line.split(/(?<=\S)\s+(?=[@\\](?:param|returns?|retval|sa|see|since|deprecated|throws)\b[^:])/)
    : [line];
}

/** What begins anything else than text; searched from a place on. */
const marks = /[@\\%#<&|]/g;

/** Lines of blanks alone, and more than one empty line. */
const unusualBlank = /(?:^|\n)[ \t\v\f\r]+(?:\n|$)|\n\n\n/;

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

/** Blank lines at both ends go. */
function joinLines(lines: readonly string[]): string {
  let [start, end] = [0, lines.length];
  while (start < end && lines[start] === "") start++;
  while (end > start && lines[end - 1] === "") end--;
  return lines.slice(start, end).join("\n");
}
