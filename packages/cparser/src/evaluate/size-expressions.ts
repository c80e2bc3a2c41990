/**
 * `sizeof` and `_Alignof`. The compound literals whose length decides about a size are `initializer-list.ts`.
 *
 * @see C17 6.5.3.4
 */
import { ParseFailure } from "../declaration/parser.ts";
import type { Parser } from "../declaration/parser.ts";
import { spellType } from "../declaration/spell-type.ts";
import { layoutOfType, resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import type { ExpressionParser } from "./expression-parser.ts";
import { skipInitializerList } from "./initializer-list.ts";
import type { Operand } from "./operand.ts";
import { symbolicOperand } from "./symbolic.ts";
import { sizeType } from "./type-queries.ts";

/** Parses from `sizeof`. */
export function parseSizeof(expressions: ExpressionParser): Operand {
  const { parser, target } = expressions;
  const keyword = parser.advance();
  let type: DeclaredType | undefined;
  if (isParenthesizedType(parser)) {
    type = expressions.parseParenthesizedType();
    if (parser.isAt("{")) type = skipInitializerList(expressions, type);
  } else {
    const operand = expressions.parseWhere(false, () => expressions.parseCast());
    const { expression } = operand;
    if (expression?.kind === "parameter") {
      const size = sizeType(target);
      return symbolicOperand({ kind: "size", name: expression.name, type: size }, size);
    }
    type = typeOfOperand(operand, expressions);
  }
  const resolved = type && resolveTypedefs(type);
  // An array without a length has no size, although members of this type take no room.
  const isIncomplete = resolved?.kind === "array" && resolved.length === null;
  const layout = type === undefined || isIncomplete ? undefined : layoutOfType(type, target);
  if (type !== undefined && ((isIncomplete && !resolved.isVariableLength) || parser.grammar.isIncomplete(type))) {
    const message = `${spellType(type) ?? "this type"} has no size here: it is not complete`;
    expressions.mistake ??= new ParseFailure(keyword, message, { code: "cparser/incomplete-type" });
  }
  return { type: sizeType(target), value: layout === undefined ? undefined : BigInt(layout.byteLength) };
}

/** Parses from `_Alignof` or one of its GNU spellings. */
export function parseAlignof(expressions: ExpressionParser): Operand {
  const { parser, target } = expressions;
  parser.advance();
  const type = isParenthesizedType(parser)
    ? expressions.parseParenthesizedType()
    : typeOfOperand(
        expressions.parseWhere(false, () => expressions.parseCast()),
        expressions,
      );
  const layout = type && layoutOfType(type, target);
  return { type: sizeType(target), value: layout === undefined ? undefined : BigInt(layout.alignment) };
}

/** The type of what depends on a macro's parameters is that of its arguments, which is not known. */
export function typeOfOperand(operand: Operand, expressions: ExpressionParser): DeclaredType | undefined {
  if (operand.expression === undefined) return operand.type;
  expressions.obstacle ??= "it depends on the type of its arguments";
  return undefined;
}

function isParenthesizedType(parser: Parser): boolean {
  return parser.isAt("(") && parser.isTypeStart(parser.peek(1));
}
