/**
 * The conditions of `#if`, `#ifdef` and their relatives: replaces `defined`, assertions and queries for files, expands macros, and
 * leaves the arithmetic to `condition.ts`.
 */
import { Token, isToken } from "../lex/token.ts";
import { readAssertion } from "./assertions.ts";
import type { Assertions } from "./assertions.ts";
import { findClosingParenthesis } from "./closing-parenthesis.ts";
import { ConditionFailure, evaluateCondition } from "./condition.ts";
import { answerClangQuery, fileQueries } from "./feature-queries.ts";
import { ListReader, MacroExpander } from "./macro-expander.ts";
import type { MacroContext } from "./macro-expander.ts";
import { QuickCondition } from "./quick-condition.ts";

/** What answers depend on besides macros. */
export interface ConditionOptions {
  readonly isCharSigned: boolean;
  /** Whether `__has_feature` and `__has_extension` are answered, which the target's compilers know. */
  readonly hasClangQueries: boolean;
  readonly assertions: Assertions;
  /** Answers `__has_include` and `__has_include_next`. */
  readonly canInclude: (line: readonly Token[], isNext: boolean) => boolean;
  /** Answers `__has_embed`. */
  readonly describeEmbed: (line: readonly Token[]) => string;
}

/** Decides whether a group is read. */
export class ConditionEvaluator {
  private readonly context: MacroContext;
  private readonly options: ConditionOptions;
  private readonly quick: QuickCondition;

  constructor(context: MacroContext, options: ConditionOptions) {
    this.context = context;
    this.quick = new QuickCondition(context.macros);
    this.options = options;
  }

  /** Evaluates the condition of `#if`, `#ifdef`, `#ifndef` or one of the `#elif`s. What cannot be evaluated is false. */
  isTrue(keyword: Token, line: readonly Token[]): boolean {
    const { text } = keyword;
    if (text !== "if" && text !== "elif") {
      const name = line[0];
      if (name?.kind === "identifier") return this.isDefined(name.text) === (text === "ifdef" || text === "elifdef");
      this.context.report(keyword, `expected the name of a macro after #${text}`);
      return false;
    }
    const value = this.quick.evaluate(line);
    if (value !== undefined) return value !== 0;
    try {
      return this.evaluate(line) !== 0n;
    } catch (error) {
      if (!(error instanceof ConditionFailure)) throw error;
      this.context.report(error.token ?? keyword, `the condition of #${keyword.text} is invalid: ${error.message}`);
      return false;
    }
  }

  /**
   * Evaluates an expression as `#if` does.
   *
   * @throws {ConditionFailure}
   */
  evaluate(line: readonly Token[]): bigint {
    const replaced = this.replaceOperators(this.expand(this.replaceOperators(line)));
    const tokens = this.options.hasClangQueries ? this.replaceClangQueries(replaced) : replaced;
    return evaluateCondition(tokens, this.options.isCharSigned);
  }

  private isDefined(name: string): boolean {
    return this.context.macros.has(name) || fileQueries.has(name);
  }

  /** Replaces `defined X`, assertions and queries for files, whose operands are not expanded, with numbers. */
  private replaceOperators(tokens: readonly Token[]): readonly Token[] {
    if (!tokens.some(isOperator)) return tokens;
    const output: Token[] = [];
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index];
      if (token === undefined) break;
      if (token.text === "defined") {
        const hasParentheses = isToken(tokens[index + 1], "(");
        const name = tokens[index + (hasParentheses ? 2 : 1)];
        if (name?.kind !== "identifier") throw new ConditionFailure(token, 'expected a name after "defined"');
        output.push(toNumber(token, this.isDefined(name.text) ? "1" : "0"));
        index += hasParentheses ? 3 : 1;
      } else if (fileQueries.has(token.text) && isToken(tokens[index + 1], "(")) {
        const close = findClose(tokens, index + 1);
        output.push(toNumber(token, this.answer(token.text, tokens.slice(index + 2, close))));
        index = close;
      } else if (isToken(token, "#")) {
        const assertion = readAssertion(tokens.slice(index + 1));
        if (assertion === undefined) throw new ConditionFailure(token, 'expected an assertion behind "#"');
        output.push(toNumber(token, this.options.assertions.isTrue(assertion) ? "1" : "0"));
        index += assertion.length;
      } else {
        output.push(token);
      }
    }
    return output;
  }

  /**
   * Answers what only Clang is asked. Headers that ask whether it can be asked have a default of their own for other compilers,
   * which the predefined macros speak of; here are those that do not.
   */
  private replaceClangQueries(tokens: readonly Token[]): readonly Token[] {
    const output: Token[] = [];
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index];
      if (token === undefined) break;
      output.push(token);
      if (!/^__has_(?:feature|extension)$/.test(token.text) || !isToken(tokens[index + 1], "(")) continue;
      const close = findClose(tokens, index + 1);
      output[output.length - 1] = toNumber(token, answerClangQuery(tokens[index + 2]?.text ?? ""));
      index = close;
    }
    return output;
  }

  private answer(query: string, operand: readonly Token[]): string {
    if (query === "__has_embed") return this.options.describeEmbed(operand);
    return this.options.canInclude(operand, query === "__has_include_next") ? "1" : "0";
  }

  /** Expands macros; the operand of a `defined` that comes out of one stays as it is. */
  private expand(tokens: readonly Token[]): readonly Token[] {
    const expander = new MacroExpander(this.context, new ListReader(tokens));
    const output: Token[] = [];
    for (let token = expander.next(); token.kind !== "end"; token = expander.next()) {
      output.push(token);
      if (token.text !== "defined") continue;
      const operand = expander.readUnexpanded();
      output.push(operand);
      if (isToken(operand, "(")) output.push(expander.readUnexpanded(), expander.readUnexpanded());
    }
    return output;
  }
}

function isOperator({ kind, text }: Token): boolean {
  return kind === "identifier" ? text === "defined" || fileQueries.has(text) : kind === "punctuator" && text === "#";
}

function findClose(tokens: readonly Token[], open: number): number {
  const close = findClosingParenthesis(tokens, open);
  if (close === undefined) throw new ConditionFailure(tokens[open], 'a "(" is never closed');
  return close;
}

function toNumber(at: Token, text: string): Token {
  return Token.at("number", text, at);
}
