/**
 * What a function-like macro computes, as a tree: C's types and conversions are all in it, so that whoever spells it in
 * another language needs no rule of C. How trees come about is `evaluate/macro-function.ts`.
 */
import type { DeclaredType } from "./type-model.ts";

/** Operators of C that take one operand. */
export const unaryOperators = ["-", "~", "!"] as const;
/** An operator of C that takes one operand. */
export type UnaryOperator = (typeof unaryOperators)[number];

/** Operators of C that take two operands and have no effect but their result. */
export const binaryOperators = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "&",
  "|",
  "^",
  "<<",
  ">>",
  "==",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "&&",
  "||",
] as const;
/** An operator of C that takes two operands. */
export type BinaryOperator = (typeof binaryOperators)[number];

/**
 * An expression over the parameters of a macro. Operands have the types that the operator works on: wherever C converts, a
 * `conversion` stands.
 *
 * @see C17 6.5 (expressions), 6.3.1.8 (usual arithmetic conversions)
 */
export type MacroExpression<TType = DeclaredType> =
  | { readonly kind: "parameter"; readonly name: string; readonly type: TType }
  | { readonly kind: "integer"; readonly value: bigint; readonly type: TType }
  | { readonly kind: "float"; readonly value: number; readonly type: TType }
  /** Strings and `string` parameters, one behind the other. */
  | { readonly kind: "text"; readonly parts: readonly TextPart[]; readonly type: TType }
  /** `sizeof` of a parameter that stands for a type. */
  | { readonly kind: "size"; readonly name: string; readonly type: TType }
  | {
      readonly kind: "unary";
      readonly operator: UnaryOperator;
      readonly operand: MacroExpression<TType>;
      readonly type: TType;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: MacroExpression<TType>;
      readonly right: MacroExpression<TType>;
      readonly type: TType;
    }
  | {
      readonly kind: "conditional";
      readonly condition: MacroExpression<TType>;
      readonly whenTrue: MacroExpression<TType>;
      readonly whenFalse: MacroExpression<TType>;
      readonly type: TType;
    }
  | {
      readonly kind: "conversion";
      readonly operand: MacroExpression<TType>;
      readonly type: TType;
      /** Whether the macro says so with a cast. */
      readonly isCast: boolean;
    };

/** A piece of a text: a literal, or a parameter. */
export type TextPart =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string };

/** A parameter of a macro, with what the macro takes it for. */
export interface MacroParameter<TType = DeclaredType> {
  readonly name: string;
  /** A number of type `type`, a string literal, or a type. */
  readonly role: "value" | "text" | "type";
  /** The type of a value; `undefined` for the other roles. */
  readonly type: TType | undefined;
}

/** Gives the same tree with other types. */
export function mapExpressionTypes<TFrom, TTo>(
  expression: MacroExpression<TFrom>,
  map: (type: TFrom) => TTo,
): MacroExpression<TTo> {
  const type = map(expression.type);
  switch (expression.kind) {
    case "parameter":
    case "integer":
    case "float":
    case "text":
    case "size":
      return { ...expression, type };
    case "unary":
    case "conversion":
      return { ...expression, type, operand: mapExpressionTypes(expression.operand, map) };
    case "binary": {
      const { left, right } = expression;
      return { ...expression, type, left: mapExpressionTypes(left, map), right: mapExpressionTypes(right, map) };
    }
    case "conditional": {
      const [condition, whenTrue, whenFalse] = [expression.condition, expression.whenTrue, expression.whenFalse].map(
        (part) => mapExpressionTypes(part, map),
      ) as [MacroExpression<TTo>, MacroExpression<TTo>, MacroExpression<TTo>];
      return { ...expression, type, condition, whenTrue, whenFalse };
    }
    default:
      return expression satisfies never;
  }
}
