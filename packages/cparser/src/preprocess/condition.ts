/**
 * The controlling expressions of `#if`: integers of 64 bits, and identifiers that are 0. Constant expressions of the
 * language itself, with types, are in `evaluate/`.
 *
 * @see C17 6.10.1
 */
import { binaryPrecedences } from "../lex/binary-precedences.ts";
import {
  findBadEscape,
  parseIntegerLiteral,
  splitLiteral,
  readLiteralCharacters,
  valueOfCharacter,
} from "../lex/literals.ts";
import { isToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";

/** Thrown inside this folder: the expression cannot be evaluated. */
export class ConditionFailure extends Error {
  readonly token: Token | undefined;

  constructor(token: Token | undefined, message: string) {
    super(message);
    this.token = token;
  }
}

/** Operators and parentheses inside each other. */
const maximumNesting = 512;

interface ConditionValue {
  readonly value: bigint;
  readonly isUnsigned: boolean;
}

/**
 * Evaluates a controlling expression whose macros and `defined` are replaced.
 *
 * @throws {ConditionFailure}
 */
export function evaluateCondition(tokens: readonly Token[], isCharSigned: boolean): bigint {
  return new ConditionParser(tokens, isCharSigned).run();
}

class ConditionParser {
  readonly #tokens: readonly Token[];
  readonly #isCharSigned: boolean;
  #position = 0;
  /** Above 0 inside operands whose value does not matter: a division by zero is no mistake there. */
  #unevaluated = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[], isCharSigned: boolean) {
    this.#tokens = tokens;
    this.#isCharSigned = isCharSigned;
  }

  run(): bigint {
    // C forbids a comma here, which GCC only mentions.
    const { value } = this.#comma();
    const rest = this.#tokens[this.#position];
    if (rest !== undefined) throw new ConditionFailure(rest, `expected an operator, got "${rest.text}"`);
    return value;
  }

  #accept(text: string): boolean {
    if (!isToken(this.#tokens[this.#position], text)) return false;
    this.#position++;
    return true;
  }

  #expect(text: string): void {
    if (this.#accept(text)) return;
    const token = this.#tokens[this.#position];
    throw new ConditionFailure(token, `expected "${text}", got ${token === undefined ? "the end" : `"${token.text}"`}`);
  }

  #skipping<TValue>(isSkipped: boolean, parse: () => TValue): TValue {
    if (isSkipped) this.#unevaluated++;
    const result = parse();
    if (isSkipped) this.#unevaluated--;
    return result;
  }

  /** Applies a rule that may contain itself. */
  #nested(rule: () => ConditionValue): ConditionValue {
    if (++this.#nesting > maximumNesting) {
      throw new ConditionFailure(this.#tokens[this.#position], `it is nested more than ${maximumNesting} levels deep`);
    }
    const value = rule();
    this.#nesting--;
    return value;
  }

  #conditional(): ConditionValue {
    return this.#nested(() => this.#conditionalOperands());
  }

  #conditionalOperands(): ConditionValue {
    const condition = this.#binary(1);
    if (!this.#accept("?")) return condition;
    const isTrue = condition.value !== 0n;
    const whenTrue = this.#skipping(!isTrue, () => this.#comma());
    this.#expect(":");
    const whenFalse = this.#skipping(isTrue, () => this.#conditional());
    return toMaximumWidth((isTrue ? whenTrue : whenFalse).value, whenTrue.isUnsigned || whenFalse.isUnsigned);
  }

  #comma(): ConditionValue {
    let value = this.#conditional();
    while (this.#accept(",")) value = this.#conditional();
    return value;
  }

  #binary(minimum: number): ConditionValue {
    let left = this.#unary();
    for (;;) {
      const token = this.#tokens[this.#position];
      const precedence = token?.kind === "punctuator" ? binaryPrecedences.get(token.text) : undefined;
      if (token === undefined || precedence === undefined || precedence < minimum) return left;
      this.#position++;
      const isDecided = token.text === "&&" ? left.value === 0n : token.text === "||" ? left.value !== 0n : false;
      const right = this.#skipping(isDecided, () => this.#binary(precedence + 1));
      left = this.#apply(token, left, right);
    }
  }

  #unary(): ConditionValue {
    return this.#nested(() => this.#operand());
  }

  #operand(): ConditionValue {
    const token = this.#tokens[this.#position++];
    switch (token?.kind) {
      case "number": {
        const literal = parseIntegerLiteral(token.text);
        if (literal === undefined) throw new ConditionFailure(token, `"${token.text}" is not an integer`);
        return toMaximumWidth(literal.value, literal.isUnsigned || literal.value > 0x7fff_ffff_ffff_ffffn);
      }
      case "character":
        return { value: this.#character(token), isUnsigned: /^u/i.test(token.text) };
      case "identifier":
        return { value: token.text === "true" ? 1n : 0n, isUnsigned: false };
      case "punctuator":
        return this.#unaryOperator(token);
      default:
        throw new ConditionFailure(token, `expected a value, got ${token === undefined ? "the end" : token.text}`);
    }
  }

  #character(token: Token): bigint {
    const { prefix, body } = splitLiteral(token.text);
    const bad = findBadEscape(body);
    if (bad !== undefined) throw new ConditionFailure(token, `"${bad}" is no character of C`);
    if (prefix === "") return valueOfCharacter(body, this.#isCharSigned);
    return BigInt(readLiteralCharacters(body)[0]?.value ?? 0);
  }

  #unaryOperator(token: Token): ConditionValue {
    switch (token.text) {
      case "(": {
        const value = this.#comma();
        this.#expect(")");
        return value;
      }
      case "!":
        return { value: this.#unary().value === 0n ? 1n : 0n, isUnsigned: false };
      case "-": {
        const operand = this.#unary();
        return toMaximumWidth(-operand.value, operand.isUnsigned);
      }
      case "~": {
        const operand = this.#unary();
        return toMaximumWidth(~operand.value, operand.isUnsigned);
      }
      case "+":
        return this.#unary();
      default:
        throw new ConditionFailure(token, `expected a value, got "${token.text}"`);
    }
  }

  #apply(operator: Token, left: ConditionValue, right: ConditionValue): ConditionValue {
    const isUnsigned = left.isUnsigned || right.isUnsigned;
    const a = toMaximumWidth(left.value, isUnsigned).value;
    const b = toMaximumWidth(right.value, isUnsigned).value;
    switch (operator.text) {
      case "/":
      case "%":
        if (b === 0n) {
          if (this.#unevaluated === 0) throw new ConditionFailure(operator, "division by zero");
          return { value: 0n, isUnsigned };
        }
        return toMaximumWidth(operator.text === "/" ? a / b : a % b, isUnsigned);
      case "<<":
        return toMaximumWidth(shift(left.value, right.value), left.isUnsigned);
      case ">>":
        return toMaximumWidth(shift(left.value, -right.value), left.isUnsigned);
      case "*":
        return toMaximumWidth(a * b, isUnsigned);
      case "+":
        return toMaximumWidth(a + b, isUnsigned);
      case "-":
        return toMaximumWidth(a - b, isUnsigned);
      case "&":
        return toMaximumWidth(a & b, isUnsigned);
      case "^":
        return toMaximumWidth(a ^ b, isUnsigned);
      case "|":
        return toMaximumWidth(a | b, isUnsigned);
      default:
        return { value: compare(operator.text, a, b) ? 1n : 0n, isUnsigned: false };
    }
  }
}

function compare(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    case "&&":
      return a !== 0n && b !== 0n;
    default:
      return a !== 0n || b !== 0n;
  }
}

/** Shifts to the left, or by less than 0 to the right, as GCC's preprocessor does: beyond 64 bits nothing is left. */
function shift(value: bigint, distance: bigint): bigint {
  return distance >= 64n ? 0n : value << distance;
}

/** Wraps to `intmax_t` or `uintmax_t`. */
function toMaximumWidth(value: bigint, isUnsigned: boolean): ConditionValue {
  return { value: isUnsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value), isUnsigned };
}
