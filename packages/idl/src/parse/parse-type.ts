/** The grammar of types: `[T]`, `[T; N]`, `{K:V}`, `T?`, `handle<T>`, `iter<T>`, `stream<T>`, `&str`, `&[u8]`, names. */
import type { Span } from "@koine/diagnostics";
import type { NameSyntax, TypeSyntax } from "../model/type-syntax.ts";

/** A mistake in a type; offsets are into the type's text. */
export interface TypeProblem {
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

const depthLimit = 32;

/** The most items of a fixed array. */
export const arrayLengthLimit = 65_536;

/**
 * Parses a type.
 *
 * @param spanOf Gives the place in the file of a stretch of the text.
 */
export function parseType(text: string, spanOf: (start: number, end: number) => Span): TypeSyntax | TypeProblem {
  try {
    const reader = new TypeReader(text, spanOf);
    const type = reader.readType(0);
    reader.expectEnd();
    return type;
  } catch (error) {
    if (error instanceof TypeFailure) return { problem: error.message, start: error.start, end: error.end };
    throw error;
  }
}

class TypeFailure extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

const tokenPattern = /\s*(&\s*str\b|&\s*\[\s*u8\s*\]|[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*|\d+|[[\]{}<>?:;])/y;

/** Reads one type from left to right, one token ahead. */
class TypeReader {
  readonly #text: string;
  readonly #spanOf: (start: number, end: number) => Span;
  #token = "";
  #start = 0;
  #end = 0;
  /** Where the token before ended. */
  #lastEnd = 0;

  constructor(text: string, spanOf: (start: number, end: number) => Span) {
    this.#text = text;
    this.#spanOf = spanOf;
    this.#advance();
  }

  readType(depth: number): TypeSyntax {
    const start = this.#start;
    if (depth > depthLimit) throw new TypeFailure(`more than ${depthLimit} levels`, start, this.#end);
    let type = this.#readCore(depth);
    while (this.#token === "?") {
      this.#advance();
      type = { kind: "optional", span: this.#spanFrom(start), item: type };
    }
    return type;
  }

  expectEnd(): void {
    if (this.#token !== "") throw new TypeFailure(`unexpected \`${this.#token}\``, this.#start, this.#end);
  }

  #readCore(depth: number): TypeSyntax {
    const start = this.#start;
    const token = this.#token;
    if (token === "[") return this.#readBracketed(depth);
    if (token === "{") {
      this.#advance();
      const key = this.readType(depth + 1);
      this.#expect(":");
      const value = this.readType(depth + 1);
      this.#expect("}");
      return { kind: "map", span: this.#spanFrom(start), key, value };
    }
    if (token.startsWith("&")) {
      this.#advance();
      return { kind: "borrowed", span: this.#spanFrom(start), of: token.endsWith("str") ? "string" : "bytes" };
    }
    if (!/^[A-Za-z_]/.test(token)) throw this.#failure("expected a type");
    const name = this.#readName();
    return this.#token === "<" ? this.#readGeneric(name, depth) : name;
  }

  #readBracketed(depth: number): TypeSyntax {
    const start = this.#start;
    this.#advance();
    const item = this.readType(depth + 1);
    if (this.#token !== ";") {
      this.#expect("]");
      return { kind: "list", span: this.#spanFrom(start), item };
    }
    this.#advance();
    const length = /^\d+$/.test(this.#token) ? Number(this.#token) : 0;
    if (length < 1 || length > arrayLengthLimit) {
      throw this.#failure(`expected a length from 1 to ${arrayLengthLimit}`);
    }
    this.#advance();
    this.#expect("]");
    return { kind: "array", span: this.#spanFrom(start), item, length };
  }

  #readGeneric(name: NameSyntax, depth: number): TypeSyntax {
    const { start } = name.span;
    const from = this.#start - name.path.length;
    if (!["handle", "iter", "stream"].includes(name.path)) {
      throw new TypeFailure(`\`${name.path}\` takes no parameter`, this.#start, this.#end);
    }
    this.#advance();
    const item = name.path === "handle" ? this.#readName() : this.readType(depth + 1);
    this.#expect(">");
    const span = { ...name.span, end: Math.max(start, this.#spanOf(from, this.#lastEnd).end) };
    if (name.path !== "handle") return { kind: name.path === "iter" ? "iterator" : "stream", span, item };
    return { kind: "handle", span, target: item as NameSyntax };
  }

  #readName(): NameSyntax {
    const start = this.#start;
    const path = this.#token;
    if (!/^[A-Za-z_]/.test(path)) throw this.#failure("expected a name");
    this.#advance();
    return { kind: "name", span: this.#spanFrom(start), path };
  }

  #expect(sign: string): void {
    if (this.#token !== sign) throw this.#failure(`expected \`${sign}\``);
    this.#advance();
  }

  #failure(expected: string): TypeFailure {
    const found = this.#token === "" ? "the end" : `\`${this.#token}\``;
    return new TypeFailure(`${expected}, found ${found}`, this.#start, this.#end);
  }

  #spanFrom(start: number): Span {
    return this.#spanOf(start, this.#lastEnd);
  }

  #advance(): void {
    this.#lastEnd = this.#end;
    tokenPattern.lastIndex = this.#end;
    const found = tokenPattern.exec(this.#text);
    if (found !== null) {
      this.#token = found[1] ?? "";
      this.#end = tokenPattern.lastIndex;
      this.#start = this.#end - this.#token.length;
      return;
    }
    const rest = /^\s*(\S?)/.exec(this.#text.slice(this.#end));
    this.#start = this.#end + (rest?.[0].length ?? 0) - (rest?.[1]?.length ?? 0);
    if (rest?.[1] !== undefined && rest[1] !== "") {
      throw new TypeFailure(`unexpected \`${rest[1]}\``, this.#start, this.#start + 1);
    }
    this.#token = "";
    this.#start = this.#end;
  }
}
