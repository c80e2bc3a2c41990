/**
 * Function-like macros as calculations: the macro is expanded with names for its arguments that C cannot have, and what comes
 * out is parsed as an expression over them.
 */
import { intType } from "../declaration/basic-types.ts";
import type { MacroExpression, MacroParameter } from "../declaration/macro-expression.ts";
import type { MacroValue } from "../declaration/model.ts";
import { ParseFailure } from "../declaration/parser.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import { isToken, spellTokens, Token } from "../lex/token.ts";
import { findClosingParenthesis } from "../preprocess/closing-parenthesis.ts";
import type { Macro } from "../preprocess/macro.ts";
import { expandFully, other, otherWhenAsked } from "./expand-macro.ts";
import type { MacroEvaluation, UnitEvaluation } from "./expand-macro.ts";
import { ExpressionParser } from "./expression-parser.ts";
import { inferCall } from "./macro-call.ts";
import { inferParameters } from "./macro-parameters.ts";
import { decayOperand } from "./operators.ts";
import { expressionOf } from "./symbolic.ts";

/** What stands before the names of parameters, so that they are no identifiers of C. */
const mark = "@";

const pasting = "it pastes tokens, or depends on where it is used";

type ParameterTree = Extract<MacroExpression, { readonly kind: "parameter" }>;

/** Evaluates a function-like macro. */
export function evaluateMacroFunction(macro: Macro, evaluation: UnitEvaluation): MacroValue {
  if (macro.variadicName !== undefined) return other("it takes any number of arguments");
  if (macro.body.length === 0 || macro.nameToken === undefined) return { kind: "empty" };
  if (!hasStatements(macro, evaluation)) return evaluateCalculation(macro, evaluation);
  // Why it is none is seldom asked, and what such macros expand to may be thousands of tokens.
  return otherWhenAsked(() => {
    const value = evaluateExpansion(macro, evaluation);
    return value.kind === "other" ? value : { reason: "it has statements" };
  });
}

/** Whether all that a macro stands for are statements of GNU's in parentheses, `({ … })`, which have no value before they run. */
function hasStatements({ body, parameters = [] }: Macro, { context }: MacroEvaluation): boolean {
  let start = 0;
  while (body[start]?.text === "__extension__") start++;
  if (parameters.length === 0 || (start > 0 && context.macros.has("__extension__"))) return false;
  const [open, brace] = [body[start], body[start + 1]];
  return isToken(open, "(") && isToken(brace, "{") && findClosingParenthesis(body, start) === body.length - 1;
}

function evaluateCalculation(macro: Macro, evaluation: UnitEvaluation): MacroValue {
  const { parameters: names = [] } = macro;
  const calculate = (parameters?: readonly MacroParameter[]): MacroExpression | undefined => {
    const operand = evaluation.constants.calculate(macro, toParameters(names, parameters));
    return operand && expressionOf(operand);
  };
  const first = names.length === 0 ? undefined : calculate();
  return (first && inferFunction(macro, { first, calculate, evaluation })) ?? evaluateExpansion(macro, evaluation);
}

/** Gives the function that a macro is, or why it is none; `undefined` if it cannot be calculated with the types that its parameters have. */
function inferFunction(
  { parameters: names = [], body }: Macro,
  {
    first,
    calculate,
    evaluation,
  }: {
    /** The tree with parameters of type `int`; most are. */
    readonly first: MacroExpression;
    readonly calculate: (parameters: readonly MacroParameter[]) => MacroExpression | string | undefined;
    readonly evaluation: MacroEvaluation;
  },
): MacroValue | undefined {
  const parameters = inferParameters(names, first, evaluation.target);
  if (typeof parameters === "string") return other(parameters);
  const isRight = parameters.every(({ type }) => type === undefined || type === intType);
  const expression = isRight ? first : calculate(parameters);
  if (expression === undefined) return undefined;
  if (typeof expression === "string") return other(expression);
  return { kind: "function", parameters, expression, text: spellTokens(body) };
}

function evaluateExpansion(macro: Macro, evaluation: MacroEvaluation): MacroValue {
  const { parameters: names = [], nameToken } = macro;
  if (nameToken === undefined) return { kind: "empty" };
  const expansion = expandFully(makeCall(nameToken, names), evaluation.context);
  if (expansion.tokens.length === 0) return { kind: "empty" };
  if (expansion.usesPlace) return other(pasting);
  if (expansion.tokens.some(({ kind, text }) => kind === "string" && text.includes(mark + (names[0] ?? mark)))) {
    return other("it quotes its arguments");
  }
  const first = parseCalculation(expansion.tokens, toTrees(names), evaluation);
  if (typeof first === "string") {
    const marked = names.map((name) => mark + name);
    return {
      kind: "other",
      reason: first,
      // Few ask.
      get call() {
        return inferCall(expansion.tokens, marked, evaluation);
      },
    };
  }
  const calculate = (parameters: readonly MacroParameter[]): MacroExpression | string =>
    parseCalculation(expansion.tokens, toTrees(names, parameters), evaluation);
  return inferFunction(macro, { first, calculate, evaluation }) ?? other(pasting);
}

/** `NAME(@a, @b)`. */
function makeCall(nameToken: Token, names: readonly string[]): readonly Token[] {
  const make = (kind: "identifier" | "punctuator", text: string): Token => {
    const { source, offset, hideSet } = nameToken;
    return Token.at(kind, text, { source, offset, hideSet, hasSpaceBefore: false, startsLine: false, doc: undefined });
  };
  const list = names.flatMap((name, index) => [
    ...(index === 0 ? [] : [make("punctuator", ",")]),
    make("identifier", mark + name),
  ]);
  return [nameToken, make("punctuator", "("), ...list, make("punctuator", ")")];
}

function toTrees(
  names: readonly string[],
  parameters?: readonly MacroParameter[],
): ReadonlyMap<string, MacroExpression> {
  return new Map(toParameters(names, parameters).map((tree) => [mark + tree.name, tree]));
}

function toParameters(names: readonly string[], parameters?: readonly MacroParameter[]): readonly ParameterTree[] {
  return names.map((name, index) => ({ kind: "parameter", name, type: parameters?.[index]?.type ?? intType }));
}

/** Gives the tree, or why there is none. */
function parseCalculation(
  tokens: readonly Token[],
  trees: ReadonlyMap<string, MacroExpression>,
  { parser, target, end }: MacroEvaluation,
): MacroExpression | string {
  const diagnosticCount = parser.diagnostics.length;
  try {
    return parser.runOver(tokens, end, () => {
      const expressions = new ExpressionParser(parser, target, trees);
      const operand = decayOperand(expressions.parseAssignment());
      if (!parser.isAtEnd()) return "it is no expression";
      const { unknownName, obstacle = "it works on pointers or on something else that is no number" } = expressions;
      const isPasted = unknownName?.includes(mark) === true;
      const isUnknown = unknownName !== undefined && !isPasted;
      const unknown = isUnknown ? `it uses "${unknownName}", which is not declared` : isPasted ? pasting : undefined;
      const tree = expressionOf(operand);
      if (tree === undefined) return unknown ?? obstacle;
      return findUnknownType(tree) ?? tree;
    });
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    return "it is no expression";
  } finally {
    parser.diagnostics.length = diagnosticCount;
  }
}

/** Numbers that JavaScript has not: a reason, if a tree has any. */
function findUnknownType(tree: MacroExpression): string | undefined {
  const type = resolveTypedefs(tree.type);
  const isUnknown =
    (type.kind === "float" && !["float", "double", "_Float32", "_Float64", "_Float32x"].includes(type.name)) ||
    (type.kind === "integer" && type.name.endsWith("__int128"));
  if (isUnknown) return `it calculates with ${type.name}`;
  for (const part of partsOf(tree)) {
    const found = findUnknownType(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function partsOf(tree: MacroExpression): readonly MacroExpression[] {
  switch (tree.kind) {
    case "unary":
    case "conversion":
      return [tree.operand];
    case "binary":
      return [tree.left, tree.right];
    case "conditional":
      return [tree.condition, tree.whenTrue, tree.whenFalse];
    case "parameter":
    case "integer":
    case "float":
    case "text":
    case "size":
      return [];
    default:
      return tree satisfies never;
  }
}
