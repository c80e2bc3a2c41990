/**
 * Tells code, comments and literals of TypeScript, JavaScript and C apart, as far as the repository's rules need it. It is
 * no parser: regular expressions are recognised by what stands before them.
 */

/** A source text taken apart. All positions are those of the original. */
export interface ScannedSource {
  /** The text with comments and the insides of literals blanked out; delimiters and line breaks stay. */
  readonly code: string;
  /** The comments, delimiters included. */
  readonly comments: readonly ScannedComment[];
}

/** One comment. */
export interface ScannedComment {
  readonly text: string;
  /** 0-based offset of its first character. */
  readonly offset: number;
}

/** One imported module name. */
export interface ScannedImport {
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
}

const beforeRegularExpression = /(^|[(,=:[!&|?{};+\-*%~^<>]|\b(return|typeof|case|in|of|do|else|void|await|yield))\s*$/;

/** Takes a source text apart. */
export function scanSource(text: string): ScannedSource {
  return new Scanner(text).scan();
}

class Scanner {
  readonly #text: string;
  readonly #comments: ScannedComment[] = [];
  #code = "";
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): ScannedSource {
    this.#scanCode(false);
    return { code: this.#code, comments: this.#comments };
  }

  /** Scans code up to the end, or up to the brace that closes a template's substitution. */
  #scanCode(isSubstitution: boolean): void {
    let depth = 0;
    while (this.#position < this.#text.length) {
      const character = this.#text.charAt(this.#position);
      if (isSubstitution && character === "}" && depth === 0) return;
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
      this.#scanToken(character);
    }
  }

  #scanToken(character: string): void {
    const next = this.#text.charAt(this.#position + 1);
    if (character === "/" && next === "/") this.#takeComment("\n", 0);
    else if (character === "/" && next === "*") this.#takeComment("*/", 2);
    else if (character === '"' || character === "'") this.#takeQuoted(character);
    else if (character === "`") this.#takeTemplate();
    else if (character === "/" && beforeRegularExpression.test(this.#code.slice(-40))) this.#takeRegularExpression();
    else this.#keep(1);
  }

  #keep(count: number): void {
    this.#code += this.#text.slice(this.#position, this.#position + count);
    this.#position += count;
  }

  #blank(end: number): void {
    this.#code += this.#text.slice(this.#position, end).replaceAll(/[^\n]/g, " ");
    this.#position = end;
  }

  #takeComment(terminator: string, terminatorLength: number): void {
    const found = this.#text.indexOf(terminator, this.#position + 2);
    const end = found === -1 ? this.#text.length : found + terminatorLength;
    this.#comments.push({ text: this.#text.slice(this.#position, end), offset: this.#position });
    this.#blank(end);
  }

  #takeQuoted(quote: string): void {
    this.#keep(1);
    let end = this.#position;
    while (end < this.#text.length && this.#text[end] !== quote && this.#text[end] !== "\n") {
      end += this.#text[end] === "\\" ? 2 : 1;
    }
    this.#blank(Math.min(end, this.#text.length));
    this.#keep(1);
  }

  #takeTemplate(): void {
    this.#keep(1);
    while (this.#position < this.#text.length && this.#text[this.#position] !== "`") {
      if (this.#text.startsWith("${", this.#position)) {
        this.#keep(2);
        this.#scanCode(true);
        this.#keep(1);
      } else {
        this.#blank(Math.min(this.#position + (this.#text[this.#position] === "\\" ? 2 : 1), this.#text.length));
      }
    }
    this.#keep(1);
  }

  #takeRegularExpression(): void {
    const literal = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(this.#text.slice(this.#position));
    if (literal === null) {
      this.#keep(1);
      return;
    }
    this.#keep(1);
    this.#blank(this.#position + literal[0].length - 2);
    this.#keep(1);
  }
}

/** Finds every module that a source names: static, dynamic and type imports, and re-exports. */
export function scanImports(text: string): readonly ScannedImport[] {
  const { code } = scanSource(text);
  return [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)(["'])( *)\1/g)].map((match) => {
    const start = match.index + match[0].length - 1 - (match[2] ?? "").length;
    return { specifier: text.slice(start, start + (match[2] ?? "").length), line: lineAt(text, start) };
  });
}

/** Gives the 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
