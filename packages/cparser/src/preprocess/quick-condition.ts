/**
 * The usual conditions of `#if`: `defined`, whole numbers that fit a double, comparisons, and macros that stand for such, calculated from
 * the tokens as they are written. What is unusual, or wrong, is `condition.ts`'s, which knows all of C's rules and says what is wrong.
 */
import { binaryPrecedences } from "../lex/binary-precedences.ts";
import type { Token } from "../lex/token.ts";
import { answerFeatureQuery, fileQueries, isFeatureQuery } from "./feature-queries.ts";
import type { FeatureQuery } from "./feature-queries.ts";
import type { Macro } from "./macro.ts";

/** Signed integers, decimal or hexadecimal, that are far from the limits of doubles. */
const usualNumber = /^(?:0|[1-9]\d{0,14}|0[xX][\da-fA-F]{1,12})(?:[lL]|ll|LL)?$/;

/** Macros that stand for macros, and parentheses inside each other; what is deeper is unusual. */
const maximumDepth = 40;

/** What the parameters of a macro stand for while its body is calculated. */
interface Bindings {
  readonly names: readonly string[];
  readonly values: readonly number[];
  /** Names that are no macros, which `__has_attribute` may be asked about. */
  readonly words: readonly (string | undefined)[];
}

/**
 * Evaluates conditions, and has no effect but its answers: each mistake and each use of what it does not know makes it give up. Its
 * fields are only private to TypeScript: it runs before V8 has compiled it, which takes longer for names with `#`.
 */
export class QuickCondition {
  readonly macros: ReadonlyMap<string, Macro>;
  private tokens: readonly Token[] = [];
  private position = 0;
  private bindings: Bindings | undefined;
  private depth = 0;
  private isUnusual = false;
  private readonly numbers = new Map<string, number>();

  constructor(macros: ReadonlyMap<string, Macro>) {
    this.macros = macros;
  }

  /** Gives the value of the expression that a line is; `undefined` if it is none of the usual ones. */
  evaluate(line: readonly Token[]): number | undefined {
    this.tokens = line;
    this.position = 0;
    this.bindings = undefined;
    this.depth = 0;
    this.isUnusual = false;
    const value = this.conditional();
    // Integers have no negative zero.
    return this.isUnusual || this.position < line.length ? undefined : value + 0;
  }

  private giveUp(): number {
    this.isUnusual = true;
    return 0;
  }

  private conditional(): number {
    const condition = this.binary(1);
    if (this.tokens[this.position]?.text !== "?") return condition;
    this.position++;
    const whenTrue = this.conditional();
    if (this.tokens[this.position++]?.text !== ":") return this.giveUp();
    const whenFalse = this.conditional();
    return condition === 0 ? whenFalse : whenTrue;
  }

  private binary(minimum: number): number {
    let left = this.operand();
    for (;;) {
      const token = this.tokens[this.position];
      if (token === undefined || token.kind !== "punctuator" || token.text === ")") return left;
      const precedence = binaryPrecedences.get(token.text);
      if (precedence === undefined || precedence < minimum || this.isUnusual) return left;
      this.position++;
      const right = this.binary(precedence + 1);
      left = calculate(token.text, left, right);
      if (!Number.isSafeInteger(left)) return this.giveUp();
    }
  }

  private operand(): number {
    const token = this.tokens[this.position++];
    switch (token?.kind) {
      case "number":
        return this.number(token.text);
      case "identifier":
        return token.text === "defined" ? this.defined() : this.name(token.text);
      case "punctuator":
        return this.unary(token.text);
      default:
        return this.giveUp();
    }
  }

  private unary(operator: string): number {
    if (++this.depth > maximumDepth) return this.giveUp();
    let value: number;
    switch (operator) {
      case "(":
        value = this.conditional();
        if (this.tokens[this.position++]?.text !== ")") return this.giveUp();
        break;
      case "!":
        value = this.operand() === 0 ? 1 : 0;
        break;
      case "-":
        value = 0 - this.operand();
        break;
      default:
        return this.giveUp();
    }
    this.depth--;
    return value;
  }

  private number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    if (!usualNumber.test(text)) return this.giveUp();
    const value = Number(text.replace(/[lL]+$/, ""));
    this.numbers.set(text, value);
    return value;
  }

  private defined(): number {
    // What it means in what a macro stands for is no usual question.
    if (this.bindings !== undefined) return this.giveUp();
    let name = this.tokens[this.position++];
    const hasParentheses = name?.text === "(" && name.kind === "punctuator";
    if (hasParentheses) name = this.tokens[this.position++];
    if (name?.kind !== "identifier") return this.giveUp();
    if (hasParentheses && this.tokens[this.position++]?.text !== ")") return this.giveUp();
    return this.macros.has(name.text) || fileQueries.has(name.text) ? 1 : 0;
  }

  /** Gives the value of a name that is no `defined`, with its arguments where it is a macro that takes some. */
  private name(name: string): number {
    const { bindings } = this;
    if (bindings !== undefined) {
      const place = bindings.names.indexOf(name);
      if (place >= 0) return bindings.values[place] ?? this.giveUp();
    }
    const macro = this.macros.get(name);
    if (macro === undefined) {
      if (fileQueries.has(name)) return this.giveUp();
      return name === "true" ? 1 : 0;
    }
    if (macro.special !== undefined) return isFeatureQuery(macro.special) ? this.query(macro.special) : this.giveUp();
    return macro.parameters === undefined ? this.object(macro) : this.call(macro, macro.parameters);
  }

  private query(name: FeatureQuery): number {
    const open = this.tokens[this.position++];
    const operand = this.tokens[this.position++];
    if (open?.text !== "(" || operand?.kind !== "identifier") return this.giveUp();
    if (this.tokens[this.position++]?.text !== ")") return this.giveUp();
    const { bindings } = this;
    const place = bindings === undefined ? -1 : bindings.names.indexOf(operand.text);
    const word = place < 0 ? operand.text : bindings?.words[place];
    if (word === undefined || this.macros.has(word)) return this.giveUp();
    return Number(answerFeatureQuery(name, word));
  }

  private object(macro: Macro): number {
    const { body } = macro;
    const [only] = body;
    if (body.length === 1 && only?.kind === "number") return this.number(only.text);
    return macro.hasOperators ? this.giveUp() : this.body(body, noBindings);
  }

  private call(macro: Macro, names: readonly string[]): number {
    if (macro.variadicName !== undefined || this.tokens[this.position++]?.text !== "(") return this.giveUp();
    const { body } = macro;
    if (macro.hasOperators) return this.pasted(body, names);
    const values: number[] = [];
    const words: (string | undefined)[] = [];
    for (let place = 0; place < names.length; place++) {
      const token = this.tokens[this.position++];
      const end = this.tokens[this.position++]?.text;
      if (end !== (place === names.length - 1 ? ")" : ",") || token === undefined) return this.giveUp();
      const { kind, text } = token;
      const isName = kind === "identifier" && text !== "defined" && !text.startsWith("__has_");
      if (kind !== "number" && !isName) return this.giveUp();
      // What a name stands for here is a value of its own: parentheses, or one token.
      values.push(isName ? this.name(text) : this.number(text));
      words.push(isName ? this.word(text) : undefined);
    }
    return names.length === 0 ? this.giveUp() : this.body(body, { names, values, words });
  }

  /** Gives an argument that is a word only: no macro, and no parameter of the macro around. */
  private word(text: string): string | undefined {
    return this.macros.has(text) || this.bindings?.names.includes(text) === true ? undefined : text;
  }

  /** The name that a parameter is pasted to: `__GLIBC_USE (DEC)` is `__GLIBC_USE_DEC`. */
  private pasted(body: readonly Token[], names: readonly string[]): number {
    const [first, operator, second] = body;
    const argument = this.tokens[this.position++];
    if (body.length !== 3 || names.length !== 1 || operator?.text !== "##") return this.giveUp();
    if (first?.kind !== "identifier" || second?.text !== names[0] || first.text === names[0]) return this.giveUp();
    if (argument?.kind !== "identifier" || this.tokens[this.position++]?.text !== ")") return this.giveUp();
    if (this.bindings?.names.includes(argument.text) === true) return this.giveUp();
    const macro = this.macros.get(first.text + argument.text);
    return macro?.parameters === undefined && macro?.special === undefined && macro !== undefined
      ? this.object(macro)
      : this.giveUp();
  }

  /** Gives the value of what replaces a macro, which must be one operand: what stands beside the macro is not to tear it apart. */
  private body(body: readonly Token[], bindings: Bindings): number {
    const { tokens, position, bindings: outer } = this;
    if (++this.depth > maximumDepth) return this.giveUp();
    this.tokens = body;
    this.position = 0;
    this.bindings = bindings;
    const value = this.operand();
    const isWhole = this.position === body.length;
    this.tokens = tokens;
    this.position = position;
    this.bindings = outer;
    this.depth--;
    return isWhole ? value : this.giveUp();
  }
}

const noBindings: Bindings = { names: [], values: [], words: [] };

/** Applies an operator; `NaN` for those that can be wrong, and for numbers that are not usual. */
function calculate(operator: string, a: number, b: number): number {
  switch (operator) {
    case "&&":
      return a !== 0 && b !== 0 ? 1 : 0;
    case "||":
      return a !== 0 || b !== 0 ? 1 : 0;
    case "==":
      return a === b ? 1 : 0;
    case "!=":
      return a !== b ? 1 : 0;
    case ">=":
      return a >= b ? 1 : 0;
    case ">":
      return a > b ? 1 : 0;
    case "<=":
      return a <= b ? 1 : 0;
    case "<":
      return a < b ? 1 : 0;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "<<":
      return b >= 0 && b < 32 ? a * 2 ** b : Number.NaN;
    default:
      return Number.NaN;
  }
}
