/**
 * A JSON parser that goes on behind mistakes, for documents that `JSON.parse` has refused or that say something wrong: it gives
 * all mistakes of the text, and the place of every value. Slower than `JSON.parse`, which reads what is right.
 *
 * @see RFC 8259
 */
import type { JsonMember, JsonNode, JsonRange } from "./json-tree.ts";

/** One thing that is not JSON. */
export interface JsonMistake extends JsonRange {
  /** One clause, such as `expected a comma`. */
  readonly message: string;
  readonly help?: string | undefined;
}

/** A document as far as it could be read. */
export interface ParsedJson {
  /** Absent when there is no value at all. */
  readonly root: JsonNode | undefined;
  /** In the order of the text. */
  readonly mistakes: readonly JsonMistake[];
}

/** A document that is no JSON at all has as many mistakes as words. */
const mostMistakes = 20;
/** Deeper than any document that is meant; each level takes room on the stack. */
const mostLevels = 1000;

/** Parses a document. */
export function parseJson(text: string): ParsedJson {
  const parser = new JsonParser(text);
  const root = parser.parseDocument();
  return { root, mistakes: parser.mistakes.toSorted((left, right) => left.start - right.start) };
}

/** White space, comments, texts, punctuation, and words: anything up to one of those. */
const tokenPattern =
  /\s+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\n]+|\\[^\n])*"?|'(?:[^'\\\n]+|\\[^\n])*'?|[[\]{}:,]|[^\s"'[\]{}:,/]+|[^]/y;
/** What JSON allows behind a backslash, what it does not, and characters that need one. */
const escapePattern = /(?<allowed>\\u[\da-fA-F]{4}|\\["\\/bfnrt])|\\[^]|[^ -\uFFFF]/g;

interface Token extends JsonRange {
  readonly text: string;
}

class JsonParser {
  readonly mistakes: JsonMistake[] = [];
  readonly #text: string;
  readonly #pattern = new RegExp(tokenPattern);
  #token: Token;
  #levels = 0;
  /** Whether what follows is not worth reading. */
  #isOver = false;

  constructor(text: string) {
    this.#text = text;
    this.#token = { start: 0, end: 0, text: "" };
    this.#next();
  }

  parseDocument(): JsonNode | undefined {
    const root = this.#parseValue();
    if (this.#token.text !== "") this.#complain(this.#token, "unexpected text after the document");
    return root;
  }

  #complain(range: JsonRange, message: string, help?: string): void {
    // What comes first explains what comes behind it at the same place.
    if (this.#isOver || this.mistakes.at(-1)?.start === range.start) return;
    this.mistakes.push({ start: range.start, end: range.end, message, help });
    this.#isOver = this.mistakes.length === mostMistakes;
  }

  /** Goes to the next token that means something. */
  #next(): void {
    for (;;) {
      const start = this.#pattern.lastIndex;
      const text = this.#isOver ? "" : (this.#pattern.exec(this.#text)?.[0] ?? "");
      const end = start + text.length;
      if (/^\s/.test(text)) {
        this.#checkSpace(text, start);
        continue;
      }
      if (text.startsWith("//") || text.startsWith("/*")) {
        this.#complain({ start, end }, "JSON has no comments", "remove it");
        continue;
      }
      this.#token = { start, end, text };
      return;
    }
  }

  #checkSpace(text: string, start: number): void {
    const place = text.search(/[^ \t\n\r]/);
    if (place === -1) return;
    const name = `U+${(text.codePointAt(place) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    this.#complain({ start: start + place, end: start + place + 1 }, `${name} is no white space of JSON`, "remove it");
  }

  #parseValue(): JsonNode | undefined {
    const { start, end, text } = this.#token;
    if (text === "{" || text === "[") {
      if (++this.#levels > mostLevels) {
        this.#complain(this.#token, `more than ${mostLevels} brackets are open`);
        this.#isOver = true;
      }
      const node = text === "{" ? this.#parseObject() : this.#parseList();
      this.#levels--;
      return node;
    }
    if (text === "" || ",:]}".includes(text)) {
      this.#complain(this.#token, `expected a value${text === "" ? ", got the end" : ""}`);
      return undefined;
    }
    if (/^["']/.test(text)) this.#readText(this.#token);
    else this.#checkWord(this.#token);
    this.#next();
    return { start, end };
  }

  #checkWord({ text, ...range }: Token): void {
    if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(text)) return;
    const meant = { True: "true", False: "false", None: "null", undefined: "null", nil: "null" }[text];
    const help = meant === undefined ? undefined : `did you mean ${meant}?`;
    const isNumber = /^[-+.]?\d/.test(text);
    this.#complain(range, isNumber ? `${text} is no number of JSON` : `expected a value, got ${shorten(text)}`, help);
  }

  /** Reads a text in quotes, and complains about what JSON does not allow in it. */
  #readText({ text, start, end }: Token): string {
    const [quote = ""] = text;
    if (quote === "'") {
      this.#complain({ start, end }, "text of JSON stands in double quotes");
      return text.slice(1, text.endsWith("'") ? -1 : undefined);
    }
    if (!/^".*(?<!\\)(?:\\\\)*"$/s.test(text)) {
      this.#complain({ start, end }, "the text does not end on its line", 'close it with "');
      return text.slice(1);
    }
    for (const { 0: found, index, groups } of text.matchAll(escapePattern)) {
      if (groups?.["allowed"] !== undefined) continue;
      const isEscape = found.startsWith("\\");
      this.#complain(
        { start: start + index, end: start + index + found.length },
        isEscape ? `${found} is no escape of JSON` : "a control character stands in a text",
        isEscape ? String.raw`a backslash itself is \\` : String.raw`write it as an escape, such as \t`,
      );
      return text.slice(1, -1);
    }
    return JSON.parse(text) as string;
  }

  #parseObject(): JsonNode {
    const open = this.#token;
    const members: JsonMember[] = [];
    const names = new Set<string>();
    this.#next();
    const end = this.#parseElements(open, "}", () => {
      const { text, ...key } = this.#token;
      if (text === "" || ",:[]{}".includes(text)) {
        this.#complain(key, "expected a name in double quotes");
        // What is not a name may still have a value.
        if (text !== ":") return text === "{" || text === "[" ? this.#parseValue() !== undefined : false;
      }
      let name = text;
      if (/^["']/.test(text)) name = this.#readText(this.#token);
      else if (text !== ":") this.#complain(key, "a name of JSON stands in double quotes", `write "${shorten(text)}"`);
      if (text !== ":") this.#next();
      if (this.#token.text === ":") this.#next();
      else this.#complain(this.#token, `expected ":" behind the name`);
      if (names.has(name)) this.#complain(key, `"${shorten(name)}" is there twice`);
      names.add(name);
      const value = this.#parseValue();
      if (value !== undefined) members.push({ name, key, value });
      return true;
    });
    return { start: open.start, end, members };
  }

  #parseList(): JsonNode {
    const open = this.#token;
    const items: JsonNode[] = [];
    this.#next();
    const end = this.#parseElements(open, "]", () => {
      const item = this.#parseValue();
      if (item !== undefined) items.push(item);
      return item !== undefined;
    });
    return { start: open.start, end, items };
  }

  /** Reads what stands between brackets, up to where it ends; `parse` tells whether it has read anything. */
  #parseElements(open: Token, close: "}" | "]", parse: () => boolean): number {
    while (this.#token.text !== close) {
      const { text } = this.#token;
      // A bracket of another kind ends what is around this one.
      if (text === "" || text === "}" || text === "]") break;
      if (!parse() && this.#token.text === ":") this.#next();
      const comma = this.#token;
      if (comma.text === close) break;
      if (comma.text === ",") {
        this.#next();
        if (this.#token.text === close) this.#complain(comma, `unexpected comma before "${close}"`, "remove it");
      } else if (comma.text === ":") {
        this.#complain(comma, `expected a comma or "${close}"`);
        this.#next();
      } else if (comma.text !== "" && comma.text !== "}" && comma.text !== "]") {
        this.#complain({ start: comma.start, end: comma.start }, "expected a comma");
      }
    }
    const { end } = this.#token;
    if (this.#token.text === close) this.#next();
    else this.#complain(open, `"${open.text}" is not closed`, `close it with "${close}"`);
    return end;
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
