/**
 * The usual constants and calculations of headers: whole numbers below 2^32, operators that cannot be wrong, sizes of types, parameters, and
 * macros that stand for such, calculated from definitions as they are written. `_IOR('U', 1, int)` would be 60 tokens if it was expanded.
 * What is unusual, or wrong, is for `macro-value.ts` and `macro-function.ts`, which expand and parse.
 */
import { integerType, intType } from "../declaration/basic-types.ts";
import type { MacroExpression } from "../declaration/macro-expression.ts";
import type { ConstantValue } from "../declaration/model.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import { binaryPrecedences } from "../lex/binary-precedences.ts";
import type { Token } from "../lex/token.ts";
import { parameterPlaces } from "../preprocess/macro.ts";
import type { Macro } from "../preprocess/macro.ts";
import type { MacroEvaluation } from "./expand-macro.ts";
import type { Operand } from "./operand.ts";
import { applyBinary, applyUnary } from "./operators.ts";
import { calculateUsual, isUsual, rankOfSize, rankOfUnsigned } from "./quick-arithmetic.ts";
import type { UsualRank } from "./quick-arithmetic.ts";
import { SizeReader } from "./quick-size.ts";
import { symbolicOperand } from "./symbolic.ts";
import { sizeType } from "./type-queries.ts";

/** Macros in each other, and parentheses; what is deeper is unusual. A macro that stands for itself is. */
const maximumDepth = 40;

/** Operands of one constant with all that it stands for; the expansion of more may be too large for anybody. */
const maximumOperands = 2000;

/** Tokens that are calculated: a body, with what its parameters stand for. */
interface Frame {
  readonly tokens: readonly Token[];
  /** For each token the index of the parameter that it is, -1 for others; empty for a macro without parameters. */
  readonly places: readonly number[];
  /** For each parameter where its argument begins and ends in the tokens of the frame around. */
  readonly bounds: readonly number[];
  readonly outer: Frame | undefined;
}

/** What a macro without parameters stands for. */
interface KnownConstant {
  readonly value: number;
  readonly rank: UsualRank;
  readonly isOperand: boolean;
  readonly operands: number;
}

/** A number whose type is the rank that was set with it, or what depends on parameters. */
type UsualOperand = number | Operand;

type Parameter = Extract<MacroExpression, { readonly kind: "parameter" }>;

/**
 * Evaluates macros, and has no effect but its answers: whatever it does not know makes it give up. Its fields are
 * only private to TypeScript: it runs before V8 has compiled it, which takes longer for names with `#`.
 */
export class QuickConstants {
  private readonly evaluation: MacroEvaluation;
  private readonly macros: ReadonlyMap<string, Macro>;
  private readonly types: readonly DeclaredType[];
  private readonly sizes: SizeReader;
  private readonly known = new Map<Macro, KnownConstant | undefined>();
  private frame: Frame = noFrame;
  private position = 0;
  private start = 0;
  private end = 0;
  private depth = 0;
  private operands = 0;
  private isUnusual = false;
  private parameters: readonly Parameter[] = noParameters;
  /** The type of what was calculated last. */
  private rank: UsualRank = 0;
  /** Whether that is one operand, which nothing beside it can tear apart. */
  private isOperand = true;

  constructor(evaluation: MacroEvaluation) {
    this.evaluation = evaluation;
    this.macros = evaluation.context.macros;
    this.sizes = new SizeReader(evaluation);
    this.types = [intType, integerType("unsigned int"), sizeType(evaluation.target)];
  }

  /** Gives the value of a macro without parameters; `undefined` if it is none of the usual ones. */
  evaluate(macro: Macro): ConstantValue | undefined {
    this.begin(noParameters);
    const { value, type } = this.toOperand(this.object(macro));
    if (this.isUnusual || type === undefined || typeof value !== "bigint") return undefined;
    return this.operands > maximumOperands ? undefined : { kind: "integer", value, type };
  }

  /**
   * Gives what a macro with parameters calculates; `undefined` if it is none of the usual calculations.
   *
   * @param parameters What the parameters are, in order.
   */
  calculate(macro: Macro, parameters: readonly Parameter[]): Operand | undefined {
    if (macro.variadicName !== undefined || macro.hasOperators) return undefined;
    this.begin(parameters);
    const { body } = macro;
    const value = this.range(
      { tokens: body, places: parameterPlaces(macro), bounds: noPlaces, outer: undefined },
      0,
      body.length,
    );
    return this.isUnusual || this.operands > maximumOperands ? undefined : this.toOperand(value);
  }

  private begin(parameters: readonly Parameter[]): void {
    this.parameters = parameters;
    this.depth = 0;
    this.operands = 0;
    this.isUnusual = false;
  }

  private toOperand(value: UsualOperand, rank: UsualRank = this.rank): Operand {
    return typeof value === "number" ? { type: this.types[rank], value: BigInt(value) } : value;
  }

  private giveUp(): number {
    this.isUnusual = true;
    return 0;
  }

  private object(macro: Macro): UsualOperand {
    let known = this.known.get(macro);
    if (known === undefined) {
      if (this.known.has(macro)) return this.giveUp();
      const operands = this.operands;
      // What stands for itself is unusual: `#define SOCK_STREAM SOCK_STREAM`.
      this.known.set(macro, undefined);
      const { loneNumber, hasOperators } = macro;
      const value =
        loneNumber === undefined && !hasOperators ? this.replacement(macro.body) : this.number(loneNumber ?? "");
      known =
        this.isUnusual || typeof value !== "number"
          ? undefined
          : { value, rank: this.rank, isOperand: this.isOperand, operands: this.operands - operands };
      this.known.set(macro, known);
      return value;
    }
    this.operands += known.operands;
    this.rank = known.rank;
    this.isOperand = known.isOperand;
    return known.value;
  }

  private replacement(tokens: readonly Token[]): UsualOperand {
    return this.range({ tokens, places: noPlaces, bounds: noPlaces, outer: undefined }, 0, tokens.length);
  }

  /** Calculates tokens that are one expression, and goes on where it was. */
  private range(inner: Frame, first: number, behind: number): UsualOperand {
    const { frame, position, start, end } = this;
    if (++this.depth > maximumDepth) return this.giveUp();
    this.frame = inner;
    this.position = this.start = first;
    this.end = behind;
    const value = this.binary(1);
    if (this.position < behind) this.isUnusual = true;
    this.frame = frame;
    this.position = position;
    this.start = start;
    this.end = end;
    this.depth--;
    return value;
  }

  private binary(minimum: number): UsualOperand {
    let left = this.unary();
    for (;;) {
      if (this.isUnusual || this.position >= this.end) return left;
      const { kind, text } = this.frame.tokens[this.position] ?? noToken;
      if (kind !== "punctuator" || text === ")") return left;
      const precedence = binaryPrecedences.get(text);
      if (precedence === undefined || precedence < minimum) return left;
      this.position++;
      const leftRank = this.rank;
      left = this.apply(text, left, leftRank, this.binary(precedence + 1));
      this.isOperand = false;
    }
  }

  private apply(operator: string, left: UsualOperand, leftRank: UsualRank, right: UsualOperand): UsualOperand {
    if (typeof left !== "number" || typeof right !== "number") {
      if (this.isUnusual) return this.giveUp();
      const pair = [this.toOperand(left, leftRank), this.toOperand(right)] as const;
      return applyBinary(operator, pair, this.evaluation.target);
    }
    const rank = operator === "<<" || operator === ">>" || leftRank > this.rank ? leftRank : this.rank;
    // What is negative is another number to unsigned types.
    if (rank > 0 && (left < 0 || right < 0)) return this.giveUp();
    const value = calculateUsual(operator, left, right, rank);
    this.rank = rank;
    return isUsual(value, rank) ? value : this.giveUp();
  }

  private unary(): UsualOperand {
    if (this.position >= this.end || ++this.operands > maximumOperands) return this.giveUp();
    const place = this.position++;
    const token = this.frame.tokens[place] ?? noToken;
    switch (token.kind) {
      case "number":
        return this.number(token.text);
      case "character":
        if (!usualCharacter.test(token.text)) return this.giveUp();
        this.rank = 0;
        this.isOperand = true;
        return token.text.charCodeAt(1);
      case "identifier":
        return this.alone(place, this.name(token.text, place));
      case "punctuator":
        return token.text === "(" ? this.parenthesized() : this.prefixed(token.text);
      default:
        return this.giveUp();
    }
  }

  /** What a name stands for is torn apart by operators beside it, unless it is one operand. */
  private alone(place: number, value: UsualOperand): UsualOperand {
    if (this.isOperand) return value;
    const { tokens } = this.frame;
    const isFirst = place === this.start || tokens[place - 1]?.text === "(";
    const isLast = this.position === this.end || tokens[this.position]?.text === ")";
    return isFirst && isLast ? value : this.giveUp();
  }

  private parenthesized(): UsualOperand {
    if (++this.depth > maximumDepth) return this.giveUp();
    const value = this.binary(1);
    if (this.position >= this.end || this.frame.tokens[this.position++]?.text !== ")") return this.giveUp();
    this.depth--;
    this.isOperand = true;
    return value;
  }

  private prefixed(operator: string): UsualOperand {
    if (operator !== "-" && operator !== "~" && operator !== "!") return this.giveUp();
    const operand = this.unary();
    this.isOperand = false;
    if (typeof operand !== "number")
      return this.isUnusual ? this.giveUp() : applyUnary(operator, operand, this.evaluation.target);
    if (operator === "!") return this.negate(operand);
    if (this.rank > 0) return operator === "~" && this.rank === rankOfUnsigned ? ~operand >>> 0 : this.giveUp();
    // Integers have no negative zero.
    const value = operator === "~" ? ~operand : 0 - operand;
    return isUsual(value, 0) ? value : this.giveUp();
  }

  private negate(value: number): number {
    this.rank = 0;
    return value === 0 ? 1 : 0;
  }

  private number(text: string): number {
    const match = usualNumber.exec(text);
    const [, digits = "", suffix] = match ?? noMatch;
    const isDecimal = !digits.startsWith("0");
    const value = isDecimal || !/^0[0-7]/.test(digits) ? Number(digits) : Number.parseInt(digits, 8);
    this.rank = suffix !== "" || value > 0x7fff_ffff ? rankOfUnsigned : 0;
    this.isOperand = true;
    // Decimal numbers without a suffix are never unsigned.
    if (match === null || value > 0xffff_ffff || (isDecimal && suffix === "" && this.rank > 0)) return this.giveUp();
    return value;
  }

  private name(name: string, place: number): UsualOperand {
    const parameter = this.frame.places[place] ?? -1;
    if (parameter >= 0) return this.argument(parameter);
    const macro = this.macros.get(name);
    if (macro === undefined) return name === "sizeof" ? this.size() : this.enumerator(name);
    if (macro.special !== undefined) return this.giveUp();
    return macro.parameters === undefined ? this.object(macro) : this.call(macro, macro.parameters.length);
  }

  private argument(parameter: number): UsualOperand {
    const { bounds, outer } = this.frame;
    if (outer === undefined) {
      const tree = this.parameters[parameter];
      this.isOperand = true;
      return tree === undefined ? this.giveUp() : symbolicOperand(tree, tree.type);
    }
    const [first, behind] = [bounds[2 * parameter] ?? 0, bounds[2 * parameter + 1] ?? 0];
    return this.range(outer, first, behind);
  }

  private enumerator(name: string): number {
    const found = this.evaluation.parser.names.findOrdinary(name);
    if (found?.kind !== "enumerator" || typeof found.value !== "bigint") return this.giveUp();
    const rank = this.types.indexOf(found.type);
    const value = Number(found.value);
    if (rank < 0 || rank >= rankOfSize || !isUsual(value, rank)) return this.giveUp();
    this.rank = rank;
    this.isOperand = true;
    return value;
  }

  private call(macro: Macro, count: number): UsualOperand {
    const { tokens } = this.frame;
    if (macro.variadicName !== undefined || macro.hasOperators || count === 0) return this.giveUp();
    if (this.position >= this.end || tokens[this.position]?.text !== "(") return this.giveUp();
    const bounds = [this.position + 1];
    let place = this.position + 1;
    for (let open = 1; open > 0; place++) {
      if (place >= this.end) return this.giveUp();
      const { kind, text } = tokens[place] ?? noToken;
      if (kind !== "punctuator") continue;
      if (text === "(") open++;
      else if (text === ")" && --open === 0) bounds.push(place);
      else if (text === "," && open === 1) bounds.push(place, place + 1);
    }
    if (bounds.length !== 2 * count) return this.giveUp();
    this.position = place;
    const { body } = macro;
    return this.range({ tokens: body, places: parameterPlaces(macro), bounds, outer: this.frame }, 0, body.length);
  }

  /** Calculates from behind `sizeof`: only types have usual sizes, in parentheses of their own. */
  private size(): UsualOperand {
    let { frame } = this;
    const { tokens } = frame;
    if (tokens[this.position]?.text !== "(") return this.giveUp();
    let first = this.position + 1;
    let behind = first;
    while (behind < this.end && tokens[behind]?.text !== ")" && tokens[behind]?.text !== "(") behind++;
    if (behind >= this.end || tokens[behind]?.text !== ")") return this.giveUp();
    this.position = behind + 1;
    this.isOperand = true;
    for (;;) {
      const parameter = behind - first === 1 ? (frame.places[first] ?? -1) : -1;
      if (parameter < 0) break;
      if (frame.outer === undefined) return this.sizeOf(parameter);
      [first, behind] = [frame.bounds[2 * parameter] ?? 0, frame.bounds[2 * parameter + 1] ?? 0];
      frame = frame.outer;
    }
    // A parameter in a type, as in `char[length]`, has a value that only the reader of types would want.
    for (let place = first; place < behind; place++) if ((frame.places[place] ?? -1) >= 0) return this.giveUp();
    const length = this.sizes.read(frame.tokens.slice(first, behind));
    this.rank = rankOfSize;
    return length === undefined || !isUsual(length, rankOfSize) ? this.giveUp() : length;
  }

  private sizeOf(parameter: number): UsualOperand {
    const type = this.types[rankOfSize];
    const tree = this.parameters[parameter];
    if (tree === undefined || type === undefined) return this.giveUp();
    return symbolicOperand({ kind: "size", name: tree.name, type }, type);
  }
}

/** Integers below ten digits, and hexadecimal ones; `u` is the only suffix that changes nothing but the sign. */
const usualNumber = /^(0[xX][\da-fA-F]{1,8}|[1-9]\d{0,9}|0[0-7]{0,9})([uU]?)$/;
const noMatch: readonly string[] = [];

/** One character of ASCII that is no escape. */
const usualCharacter = /^'[ -&(-[\]-~]'$/;

const noParameters: readonly Parameter[] = [];
const noPlaces: readonly number[] = [];
const noFrame: Frame = { tokens: [], places: noPlaces, bounds: noPlaces, outer: undefined };
const noToken: Pick<Token, "kind" | "text"> = { kind: "end", text: "" };
