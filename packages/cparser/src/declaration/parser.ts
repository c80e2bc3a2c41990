/**
 * What all parts of the declaration parser share: the cursor over tokens, the names in scope, and how a part reaches
 * those parts that are built on it (`Grammar`). No grammar rule is here.
 */
import { spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import type { Diagnostic, RelatedSpan } from "@koine/diagnostics";
import type { Target } from "@koine/ctypes";
import { isContextualKeyword, keywordOf } from "./keywords.ts";
import { namesInsteadOfKeywords } from "../standard/language-standard.ts";
import type { LanguageStandard } from "../standard/language-standard.ts";
import type { Keyword } from "./keywords.ts";
import type { Attributes, TypedefDeclaration } from "./model.ts";
import type { DeclaredType } from "./type-model.ts";

/** Thrown and caught inside this package only: the declaration at hand cannot be parsed. */
export class ParseFailure extends Error {
  readonly code: string;
  readonly token: Token;
  readonly help: string | undefined;
  /** The name that is not known, for failures about an unknown name. */
  readonly unknownName: string | undefined;
  readonly related: readonly RelatedSpan[] | undefined;

  constructor(token: Token, message: string, options: ParseFailureOptions = {}) {
    super(message);
    this.code = options.code ?? "cparser/syntax";
    this.token = token;
    this.help = options.help;
    this.unknownName = options.unknownName;
    this.related = options.related;
  }

  static {
    Object.defineProperty(this.prototype, "name", { value: "ParseFailure", configurable: true, writable: true });
  }
}

export interface ParseFailureOptions {
  readonly code?: string;
  readonly help?: string | undefined;
  readonly unknownName?: string;
  readonly related?: readonly RelatedSpan[];
}

/** The names that decide how declarations are read. */
export interface TypeNames {
  findTypedef(name: string): TypedefDeclaration | undefined;
  /** Finds an enumerator, function or variable; expressions may name them. */
  findOrdinary(name: string): OrdinaryName | undefined;
}

/** What an ordinary identifier means in an expression. */
export interface OrdinaryName {
  readonly kind: "enumerator" | "function" | "variable";
  readonly type: DeclaredType;
  /** The value of an enumerator, or of a variable that is `constexpr`. */
  readonly value: bigint | number | undefined;
  /** Those of a function or variable. */
  readonly attributes?: Attributes;
}

/** Rules that lower-level rules call back. Whole headers and single prototypes supply different ones. */
export interface Grammar {
  parseTypeName(parser: Parser): DeclaredType;
  /** Parses from `struct` or `union`. `attributes` are those of the declaration around it. */
  parseRecordSpecifier(parser: Parser): DeclaredType;
  /** Parses from `enum`. */
  parseEnumSpecifier(parser: Parser): DeclaredType;
  /** Parses a constant expression; `undefined` if it is not an integer constant. */
  parseIntegerConstant(parser: Parser): bigint | undefined;
  /** Parses the parenthesised operand of `typeof`, which is not a type name, and gives its type. */
  parseTypeofExpression(parser: Parser): DeclaredType | undefined;
  /** Whether all names are known that types are made of; in a single prototype they are looked up later. */
  readonly isWholeUnit: boolean;
  /** Whether a type has no size, apart from arrays whose length is missing. */
  isIncomplete(type: DeclaredType): boolean;
}

/** Rules inside each other: about 256 brackets, which is clang's limit too. */
const maximumNesting = 512;

/** A cursor over tokens, with what is in scope. Code that is never warm has no private names (ADR 0060). */
export class Parser {
  readonly grammar: Grammar;
  readonly names: TypeNames;
  readonly target: Target | undefined;
  readonly diagnostics: Diagnostic[] = [];
  /** Whether this is C23, where `f()` takes no arguments, `bool` is no name, and types may be defined again. */
  readonly isC23: boolean;
  /** Whether this is C before C99, where decimal numbers may be unsigned. */
  readonly isC89: boolean;
  /** Words that the standard leaves to programs, and GNU C17 does not. */
  private readonly keywordNames: ReadonlySet<string> | undefined;
  private tokens: readonly Token[];
  private end: Token;
  /** Index of the current token. */
  position = 0;
  /** Names of the parameters in front of the current token, which lengths of arrays may use. */
  readonly parameterNames: string[] = [];
  /** The names in the parentheses of a K&R definition, if there were any in the declaration at hand: `f(a, b) int a; …`. */
  identifierList: ReadonlySet<string> | undefined;
  /** Whether somebody asked for the documentation of the declaration at hand: to clean comments takes its time. */
  isDocumented = true;
  /** How many parameter lists the current token is in. */
  parameterLists = 0;
  /** How many rules that may contain themselves are being applied. */
  private nesting = 0;
  /** Positions behind closing parentheses, by those of the opening ones that were looked for. */
  private closes = new Map<number, number>();

  constructor(options: ParserOptions) {
    this.grammar = options.grammar;
    this.names = options.names;
    this.target = options.target;
    const { standard } = options;
    this.isC23 = standard !== undefined && standard.year >= 2023;
    this.isC89 = standard !== undefined && standard.year < 1999;
    this.keywordNames = standard && namesInsteadOfKeywords(standard);
    this.tokens = options.tokens;
    this.end = options.end;
  }

  /** Starts over with other tokens. */
  reset(tokens: readonly Token[], end: Token): void {
    this.tokens = tokens;
    this.end = end;
    this.position = 0;
    this.closes.clear();
  }

  /** Runs a rule over other tokens, and comes back to where it was. */
  runOver<TResult>(tokens: readonly Token[], end: Token, rule: () => TResult): TResult {
    const saved = { tokens: this.tokens, end: this.end, position: this.position, nesting: this.nesting };
    const closes = this.closes;
    this.tokens = tokens;
    this.end = end;
    this.position = 0;
    this.closes = new Map();
    try {
      return rule();
    } finally {
      this.tokens = saved.tokens;
      this.end = saved.end;
      this.position = saved.position;
      this.nesting = saved.nesting;
      this.closes = closes;
    }
  }

  /** Applies a rule that may contain itself; fails where that goes too deep for any stack. */
  nested<TResult>(rule: () => TResult): TResult {
    this.enter();
    try {
      return rule();
    } finally {
      this.leave();
    }
  }

  /** What {@link nested} does before a rule; rules that are applied to every few tokens do without its closure. */
  enter(): void {
    if (this.nesting >= maximumNesting) {
      const message = `this is nested more than ${maximumNesting} levels deep`;
      throw new ParseFailure(this.token, message, { code: "cparser/nesting" });
    }
    this.nesting++;
  }

  /** What {@link nested} does behind a rule, whatever came of it. */
  leave(): void {
    this.nesting--;
  }

  get token(): Token {
    return this.tokens[this.position] ?? this.end;
  }

  /** The token `distance` behind the current one. */
  peek(distance: number): Token {
    return this.tokens[this.position + distance] ?? this.end;
  }

  /** The token before the current one. */
  get previous(): Token | undefined {
    return this.tokens[this.position - 1];
  }

  advance(): Token {
    const token = this.tokens[this.position] ?? this.end;
    this.position++;
    return token;
  }

  isAt(text: string): boolean {
    const token = this.tokens[this.position] ?? this.end;
    return token.text === text && (token.kind === "punctuator" || token.kind === "identifier");
  }

  isAtEnd(): boolean {
    return this.token.kind === "end";
  }

  /** Goes past the token `text` if it is the current one. */
  accept(text: string): boolean {
    if (!this.isAt(text)) return false;
    this.position++;
    return true;
  }

  /** Goes past the token `text`, or fails. */
  expect(text: string, where: string): Token {
    if (!this.isAt(text)) throw this.failure(`expected "${text}" ${where}`);
    return this.advance();
  }

  /** Makes the failure "…, got <the current token>". */
  failure(expectation: string, options?: ParseFailureOptions): ParseFailure {
    const token = this.token;
    return new ParseFailure(token, `${expectation}, got ${describeToken(token)}`, options);
  }

  /** Records something that is wrong but does not stop the parser. */
  warn(token: Token, code: string, message: string): void {
    this.diagnostics.push({ code, severity: "warning", message, span: spanOfToken(token) });
  }

  /** Goes from an opening bracket past the one that closes it. */
  skipBalanced(): void {
    const open = this.token;
    let depth = 0;
    do {
      const token = this.advance();
      if (token.kind === "end") throw new ParseFailure(open, `"${open.text}" is never closed`);
      if (token.kind !== "punctuator") continue;
      if (token.text === "(" || token.text === "[" || token.text === "{") depth++;
      else if (token.text === ")" || token.text === "]" || token.text === "}") depth--;
    } while (depth > 0);
  }

  /**
   * Goes from an opening parenthesis past the one that closes it. Those inside are remembered, so that parentheses that are
   * looked at from the outermost to the innermost cost no more than once through the text.
   */
  skipParentheses(): void {
    const known = this.closes.get(this.position);
    if (known !== undefined) {
      this.position = known;
      return;
    }
    const open = this.token;
    const positions: number[] = [];
    do {
      const { kind, text } = this.token;
      if (kind === "end") throw new ParseFailure(open, `"${open.text}" is never closed`);
      if (kind === "punctuator" && text === "(") positions.push(this.position);
      this.position++;
      if (kind === "punctuator" && text === ")") this.closes.set(positions.pop() ?? 0, this.position);
    } while (positions.length > 0);
  }

  /** What the current token means as a keyword; `undefined` if it is no keyword here. */
  keyword(): Keyword | undefined {
    const keyword = this.keywordOf(this.token);
    return keyword?.role === "attribute" && this.isNamedAlignas(0) ? undefined : keyword;
  }

  /** Whether a word is `alignas` as a name, which it may be before C23: `int alignas;`. */
  isNamedAlignas(distance: number): boolean {
    const { text } = this.peek(distance);
    return text === "alignas" && this.peek(distance + 1).text !== "(" && this.isContextualKeyword(text);
  }

  keywordOf(token: Token): Keyword | undefined {
    if (token.kind !== "identifier") return undefined;
    const keyword = keywordOf(token.text);
    if (keyword === undefined) return undefined;
    if (this.keywordNames?.has(token.text) === true) return undefined;
    if (!this.isContextualKeyword(token.text)) return keyword;
    // Where a word about pointers is none, nothing is lost with it.
    if (keyword.role === "qualifier") return undefined;
    return this.names.findTypedef(token.text) === undefined ? keyword : undefined;
  }

  /** Whether programs may use a keyword as a name. */
  isContextualKeyword(text: string): boolean {
    return isContextualKeyword(text, this.target, this.isC23);
  }

  /** Tells whether a token can start a type name. */
  isTypeStart(token: Token): boolean {
    if (token.kind !== "identifier") return false;
    if (this.names.findTypedef(token.text) !== undefined) return true;
    const keyword = this.keywordOf(token);
    if (keyword === undefined) return false;
    return (
      keyword.role !== "convention" &&
      keyword.role !== "elsewhere" &&
      !token.text.startsWith("__asm") &&
      token.text !== "asm"
    );
  }
}

export interface ParserOptions {
  readonly grammar: Grammar;
  readonly names: TypeNames;
  readonly target: Target | undefined;
  /** The version of C; GNU C17 when absent. */
  readonly standard?: LanguageStandard;
  readonly tokens: readonly Token[];
  /** The token behind the last one. */
  readonly end: Token;
}

/** Names a token in a message. */
export function describeToken(token: Token): string {
  if (token.kind === "end") return "the end of the text";
  if (token.kind === "invalid") return `the stray text ${JSON.stringify(token.text)}`;
  return token.kind === "string" || token.kind === "character" ? token.text : `"${token.text}"`;
}
