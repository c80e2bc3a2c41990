/**
 * Functions that nobody asked for: a header includes those of the system for their types, and with them come hundreds of prototypes. They
 * are found by their shape, and read when something names them. What is not of the usual shape is read at once, and so is what names
 * a type that is not known, so that mistakes are reported where they are.
 */
import type { SourceText } from "../lex/source-text.ts";
import type { Token } from "../lex/token.ts";
import { keywordOf } from "./keywords.ts";
import type { Parser } from "./parser.ts";
import type { UnitBuilder } from "./unit-builder.ts";

/** What {@link LateFunctions} works on. */
export interface LateFunctionsOptions {
  readonly parser: Parser;
  readonly unit: UnitBuilder;
  /** Those of the unit. */
  readonly tokens: readonly Token[];
  /** The one behind them. */
  readonly end: Token;
  /** Whether somebody asked for the functions of a file. */
  readonly isWanted: (path: string) => boolean;
  /** Reads the declaration at the parser's position. */
  readonly read: () => void;
}

/** Prototypes that are read when they are needed. Code that is never warm has no private names (ADR 0060). */
export class LateFunctions {
  private readonly parser: Parser;
  private readonly unit: UnitBuilder;
  private readonly tokens: readonly Token[];
  private readonly end: Token;
  private readonly isWanted: (path: string) => boolean;
  private readonly read: () => void;
  /** Indices of the first tokens, by the names of the functions. */
  private readonly starts = new Map<string, number>();
  /** What was said of the file that was asked for last. */
  private knownSource: SourceText | undefined = undefined;
  private isKnownWanted = true;

  constructor({ parser, unit, tokens, end, isWanted, read }: LateFunctionsOptions) {
    this.parser = parser;
    this.unit = unit;
    this.tokens = tokens;
    this.end = end;
    this.isWanted = isWanted;
    this.read = read;
  }

  /** Goes past the prototype at the parser's position, if that is one of the usual shape which nobody asked for. */
  accept(): boolean {
    const { parser, tokens } = this;
    const start = parser.position;
    const first = tokens[start];
    if (first === undefined) return false;
    // Of what nobody asked for, nobody reads the documentation.
    parser.isDocumented = this.isAskedFor(first.source);
    if (parser.isDocumented || first.text !== "extern" || first.kind !== "identifier") return false;
    const open = this.findParameters(start + 1);
    const name = tokens[open - 1];
    // The name, and a type in front of it.
    if (name === undefined || open < start + 3 || !this.isNewName(name)) return false;
    const end = this.findEnd(open);
    if (end < 0) return false;
    this.starts.set(name.text, start);
    parser.position = end;
    return true;
  }

  /** Reads the prototype of a function if it was put off. Functions that were are in no list of declarations. */
  declare(name: string): void {
    const start = this.starts.get(name);
    if (start === undefined) return;
    this.starts.delete(name);
    const { parser, unit } = this;
    const { identifierList, parameterLists } = parser;
    const parameterNames = parser.parameterNames.splice(0);
    const declared = unit.declarations.length;
    parser.parameterLists = 0;
    parser.runOver(this.tokens, this.end, () => {
      parser.position = start;
      this.read();
    });
    unit.declarations.length = declared;
    parser.identifierList = identifierList;
    parser.parameterLists = parameterLists;
    parser.parameterNames.splice(0, parser.parameterNames.length, ...parameterNames);
  }

  private isAskedFor(source: SourceText): boolean {
    if (source !== this.knownSource) {
      this.knownSource = source;
      this.isKnownWanted = !source.isSystem || this.isWanted(source.path);
    }
    return this.isKnownWanted;
  }

  /** Finds the parenthesis behind specifiers and a name; -1 if something else stands there. */
  private findParameters(start: number): number {
    for (let index = start; ; index++) {
      const token = this.tokens[index];
      if (token === undefined) return -1;
      const { kind, text } = token;
      if (kind === "identifier") {
        const tagged = this.afterTag(index, text);
        if (tagged < 0) return -1;
        if (tagged > index) index = tagged;
        // A name that is no type stands in front of the parameters.
        else if (!this.isTypeWord(text)) return this.isParenthesis(index + 1) ? index + 1 : -1;
      } else if (kind !== "punctuator" || text !== "*") return -1;
    }
  }

  /** Goes behind the parameters, and attributes and labels behind them, and the semicolon; -1 if something else stands there. */
  private findEnd(open: number): number {
    let depth = 0;
    let hasParameters = false;
    let startsType = false;
    for (let index = open; ; index++) {
      const token = this.tokens[index];
      if (token === undefined) return -1;
      const { kind, text } = token;
      if (kind === "identifier") {
        if (depth === 0 && keywordOf(text)?.role !== "attribute") return -1;
        const tagged = this.afterTag(index, text);
        if (tagged < 0 || (startsType && !hasParameters && !this.isTypeWord(text))) return -1;
        index = tagged;
        startsType = false;
      } else if (kind === "punctuator") {
        startsType = text === "(" || text === ",";
        if (text === "(") depth++;
        else if (text === ")") {
          depth--;
          if (depth === 0) hasParameters = true;
        } else if (text === "{" || text === "}") return -1;
        else if (depth === 0) return text === ";" ? index + 1 : -1;
        else if (text === ";") return -1;
      } else if (kind === "invalid") return -1;
    }
  }

  /** Gives the index of the tag behind `struct` and its like, or the given one where no such word stands; -1 if the tag is not known. */
  private afterTag(index: number, text: string): number {
    if (text !== "struct" && text !== "union" && text !== "enum") return index;
    const tag = this.tokens[index + 1];
    const known = tag?.kind === "identifier" ? this.unit.scope.tags.get(tag.text) : undefined;
    if (known === undefined) return -1;
    return (known.kind === "record" ? known.recordKind : known.kind) === text ? index + 1 : -1;
  }

  private isTypeWord(text: string): boolean {
    return this.unit.scope.typedefs.has(text) || keywordOf(text) !== undefined;
  }

  private isParenthesis(index: number): boolean {
    const token = this.tokens[index];
    return token?.text === "(" && token.kind === "punctuator";
  }

  /** What was declared before is compared with what is declared now. */
  private isNewName({ text }: Token): boolean {
    if (this.starts.has(text)) {
      this.declare(text);
      return false;
    }
    return !this.unit.scope.ordinary.has(text);
  }
}
