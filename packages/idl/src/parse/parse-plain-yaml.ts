/**
 * The part of YAML that documents are written in, read directly: block and flow collections, plain and quoted texts on one
 * line, literal blocks, comments. Whatever else stands in a text makes this give up, and `parse-yaml.ts` asks the `yaml`
 * package, which also finds the words for mistakes. Both read the same from the same text; a test compares them.
 */
import { depthLimit } from "./parse-failure.ts";
import type { MappingEntry, SourceNode } from "./source-node.ts";
import type { SourceText } from "./source-text.ts";

/** Reads a text; undefined when there is something in it that only the package reads. */
export function parsePlainYaml(source: SourceText): SourceNode | undefined {
  if (/[\t\r\u0085\u2028\u2029\uFEFF]/.test(source.text)) return undefined;
  try {
    const reader = new PlainYamlReader(source);
    return reader.readDocument();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** Thrown inside of this file only, where something is not plain. */
class NotPlain extends Error {}

const keyPattern = /([A-Za-z_]\w*):(?= |\n|$)/y;
const doubleQuoted = /"(?:[^"\\\n]|\\["\\nt])*"/y;
const singleQuoted = /'(?:[^'\n]|'')*'/y;
/** A plain text in a flow collection ends before what could mean something. */
const flowPlain = /[A-Za-z_.0-9-][^,[\]{}\n:#]*/y;
const blockPlain = /[A-Za-z_.0-9-][^\n]*/y;
const lineEnd = /[ ]*(?:\n|$)| +#[^\n]*(?:\n|$)/y;
const blankLines = /(?: *(?:#[^\n]*)?\n)*(?: *#[^\n]*$)?/y;

class PlainYamlReader {
  readonly #source: SourceText;
  readonly #text: string;
  #offset = 0;

  constructor(source: SourceText) {
    this.#source = source;
    this.#text = source.text;
  }

  readDocument(): SourceNode {
    this.#skipBlankLines();
    if (this.#columnAhead() !== 0) throw new NotPlain();
    const node = this.#readMapping(0, 0);
    if (this.#offset < this.#text.length) throw new NotPlain();
    return node;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#offset;
    return pattern.exec(this.#text);
  }

  #skipBlankLines(): void {
    this.#offset += this.#match(blankLines)?.[0].length ?? 0;
  }

  /** Spaces at the start of the line ahead; -1 at the end of the text. */
  #columnAhead(): number {
    let end = this.#offset;
    while (this.#text[end] === " ") end++;
    return end === this.#text.length ? -1 : end - this.#offset;
  }

  /** Reads entries at a column; the offset is at the first key. */
  #readMapping(column: number, depth: number): SourceNode {
    if (depth > depthLimit) throw new NotPlain();
    const start = this.#offset;
    let end = start;
    const entries: MappingEntry[] = [];
    const keys = new Set<string>();
    for (;;) {
      const key = this.#match(keyPattern)?.[1];
      if (key === undefined || keys.has(key) || /^(?:null|true|false|~)$/i.test(key)) throw new NotPlain();
      keys.add(key);
      const keySpan = this.#source.spanOf(this.#offset, this.#offset + key.length);
      this.#offset += key.length + 1;
      const value = this.#readEntryValue(column, depth) ?? { kind: "null", span: keySpan };
      entries.push({ key, keySpan, value });
      end = Math.max(value.span.end, keySpan.end);
      if (this.#columnAhead() !== column) break;
      this.#offset += column;
      if (this.#text[this.#offset] === "-") throw new NotPlain();
    }
    if (this.#columnAhead() > column) throw new NotPlain();
    return { kind: "mapping", span: this.#source.spanOf(start, end), entries };
  }

  /** Reads what stands behind a colon, on its line or below; undefined for nothing. */
  #readEntryValue(column: number, depth: number): SourceNode | undefined {
    if (!this.#takeLineEnd()) return this.#readInline(column, depth);
    const ahead = this.#columnAhead();
    const isList = ahead >= column && this.#text.startsWith("- ", this.#offset + ahead);
    if (isList) {
      this.#offset += ahead;
      return this.#readSequence(ahead, depth + 1);
    }
    if (ahead <= column) return undefined;
    this.#offset += ahead;
    return this.#readMapping(ahead, depth + 1);
  }

  /** Reads items at a column; the offset is at the first dash. */
  #readSequence(column: number, depth: number): SourceNode {
    if (depth > depthLimit) throw new NotPlain();
    const start = this.#offset;
    let end = start;
    const items: SourceNode[] = [];
    for (;;) {
      const lineStart = this.#offset;
      this.#offset++;
      while (this.#text[this.#offset] === " ") this.#offset++;
      const isMapping = this.#match(keyPattern) !== null;
      const item = isMapping
        ? this.#readMapping(column + this.#offset - lineStart, depth + 1)
        : this.#readInline(column, depth);
      items.push(item);
      end = item.span.end;
      if (this.#columnAhead() !== column || !this.#text.startsWith("- ", this.#offset + column)) break;
      this.#offset += column;
    }
    if (this.#columnAhead() > column) throw new NotPlain();
    return { kind: "sequence", span: this.#source.spanOf(start, end), items };
  }

  /** Takes the rest of a line that says nothing more, and blank lines behind it. */
  #takeLineEnd(): boolean {
    const rest = this.#match(lineEnd)?.[0];
    if (rest === undefined) return false;
    this.#offset += rest.length;
    this.#skipBlankLines();
    return true;
  }

  /** Reads a value that begins on the line of its key or dash, at a column, and ends its line. */
  #readInline(column: number, depth: number): SourceNode {
    while (this.#text[this.#offset] === " ") this.#offset++;
    if (this.#text[this.#offset] === "|") return this.#readLiteral(column);
    const node = this.#readFlow(depth + 1, blockPlain);
    if (!this.#takeLineEnd() || this.#columnAhead() > column) throw new NotPlain();
    return node;
  }

  #readFlow(depth: number, plain: RegExp): SourceNode {
    if (depth > depthLimit) throw new NotPlain();
    switch (this.#text[this.#offset]) {
      case "{":
        return this.#readFlowMapping(depth);
      case "[":
        return this.#readFlowSequence(depth);
      case '"':
        return this.#readQuoted(doubleQuoted, (written) => JSON.parse(written) as string);
      case "'":
        return this.#readQuoted(singleQuoted, (written) => written.slice(1, -1).replaceAll("''", "'"));
      default:
        return this.#readPlain(plain);
    }
  }

  #readFlowMapping(depth: number): SourceNode {
    const start = this.#offset;
    const entries: MappingEntry[] = [];
    const keys = new Set<string>();
    this.#readItems("}", () => {
      const key = this.#match(keyPattern)?.[1];
      if (key === undefined || keys.has(key) || /^(?:null|true|false)$/i.test(key)) throw new NotPlain();
      keys.add(key);
      const keySpan = this.#source.spanOf(this.#offset, this.#offset + key.length);
      this.#offset += key.length + 1;
      this.#skipFlowSpace();
      entries.push({ key, keySpan, value: this.#readFlow(depth + 1, flowPlain) });
    });
    return { kind: "mapping", span: this.#source.spanOf(start, this.#offset), entries };
  }

  #readFlowSequence(depth: number): SourceNode {
    const start = this.#offset;
    const items: SourceNode[] = [];
    this.#readItems("]", () => {
      if (this.#match(keyPattern) !== null) throw new NotPlain();
      items.push(this.#readFlow(depth + 1, flowPlain));
    });
    return { kind: "sequence", span: this.#source.spanOf(start, this.#offset), items };
  }

  #readItems(close: string, readItem: () => void): void {
    this.#offset++;
    this.#skipFlowSpace();
    while (this.#text[this.#offset] !== close) {
      readItem();
      this.#skipFlowSpace();
      if (this.#text[this.#offset] === ",") {
        this.#offset++;
        this.#skipFlowSpace();
      } else if (this.#text[this.#offset] !== close) throw new NotPlain();
    }
    this.#offset++;
  }

  /** Flow collections over several lines must be indented by rules of their own. */
  #skipFlowSpace(): void {
    while (this.#text[this.#offset] === " ") this.#offset++;
    if (this.#text[this.#offset] === "\n") throw new NotPlain();
  }

  #readQuoted(pattern: RegExp, decode: (written: string) => string): SourceNode {
    const written = this.#match(pattern)?.[0];
    if (written === undefined) throw new NotPlain();
    const start = this.#offset;
    this.#offset += written.length;
    const value = decode(written);
    const isVerbatim = value === written.slice(1, -1);
    const span = this.#source.spanOf(start, this.#offset);
    return { kind: "text", span, value, ...(isVerbatim ? { textStart: start + 1 } : {}) };
  }

  #readPlain(pattern: RegExp): SourceNode {
    const start = this.#offset;
    const matched = this.#match(pattern)?.[0] ?? "";
    const value = matched.replace(/ #.*$/, "").trimEnd();
    const next = this.#text[start + matched.length];
    if (value === "" || /: |:$|^-(?!\d)|^\.\.\.|^---/.test(value)) throw new NotPlain();
    // In a flow collection, a colon or a number sign may belong to the text, or not.
    if (pattern === flowPlain && next !== "," && next !== "]" && next !== "}") throw new NotPlain();
    this.#offset = start + value.length;
    const span = this.#source.spanOf(start, this.#offset);
    if (/^(?:true|false)$/i.test(value) || /^null$/i.test(value)) return this.#readWord(value, span);
    const isVersion = /^\d+\.\d+\.\d/.test(value);
    if (isVersion || /^[A-Za-z_]/.test(value)) return { kind: "text", span, value, textStart: start };
    if (/^-?(?:0|[1-9]\d*)$/.test(value)) return { kind: "integer", span, value: BigInt(value) };
    if (/^-?\d+\.\d+$/.test(value)) return { kind: "float", span, value: Number(value) };
    throw new NotPlain();
  }

  #readWord(value: string, span: SourceNode["span"]): SourceNode {
    switch (value) {
      case "true":
      case "false":
        return { kind: "boolean", span, value: value === "true" };
      case "null":
        return { kind: "null", span };
      default:
        throw new NotPlain();
    }
  }

  /** Reads a literal block, whose lines are indented deeper than its key. */
  #readLiteral(column: number): SourceNode {
    const start = this.#offset;
    const header = /\|(-?)\n( +)(?=[^ \n])/y;
    const found = this.#match(header);
    const indentation = found?.[2] ?? "";
    if (found === null || indentation.length <= column) throw new NotPlain();
    this.#offset += found[0].length - indentation.length;
    const lines: string[] = [];
    while (this.#offset < this.#text.length) {
      const end = this.#text.indexOf("\n", this.#offset);
      const line = this.#text.slice(this.#offset, end === -1 ? this.#text.length : end);
      if (line.trim() !== "" && !line.startsWith(indentation)) break;
      // Spaces on blank lines, and text that ends without a line end, follow rules of their own.
      if ((line.trim() === "" && line !== "") || end === -1) throw new NotPlain();
      lines.push(line.slice(indentation.length));
      this.#offset = end + 1;
    }
    const end = this.#offset;
    while (lines.at(-1) === "") lines.pop();
    if (this.#text[this.#offset + this.#columnAhead()] === "#") throw new NotPlain();
    this.#skipBlankLines();
    if (this.#columnAhead() > column) throw new NotPlain();
    const value = lines.join("\n") + (found[1] === "-" ? "" : "\n");
    return { kind: "text", span: this.#source.spanOf(start, end), value };
  }
}
