/**
 * What a macro stands for at the end of a translation unit: a constant, a name, a type, or nothing that C code could use as
 * a value. Macros with parameters are in `macro-function.ts`.
 */
import type { Keyword } from "../declaration/keywords.ts";
import type { MacroValue } from "../declaration/model.ts";
import { ParseFailure } from "../declaration/parser.ts";
import { findBadEscape } from "../lex/literals.ts";
import type { Token } from "../lex/token.ts";
import type { Macro } from "../preprocess/macro.ts";
import { toConstantValue, uncertainNumbers } from "./evaluate-expression.ts";
import { expandFully, other } from "./expand-macro.ts";
import type { MacroEvaluation, UnitEvaluation } from "./expand-macro.ts";
import { ExpressionParser } from "./expression-parser.ts";
import { numberOperand, stringOperand } from "./literal-operand.ts";
import { evaluateMacroFunction } from "./macro-function.ts";
import { decayOperand } from "./operators.ts";
import { isDecimalFloat } from "./wide-float.ts";

/** Evaluates a macro. */
export function evaluateMacro(macro: Macro, evaluation: UnitEvaluation): MacroValue {
  if (macro.parameters !== undefined) return evaluateMacroFunction(macro, evaluation);
  const { loneNumber, nameToken } = macro;
  if (loneNumber !== undefined) {
    const value = evaluateNumber(loneNumber, evaluation);
    if (value !== undefined) return value;
  }
  const { body } = macro;
  if (body.length === 0 || nameToken === undefined) return { kind: "empty" };
  const [only] = body;
  if (body.length === 1 && only !== undefined) {
    const value = evaluateLiteral(only, evaluation);
    if (value !== undefined) return value;
  }
  return evaluation.constants.evaluate(macro) ?? evaluateExpansion(nameToken, evaluation);
}

function evaluateExpansion(nameToken: Token, evaluation: MacroEvaluation): MacroValue {
  // The name, not the body: a macro may name itself (`#define stdin stdin`).
  const expansion = expandFully([nameToken], evaluation.context);
  if (expansion.usesPlace) return other("its value depends on where it is used");
  if (expansion.tokens.length === 0) return { kind: "empty" };
  return evaluateTokens(expansion.tokens, evaluation);
}

/** Most macros are one literal. */
function evaluateLiteral({ kind, text }: Token, evaluation: MacroEvaluation): MacroValue | undefined {
  if (kind === "number") return evaluateNumber(text, evaluation);
  return kind === "string" && findBadEscape(text) === undefined
    ? toConstantValue(stringOperand([text], evaluation.target))
    : undefined;
}

function evaluateNumber(text: string, { target, parser }: MacroEvaluation): MacroValue | undefined {
  const operand = numberOperand(text, { target, isC89: parser.isC89 });
  return operand && toConstantValue(operand);
}

function evaluateTokens(tokens: readonly Token[], evaluation: MacroEvaluation): MacroValue {
  const { parser, end } = evaluation;
  const diagnosticCount = parser.diagnostics.length;
  try {
    return parser.runOver(tokens, end, () => {
      const asType = tokens[0]?.text === "__extension__" ? undefined : evaluateType(tokens, evaluation);
      return asType ?? evaluateExpression(evaluation);
    });
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    return other(`it is no expression and no type: ${error.message}`);
  } finally {
    parser.diagnostics.length = diagnosticCount;
  }
}

function evaluateType(tokens: readonly Token[], evaluation: MacroEvaluation): MacroValue | undefined {
  const { parser } = evaluation;
  if (!parser.isTypeStart(parser.token)) return undefined;
  // `#define STDAPI extern HRESULT`
  if (tokens.some((token) => isDeclarationWord(parser.keywordOf(token)))) return other("it is part of a declaration");
  const type = parser.grammar.parseTypeName(parser);
  return parser.isAtEnd() ? { kind: "type", type } : other("it is part of a declaration");
}

/** Whether a keyword stands in declarations only, never in the name of a type (C17 6.7.7). */
function isDeclarationWord(keyword: Keyword | undefined): boolean {
  switch (keyword?.role) {
    case "storage":
    case "thread-local":
    case "constexpr":
    case "inline":
    case "noreturn":
      return true;
    default:
      return false;
  }
}

function evaluateExpression(evaluation: MacroEvaluation): MacroValue {
  const { parser, target } = evaluation;
  const expressions = new ExpressionParser(parser, target);
  const operand = expressions.parseAssignment();
  if (parser.isAt(",")) return other("it is a list");
  if (!parser.isAtEnd()) return other(`it is no expression: it goes on with "${parser.token.text}"`);
  const { reference, value } = operand;
  const named = reference === undefined ? undefined : parser.names.findOrdinary(reference);
  if (reference !== undefined && value === undefined && named !== undefined && named.kind !== "enumerator") {
    return { kind: "alias", name: reference, of: named.kind };
  }
  const constant = toConstantValue(operand.type === undefined ? operand : decayOperand(operand));
  const { mistake, unknownName } = expressions;
  if (constant !== undefined && mistake === undefined) return constant;
  if (unknownName !== undefined) return other(`it uses "${unknownName}", which is not declared`);
  if (operand.inexact === "beyond-double")
    return {
      kind: "other",
      reason: "no number of JavaScript, which is a double, is known to be the nearest to it",
      isBeyondNumbers: true,
    };
  if (operand.type !== undefined && isDecimalFloat(operand.type))
    return other("it is calculated or rounded in decimal digits");
  if (expressions.uncertain !== undefined) return other(`it depends on ${uncertainNumbers}`);
  return other(mistake === undefined ? "it is not a constant" : mistake.message);
}
