/**
 * The replacement list of a macro with its arguments put in: `#`, `##`, `__VA_OPT__` and GNU's comma before `##`.
 *
 * @see C17 6.10.3.1 to 6.10.3.3, C23 6.10.5.1 (`__VA_OPT__`)
 */
import type { HideSet } from "../lex/hide-set.ts";
import { lexSource } from "../lex/lexer.ts";
import { SourceText } from "../lex/source-text.ts";
import { isToken, Token } from "../lex/token.ts";
import type { TokenKind } from "../lex/token.ts";
import { findClosingParenthesis } from "./closing-parenthesis.ts";
import type { Macro } from "./macro.ts";

/** What a substitution needs besides the macro. */
export interface Substitution {
  readonly macro: Macro;
  /** One list per parameter; `undefined` for an object-like macro. */
  readonly macroArguments: readonly (readonly Token[])[] | undefined;
  /** Whether the variable arguments were left out, comma and all; `f(a,)` passes an empty one. */
  readonly isVariadicOmitted: boolean;
  /** The macro's name where it is used: all tokens of the replacement get its place. */
  readonly site: Token;
  readonly hideSet: HideSet;
  /** Expands an argument fully, as if it were the rest of the file. */
  readonly expand: (tokens: readonly Token[]) => readonly Token[];
  /** Told when two tokens cannot be pasted. */
  readonly onBadPaste: (left: Token, right: Token) => void;
}

/** Gives the tokens that replace a macro, ready to be read again. */
export function substitute(substitution: Substitution): Token[] {
  return new Substituter(substitution).run();
}

class Substituter {
  private readonly substitution: Substitution;
  private readonly macro: Macro;
  private readonly expanded: (readonly Token[] | undefined)[];
  private readonly output: Token[] = [];
  /** Inside of `__VA_OPT__`, what stands for nothing keeps its neighbours from being pasted to what is outside. */
  private isOptional = false;

  constructor(substitution: Substitution, expanded: (readonly Token[] | undefined)[] = []) {
    this.substitution = substitution;
    this.macro = substitution.macro;
    this.expanded = expanded;
  }

  run(): Token[] {
    this.walk(this.macro.body);
    return this.macro.hasOperators ? this.output.filter((token) => token.kind !== "placemarker") : this.output;
  }

  private walk(body: readonly Token[]): void {
    const { macroArguments } = this.substitution;
    for (let index = 0; index < body.length; index++) {
      const token = body[index];
      if (token === undefined) return;
      if (this.macro.hasOperators) {
        const consumed = this.applyOperator(body, index);
        if (consumed > 0) {
          index += consumed - 1;
          continue;
        }
      }
      const parameter = macroArguments === undefined ? -1 : this.parameterIndex(token);
      if (parameter < 0) this.put(token, token.hasSpaceBefore);
      else this.putArgument(parameter, token, isToken(body[index + 1], "##"));
    }
  }

  /** Applies the operator at `index`, if there is one; gives the number of body tokens that it takes up. */
  private applyOperator(body: readonly Token[], index: number): number {
    const token = body[index];
    if (token === undefined) return 0;
    const next = body[index + 1];
    if (isToken(token, "##") && this.output.length > 0 && next !== undefined) return 1 + this.paste(body, index + 1);
    if (this.substitution.macroArguments === undefined) return 0;
    if (isToken(token, "#") && next !== undefined) {
      const operand = this.readOperand(body, index + 1);
      if (operand === undefined) return 0;
      this.make("string", stringize(operand.tokens), token.hasSpaceBefore);
      return 1 + operand.length;
    }
    const optional = this.readVaOpt(body, index);
    if (optional === undefined) return 0;
    const isEmpty = optional.tokens.length === 0;
    if (isEmpty && isToken(body[index + optional.length], "##")) this.make("placemarker", "", false);
    this.putAll(optional.tokens, token);
    return optional.length;
  }

  private parameterIndex(token: Token): number {
    return token.kind === "identifier" ? (this.macro.parameters?.indexOf(token.text) ?? -1) : -1;
  }

  private argument(parameter: number): readonly Token[] {
    return this.substitution.macroArguments?.[parameter] ?? [];
  }

  private putArgument(parameter: number, at: Token, isPasted: boolean): void {
    const argument = this.argument(parameter);
    if (argument.length === 0) {
      if (isPasted || this.isOptional) this.make("placemarker", "", at.hasSpaceBefore);
      return;
    }
    if (isPasted) this.putAll(argument, at);
    else {
      const expanded = this.expandedArgument(parameter);
      if (expanded.length > 0) this.putExpanded(expanded, at);
      else if (this.isOptional) this.make("placemarker", "", at.hasSpaceBefore);
    }
  }

  private expandedArgument(parameter: number): readonly Token[] {
    return (this.expanded[parameter] ??= this.substitution.expand(this.argument(parameter)));
  }

  private putAll(tokens: readonly Token[], at: Token): void {
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index];
      if (token !== undefined) this.put(token, index === 0 ? at.hasSpaceBefore : hasSpace(token));
    }
  }

  /**
   * Puts what an argument was expanded to. The macros that it was expanded by are done: of their names, only a token that was one of them
   * stays as it is. Where others keep all of them, macros that call each other through another one (`DEFER`, `EVAL`) end early.
   *
   * @see C17 6.10.3.4p2 and the GCC manual, "The preprocessor's internals", "Macro expansion"
   */
  private putExpanded(tokens: readonly Token[], at: Token): void {
    const { site, hideSet } = this.substitution;
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index];
      if (token === undefined) continue;
      const { kind, text, doc } = token;
      const hasSpaceBefore = index === 0 ? at.hasSpaceBefore : hasSpace(token);
      const names = token.hideSet?.has(text) === true ? hideSet.with(text) : hideSet;
      this.output.push(new Token(kind, text, site.source, site.offset, hasSpaceBefore, false, doc, names));
    }
  }

  /** Copies a token into the output. */
  private put(token: Token, hasSpaceBefore: boolean): void {
    const { site, hideSet } = this.substitution;
    const { kind, text, doc } = token;
    const union = token.hideSet === undefined ? hideSet : token.hideSet.union(hideSet);
    this.output.push(new Token(kind, text, site.source, site.offset, hasSpaceBefore, false, doc, union));
  }

  private make(kind: TokenKind, text: string, hasSpaceBefore: boolean): void {
    const { site, hideSet } = this.substitution;
    this.output.push(new Token(kind, text, site.source, site.offset, hasSpaceBefore, false, undefined, hideSet));
  }

  /** Pastes the last token of the output and what `body[index]` stands for; gives the number of tokens used. */
  private paste(body: readonly Token[], index: number): number {
    const right = body[index];
    if (right === undefined) return 0;
    const hasArguments = this.substitution.macroArguments !== undefined;
    if (hasArguments && isToken(right, "#")) {
      const operand = this.readOperand(body, index + 1);
      if (operand !== undefined) {
        const left = this.output.pop();
        this.make("string", stringize(operand.tokens), left?.hasSpaceBefore ?? false);
        const string = this.output.pop();
        if (left !== undefined && string !== undefined) this.join(left, string);
        return 1 + operand.length;
      }
    }
    const optional = hasArguments ? this.readVaOpt(body, index) : undefined;
    if (optional !== undefined) {
      this.joinWith(optional.tokens, right);
      return optional.length;
    }
    const parameter = hasArguments ? this.parameterIndex(right) : -1;
    if (parameter < 0) {
      this.joinWith([right], right);
    } else if (right.text === this.macro.variadicName && isToken(this.output.at(-1), ",")) {
      // GNU: without variable arguments the comma goes, with them nothing is pasted.
      if (this.substitution.isVariadicOmitted) this.output.pop();
      else this.putAll(this.argument(parameter), right);
    } else {
      this.joinWith(this.argument(parameter), right);
    }
    return 1;
  }

  private joinWith(tokens: readonly Token[], at: Token): void {
    const [first, ...rest] = tokens;
    const left = this.output.at(-1);
    if (first === undefined || left === undefined) return;
    this.output.pop();
    if (left.kind === "placemarker") this.put(first, left.hasSpaceBefore);
    else this.join(left, first);
    this.putAll(rest, { ...at, hasSpaceBefore: rest[0]?.hasSpaceBefore ?? false });
  }

  private join(left: Token, right: Token): void {
    const text = left.text + right.text;
    const kind = kindOfPaste(left, right);
    if (kind !== undefined) {
      this.make(kind, text, left.hasSpaceBefore);
      return;
    }
    const tokens = lexSource(new SourceText(this.substitution.site.source.path, text));
    if (tokens.length !== 1) this.substitution.onBadPaste(left, right);
    for (const token of tokens) this.make(token.kind, token.text, left.hasSpaceBefore);
  }

  /** Reads what `#` makes a string of: the argument of a parameter, or what `__VA_OPT__` gives. */
  private readOperand(body: readonly Token[], index: number): Operand | undefined {
    const token = body[index];
    const parameter = token === undefined ? -1 : this.parameterIndex(token);
    if (parameter >= 0) return { tokens: this.argument(parameter), length: 1 };
    return this.readVaOpt(body, index);
  }

  /**
   * Reads `__VA_OPT__ ( … )`, which stands for what is in its parentheses if there are variable arguments, and else for nothing.
   *
   * @see C23 6.10.5.1
   */
  private readVaOpt(body: readonly Token[], index: number): Operand | undefined {
    if (body[index]?.text !== "__VA_OPT__" || !isToken(body[index + 1], "(")) return undefined;
    const close = findClosingParenthesis(body, index + 1) ?? body.length;
    const variadic = (this.macro.parameters?.length ?? 0) - 1;
    const content = new Substituter(this.substitution, this.expanded);
    content.isOptional = true;
    // What is given and expands to nothing is as good as nothing.
    if (this.expandedArgument(variadic).length > 0) content.walk(body.slice(index + 2, close));
    return { tokens: content.output, length: close - index + 1 };
  }
}

/** Tokens that an operator applies to, and how many tokens of the body they take up. */
interface Operand {
  readonly tokens: readonly Token[];
  readonly length: number;
}

/** @see C17 6.10.3.2 */
function stringize(tokens: readonly Token[]): string {
  let text = "";
  for (const token of tokens) {
    if (token.kind === "placemarker") continue;
    if (text !== "" && hasSpace(token)) text += " ";
    const isLiteral = token.kind === "string" || token.kind === "character";
    text += isLiteral ? token.text.replace(/[\\"]/g, "\\$&") : spell(token);
  }
  // A last backslash would take the quotation mark with it.
  const isOpen = /(?<!\\)(?:\\\\)*\\$/.test(text);
  return `"${isOpen ? text.slice(0, -1) : text}"`;
}

const digraphs: ReadonlyMap<string, string> = new Map([
  ["#", "%:"],
  ["##", "%:%:"],
  ["[", "<:"],
  ["]", ":>"],
  ["{", "<%"],
  ["}", "%>"],
]);

/** What a token other than a literal is written as: in strings, digraphs stay what they are. */
function spell({ kind, text, source, offset }: Token): string {
  const digraph = kind === "punctuator" ? digraphs.get(text) : undefined;
  return digraph !== undefined && source.text.startsWith(digraph, offset) ? digraph : text;
}

/** Whether white space, or a line end, stands before a token. */
function hasSpace(token: Token): boolean {
  return token.hasSpaceBefore || token.startsLine;
}

/** The kind of the commonest pastes; `undefined` for those that the lexer has to decide. */
function kindOfPaste(left: Token, right: Token): TokenKind | undefined {
  if (left.kind === "identifier") {
    if (right.kind === "identifier") return "identifier";
    return right.kind === "number" && /^\w+$/.test(right.text) ? "identifier" : undefined;
  }
  return left.kind === "number" && (right.kind === "number" || right.kind === "identifier") ? "number" : undefined;
}
