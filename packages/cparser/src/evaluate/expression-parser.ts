/**
 * Parses expressions and evaluates them on the way: types always as far as they are known, values where they are
 * constant. Operators are in `operators.ts`, the built-in functions in `builtin-expressions.ts`.
 *
 * @see C17 6.5 and 6.6 (expressions, constant expressions)
 */
import { binaryPrecedences } from "../lex/binary-precedences.ts";
import type { Target } from "@koine/ctypes";
import { basicType, intType } from "../declaration/basic-types.ts";
import { ParseFailure } from "../declaration/parser.ts";
import type { Parser } from "../declaration/parser.ts";
import type { MacroExpression } from "../declaration/macro-expression.ts";
import { noQualifiers, unqualifyType } from "../declaration/qualifiers.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import { findBadEscape, splitLiteral } from "../lex/literals.ts";
import type { Token } from "../lex/token.ts";
import { parseBuiltinExpression } from "./builtin-expressions.ts";
import { commonType, convertOperand, isArithmetic } from "./conversions.ts";
import { characterOperand, characterType, numberOperand, stringOperand } from "./literal-operand.ts";
import { skipInitializerList } from "./initializer-list.ts";
import { isStringConstant, truthOf, typedOperand, unknownOperand } from "./operand.ts";
import type { Operand } from "./operand.ts";
import { applyBinary, applyUnary, decayOperand, valueOfOperand } from "./operators.ts";
import { parseAlignof, parseSizeof } from "./size-expressions.ts";
import { castExpression, chooseExpression, joinTexts, parameterText, symbolicOperand } from "./symbolic.ts";
import { findMember } from "./type-queries.ts";

const assignments: ReadonlySet<string> = new Set("= *= /= %= += -= <<= >>= &= ^= |=".split(" "));

/** Whether `left && …` or `left || …` is decided without its other operand. */
function decidesAlone(operator: string, left: Operand): boolean {
  return (operator === "&&" || operator === "||") && truthOf(left.value) === (operator === "||");
}

/** Parses one expression at the current token of a parser. */
export class ExpressionParser {
  readonly parser: Parser;
  readonly target: Target;
  /** The first name that is neither declared nor built in. */
  unknownName: string | undefined = undefined;
  /** What no compiler takes, wherever it stands: the first name that is not declared, or size that nothing has. */
  mistake: ParseFailure | undefined = undefined;
  /** The first variable that it names. */
  variable: Token | undefined = undefined;
  /** Where a value is lost to numbers that a double only comes near to. */
  uncertain: Token | undefined = undefined;
  /** Why the first part without a value has none, as a clause about a macro. */
  obstacle: string | undefined = undefined;
  /** How many calls, assignments and statements it has that would be carried out. */
  private effects = 0;
  /** Trees of the parameters of a macro, by the names that stand for its arguments. */
  private readonly parameters: ReadonlyMap<string, MacroExpression> | undefined;

  constructor(parser: Parser, target: Target, parameters?: ReadonlyMap<string, MacroExpression>) {
    this.parser = parser;
    this.target = target;
    this.parameters = parameters;
  }

  /** Parses a full expression, with commas. */
  parseComma(): Operand {
    const { effects } = this;
    let operand = this.parseAssignment();
    while (this.parser.accept(",")) {
      const isPure = this.effects === effects;
      const last = valueOfOperand(this.parseAssignment());
      // A value that is known does not make up for what would have been done in front of it.
      operand = isPure ? last : typedOperand(last.type);
    }
    return operand;
  }

  /** Parses what has no part in the value of the expression at hand. */
  parseApart(): Operand {
    return new ExpressionParser(this.parser, this.target, this.parameters).parseAssignment();
  }

  /** Parses an expression without a comma at its top: an argument, an initializer. */
  parseAssignment(): Operand {
    const operand = this.parseConditional();
    const { token } = this.parser;
    if (token.kind !== "punctuator" || !assignments.has(token.text)) return operand;
    this.parser.advance();
    this.parseAssignment();
    this.noteEffect("it assigns a value");
    return typedOperand(operand.type && unqualifyType(operand.type));
  }

  /** Parses a constant expression (C17 6.6). */
  parseConditional(): Operand {
    this.parser.enter();
    try {
      return this.parseConditionalOperands();
    } finally {
      this.parser.leave();
    }
  }

  private parseConditionalOperands(): Operand {
    const condition = this.parseBinary(1);
    if (!this.parser.accept("?")) return condition;
    const truth = truthOf(condition.value);
    // GNU: `a ?: b` is `a ? a : b`.
    const whenTrue = this.parser.isAt(":") ? condition : this.parseWhere(truth !== false, () => this.parseComma());
    this.parser.expect(":", "in a conditional expression");
    const whenFalse = this.parseWhere(truth !== true, () => this.parseConditional());
    const chosen = truth === undefined ? unknownOperand : truth ? whenTrue : whenFalse;
    const type = this.commonTypeOf(decayOperand(whenTrue), decayOperand(whenFalse));
    if (type !== undefined && truth === undefined) {
      const [yes, no] = [convertOperand(whenTrue, type, this.target), convertOperand(whenFalse, type, this.target)];
      return symbolicOperand(chooseExpression(condition, yes, no), type);
    }
    if (type === undefined) return truth === undefined ? unknownOperand : { ...chosen, reference: undefined };
    return convertOperand(chosen, type, this.target);
  }

  private commonTypeOf(left: Operand, right: Operand): DeclaredType | undefined {
    if (left.type === undefined || right.type === undefined) return undefined;
    if (isArithmetic(left.type) && isArithmetic(right.type)) return commonType(left.type, right.type, this.target);
    // A null pointer constant takes the other operand's type.
    return isArithmetic(left.type) ? right.type : left.type;
  }

  private parseBinary(minimum: number): Operand {
    let left = this.parseCast();
    for (;;) {
      const { token } = this.parser;
      const precedence = token.kind === "punctuator" ? binaryPrecedences.get(token.text) : undefined;
      if (precedence === undefined || precedence < minimum) return left;
      this.parser.advance();
      const { effects } = this;
      const right = this.parseBinary(precedence + 1);
      if (this.effects !== effects && decidesAlone(token.text, left)) this.effects = effects;
      const result = applyBinary(token.text, [left, right], this.target);
      if (result.value === undefined) this.noteUncertain(token, left, right);
      left = result;
    }
  }

  /** Parses a part, of which nothing is done unless it is reached. */
  parseWhere(isReached: boolean, parse: () => Operand): Operand {
    const { effects } = this;
    const operand = parse();
    if (!isReached) this.effects = effects;
    return operand;
  }

  private noteEffect(obstacle: string): void {
    this.obstacle ??= obstacle;
    this.effects++;
  }

  /** Notes that something calculated with inexact numbers has no value. */
  private noteUncertain(place: Token, ...operands: readonly Operand[]): void {
    if (operands.some(({ inexact }) => inexact !== undefined)) this.uncertain ??= place;
  }

  parseCast(): Operand {
    // Neither a cast nor an operator begins with a number; half of all operands are.
    if (this.parser.token.kind === "number") return this.parsePostfix(this.parsePrimary());
    this.parser.enter();
    try {
      return this.parseCastOperand();
    } finally {
      this.parser.leave();
    }
  }

  private parseCastOperand(): Operand {
    const { parser } = this;
    const { token } = parser;
    if (!parser.isAt("(") || !parser.isTypeStart(parser.peek(1))) return this.parseUnary();
    const type = this.parseParenthesizedType();
    if (parser.isAt("{")) return this.parsePostfix(typedOperand(skipInitializerList(this, type)));
    const operand = decayOperand(this.parseCast());
    if (resolveTypedefs(type).kind === "void") return typedOperand(type);
    const converted = convertOperand(operand, type, this.target);
    if (converted.value === undefined) this.noteUncertain(token, operand);
    if (operand.expression === undefined || converted.value !== undefined) return converted;
    return symbolicOperand(castExpression(operand.expression, type), type);
  }

  parseParenthesizedType(): DeclaredType {
    this.parser.expect("(", "before a type name");
    const type = this.parser.grammar.parseTypeName(this.parser);
    this.parser.expect(")", "after a type name");
    return type;
  }

  private parseUnary(): Operand {
    const { token } = this.parser;
    if (token.kind === "punctuator") {
      switch (token.text) {
        case "+":
        case "-":
        case "~":
        case "!":
          this.parser.advance();
          return applyUnary(token.text, this.parseCast(), this.target);
        case "*":
          this.parser.advance();
          return this.dereference(decayOperand(this.parseCast()));
        case "&":
          return this.parseAddress();
        case "++":
        case "--":
          this.parser.advance();
          this.noteEffect("it assigns a value");
          return typedOperand(this.parseCast().type);
        default:
          return this.parsePostfix(this.parsePrimary());
      }
    }
    if (token.kind !== "identifier") return this.parsePostfix(this.parsePrimary());
    switch (token.text) {
      case "sizeof":
        return parseSizeof(this);
      case "_Alignof":
      case "alignof":
      case "__alignof":
      case "__alignof__":
        return parseAlignof(this);
      case "__extension__":
        this.parser.advance();
        return this.parseCast();
      case "__real":
      case "__real__":
      case "__imag":
      case "__imag__":
        return this.parseComponent();
      default:
        return this.parsePostfix(this.parsePrimary());
    }
  }

  /** GNU C `__real__` and `__imag__`. No complex value is known here, and so none of its parts. */
  private parseComponent(): Operand {
    this.parser.advance();
    const { type } = this.parseCast();
    const resolved = type && resolveTypedefs(type);
    return typedOperand(resolved?.kind === "complex" ? basicType(resolved.component) : resolved);
  }

  private dereference(operand: Operand): Operand {
    const type = operand.type && resolveTypedefs(operand.type);
    this.obstacle ??= "it reads memory";
    if (type?.kind !== "pointer") return unknownOperand;
    const address = typeof operand.value === "bigint" ? operand.value : undefined;
    return { type: type.target, value: undefined, address };
  }

  /** Addresses of variables are constants, although not ones that are known here. */
  private parseAddress(): Operand {
    const { variable } = this;
    this.parser.advance();
    const operand = this.parseCast();
    this.variable = variable;
    if (operand.type === undefined) return unknownOperand;
    const type: DeclaredType = { kind: "pointer", target: operand.type, qualifiers: noQualifiers };
    return { type, value: operand.address };
  }

  private parsePostfix(start: Operand): Operand {
    let operand = start;
    for (;;) {
      const { token } = this.parser;
      if (token.kind !== "punctuator") return operand;
      switch (token.text) {
        case "[":
          operand = this.parseIndex(operand);
          break;
        case "(":
          operand = this.parseCall(operand);
          break;
        case ".":
        case "->":
          operand = this.parseMember(operand, token.text === "->");
          break;
        case "++":
        case "--":
          this.parser.advance();
          this.noteEffect("it assigns a value");
          operand = typedOperand(operand.type);
          break;
        default:
          return operand;
      }
    }
  }

  private parseIndex(operand: Operand): Operand {
    this.parser.advance();
    const index = this.parseComma();
    this.parser.expect("]", "after an index");
    if (isStringConstant(operand.value) && typeof index.value === "bigint") {
      const unit = operand.value.units[Number(index.value)] ?? 0;
      return convertOperand(
        { type: intType, value: BigInt(unit) },
        characterType(operand.value.prefix, this.target),
        this.target,
      );
    }
    const vector = operand.type && resolveTypedefs(operand.type);
    if (vector?.kind === "vector") return typedOperand(vector.element);
    return this.dereference(applyBinary("+", [operand, index], this.target));
  }

  private parseCall(callee: Operand): Operand {
    this.parser.skipBalanced();
    this.noteEffect(callee.reference === undefined ? "it calls a function" : `it calls ${callee.reference}()`);
    let type = callee.type && resolveTypedefs(callee.type);
    if (type?.kind === "pointer") type = resolveTypedefs(type.target);
    return typedOperand(type?.kind === "function" ? type.result : undefined);
  }

  private parseMember(operand: Operand, isArrow: boolean): Operand {
    this.parser.advance();
    const name = this.parser.advance().text;
    const base = isArrow ? this.dereference(decayOperand(operand)) : operand;
    const member = base.type && findMember(base.type, name);
    if (member === undefined) return unknownOperand;
    const address = base.address === undefined ? undefined : base.address + BigInt(member.bitOffset >> 3);
    return { type: member.type, value: undefined, address };
  }

  private parsePrimary(): Operand {
    const { parser } = this;
    const { token } = parser;
    switch (token.kind) {
      case "number": {
        parser.advance();
        const number = numberOperand(token.text, { target: this.target, isC89: this.parser.isC89 });
        if (number === undefined) this.mistake ??= new ParseFailure(token, `${token.text} is no number of C`);
        return number ?? unknownOperand;
      }
      case "character":
        parser.advance();
        if (splitLiteral(token.text).body === "")
          this.mistake ??= new ParseFailure(token, "expected a character between the quotes");
        this.checkEscapes(token);
        return characterOperand(token.text, this.target);
      case "string":
        return this.parseStrings();
      case "identifier":
        return this.parseName(token);
      default:
        return this.parseParenthesized();
    }
  }

  private checkEscapes(token: Token): void {
    const bad = findBadEscape(token.text);
    if (bad !== undefined) this.mistake ??= new ParseFailure(token, `"${bad}" is no character of C`);
  }

  /** Adjacent strings, and the parameters of a macro between them, which then stand for strings too. */
  private parseStrings(): Operand {
    const { parser } = this;
    const operands: Operand[] = [];
    while (parser.token.kind === "string" || this.parameter() !== undefined) {
      const texts: string[] = [];
      while (parser.token.kind === "string") {
        this.checkEscapes(parser.token);
        texts.push(parser.advance().text);
      }
      if (texts.length > 0) operands.push(stringOperand(texts, this.target));
      else operands.push(parameterText(this.parameter()?.name ?? ""));
      if (texts.length === 0) parser.advance();
    }
    return joinTexts(operands);
  }

  /** The parameter of a macro that the current token stands for. */
  private parameter(): Extract<MacroExpression, { readonly kind: "parameter" }> | undefined {
    const expression = this.parameters?.get(this.parser.token.text);
    return expression?.kind === "parameter" ? expression : undefined;
  }

  private parseParenthesized(): Operand {
    const { parser } = this;
    if (!parser.isAt("(")) throw parser.failure("expected an expression");
    if (parser.peek(1).text === "{") {
      // GNU statement expressions are never constant.
      parser.skipBalanced();
      this.noteEffect("it has statements");
      return unknownOperand;
    }
    parser.advance();
    const operand = this.parseComma();
    parser.expect(")", "to close an expression");
    return operand;
  }

  private parseName(token: Token): Operand {
    const parameter = this.parameter();
    if (parameter !== undefined) {
      if (this.parser.peek(1).kind === "string") return this.parseStrings();
      this.parser.advance();
      return symbolicOperand(parameter, parameter.type);
    }
    const builtin = parseBuiltinExpression(this, token.text);
    if (builtin !== undefined) return builtin;
    const found = this.parser.names.findOrdinary(token.text);
    if (found === undefined) {
      if (this.parser.keyword() !== undefined) throw this.parser.failure("expected an expression");
      this.unknownName ??= token.text;
      if (!this.parser.parameterNames.includes(token.text)) {
        this.mistake ??= new ParseFailure(token, `"${token.text}" is not declared`, { code: "cparser/undeclared" });
      }
      this.parser.advance();
      return unknownOperand;
    }
    this.parser.advance();
    if (found.kind === "enumerator") return { type: found.type, value: found.value };
    if (found.kind === "variable" && found.value === undefined) this.variable ??= token;
    return { type: found.type, value: found.value, reference: token.text };
  }
}
