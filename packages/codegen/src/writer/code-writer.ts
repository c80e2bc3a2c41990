/**
 * The printer that every generator writes through: lines, blocks, indentation, comments. It knows how text is laid out
 * and nothing about what is said; names come from `names/`, files are written by `output/`.
 */

/** How a language spells a documentation comment. */
export interface DocumentationStyle {
  /** First line, or `null` when each line stands for itself. */
  readonly open: string | null;
  /** What each line starts with. */
  readonly prefix: string;
  /** Last line, or `null`. */
  readonly close: string | null;
  /** Rewrites text that would end the comment. */
  readonly escape: (text: string) => string;
}

/** Documentation comments of TypeScript, C and their relatives. */
export const blockDocumentation: DocumentationStyle = Object.freeze({
  open: "/**",
  prefix: " * ",
  close: " */",
  escape: (text: string) => text.replaceAll("*/", "*\\/"),
});

/** What a {@link CodeWriter} can be told. */
export interface CodeWriterOptions {
  /** One level of indentation; two spaces unless told. */
  readonly indentation?: string;
  /** How `doc` spells comments; {@link blockDocumentation} unless told. */
  readonly documentation?: DocumentationStyle;
}

/**
 * Collects the lines of one generated file. Lines end in LF, never in white space, and two blank lines never meet.
 *
 * @example
 * ```ts
 * import { CodeWriter } from "@koine/codegen";
 *
 * const writer = new CodeWriter();
 * writer.block("export function answer(): number {", () => writer.line("return 42;"), "}");
 * writer.toString(); // "export function answer(): number {\n  return 42;\n}\n"
 * ```
 */
export class CodeWriter {
  readonly #lines: string[] = [];
  readonly #indentation: string;
  readonly #documentation: DocumentationStyle;
  /** What stands in front of each line now. */
  #margin = "";

  constructor(options: CodeWriterOptions = {}) {
    this.#indentation = options.indentation ?? "  ";
    this.#documentation = options.documentation ?? blockDocumentation;
  }

  /** Writes text at the current indentation; each line of it is indented. */
  line(text = ""): this {
    if (!text.includes("\n")) this.#push(text);
    // Text that is as it is to be written stays in one piece.
    else if (this.#margin === "" && isEven(text)) this.#lines.push(text);
    else for (const part of text.split("\n")) this.#push(part);
    return this;
  }

  /** Writes one line per text. */
  lines(texts: Iterable<string>): this {
    for (const text of texts) this.line(text);
    return this;
  }

  /** Leaves one line blank, unless nothing was written yet or the last line is blank. */
  blank(): this {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== "") this.#lines.push("");
    return this;
  }

  /** Indents what `body` writes by one level. */
  indent(body: () => void): this {
    const margin = this.#margin;
    this.#margin = margin + this.#indentation;
    try {
      body();
    } finally {
      this.#margin = margin;
    }
    return this;
  }

  /** Writes `open`, the indented body and `close`. */
  block(open: string, body: () => void, close: string): this {
    return this.line(open).indent(body).line(close);
  }

  /** Writes a documentation comment; nothing when there is no text. */
  doc(text: string | undefined): this {
    if (text === undefined || text === "") return this;
    const lines = trimBlankLines(text.split("\n").map((part) => part.trimEnd()));
    if (lines.length === 0) return this;
    const { open, prefix, close, escape } = this.#documentation;
    const [first] = lines;
    if (open !== null && close !== null && lines.length === 1 && first !== undefined) {
      return this.line(`${open} ${escape(first)}${close}`);
    }
    if (open !== null) this.line(open);
    for (const part of lines) this.line(prefix + escape(part));
    if (close !== null) this.line(close);
    return this;
  }

  /** Writes text as it is, without indentation: a file copied verbatim, a heredoc. */
  raw(text: string): this {
    this.#lines.push(...text.replace(/\n$/, "").split("\n"));
    return this;
  }

  /** Whether nothing was written yet. */
  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** Gives everything written so far; it ends in exactly one LF. */
  toString(): string {
    return trimBlankLines(this.#lines).join("\n") + "\n";
  }

  #push(text: string): void {
    const trimmed = text.trimEnd();
    this.#lines.push(trimmed === "" ? "" : this.#margin + trimmed);
  }
}

/** Tells whether there is nothing to trim: each line ends in a letter or mark of ASCII, or is blank between others. */
function isEven(text: string): boolean {
  const lineFeed = 10;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    const last = end === 0 ? 0 : text.charCodeAt(end - 1);
    if ((last <= 32 && last !== lineFeed) || last > 126) return false;
  }
  const last = text.charCodeAt(text.length - 1);
  return last > 32 && last <= 126;
}

function trimBlankLines(lines: readonly string[]): readonly string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]?.trim() === "") start += 1;
  while (end > start && lines[end - 1]?.trim() === "") end -= 1;
  return lines.slice(start, end);
}
