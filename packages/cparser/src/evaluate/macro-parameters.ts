/**
 * What the parameters of a function-like macro are: C says nothing about them, so their use has to. A parameter takes the type
 * that the macro casts it to, or that it is calculated with; one that is only taken apart bit by bit is unsigned.
 */
import type { Target } from "@koine/ctypes";
import { integerType, intType } from "../declaration/basic-types.ts";
import type { MacroExpression, MacroParameter } from "../declaration/macro-expression.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import { commonType } from "./conversions.ts";

/** How one occurrence of a parameter is used. */
type Use =
  | { readonly kind: "cast" | "conversion"; readonly type: DeclaredType }
  | { readonly kind: "bits" | "number" | "condition" | "text" | "size" | "whole" };

/** Decides about all parameters; a reason why not as text. */
export function inferParameters(
  names: readonly string[],
  expression: MacroExpression,
  target: Target,
): readonly MacroParameter[] | string {
  const uses = new Map<string, Use[]>(names.map((name) => [name, []]));
  const use = (name: string, one: Use): unknown => uses.get(name)?.push(one);
  if (expression.kind === "parameter") use(expression.name, { kind: "whole" });
  collectUses(expression, use);
  const parameters: MacroParameter[] = [];
  for (const name of names) {
    const parameter = decideParameter(name, uses.get(name) ?? [], target);
    if (typeof parameter === "string") return parameter;
    parameters.push(parameter);
  }
  return parameters;
}

function decideParameter(name: string, uses: readonly Use[], target: Target): MacroParameter | string {
  const kinds = new Set(uses.map(({ kind }) => kind));
  if (kinds.size === 0) return `it does not use its parameter ${name}`;
  if (kinds.has("whole")) return "it only repeats its parameter";
  for (const [kind, role] of [
    ["text", "text"],
    ["size", "type"],
  ] as const) {
    if (!kinds.has(kind)) continue;
    return kinds.size === 1 ? { name, role, type: undefined } : `it takes ${name} for a ${role} and for a value`;
  }
  return { name, role: "value", type: decideType(uses, kinds, target) };
}

function decideType(uses: readonly Use[], kinds: ReadonlySet<Use["kind"]>, target: Target): DeclaredType {
  const typesOf = (kind: "cast" | "conversion"): readonly DeclaredType[] =>
    uses.flatMap((use) => (use.kind === kind && "type" in use ? [use.type] : []));
  const isOnlyCast = !kinds.has("conversion") && !kinds.has("bits") && !kinds.has("number");
  const casts = typesOf("cast");
  const [first] = casts;
  if (isOnlyCast && first !== undefined) {
    return casts.reduce((type, other) => (type === other ? type : (commonType(type, other, target) ?? type)), first);
  }
  const conversions = typesOf("conversion");
  if (conversions.length > 0) {
    return conversions.reduce((type, other) => commonType(type, other, target) ?? type, intType);
  }
  return kinds.has("bits") && !kinds.has("number") ? integerType("unsigned int") : intType;
}

const bitOperators: ReadonlySet<string> = new Set(["&", "|", "^", "~", "<<", ">>"]);

/** Tells `use` about every occurrence of a parameter below an expression. */
function collectUses(expression: MacroExpression, use: (name: string, one: Use) => unknown): void {
  const visit = (part: MacroExpression, one: Use): void => {
    if (part.kind === "parameter") use(part.name, one);
    else collectUses(part, use);
  };
  switch (expression.kind) {
    case "parameter":
    case "integer":
    case "float":
      return;
    case "text":
      for (const part of expression.parts) if (part.kind === "parameter") use(part.name, { kind: "text" });
      return;
    case "size":
      use(expression.name, { kind: "size" });
      return;
    case "unary":
      visit(expression.operand, { kind: kindOfOperand(expression.operator) });
      return;
    case "binary":
      visit(expression.left, { kind: kindOfOperand(expression.operator) });
      // How far a value is shifted says nothing about the value's type.
      visit(expression.right, {
        kind: /^(?:<<|>>)$/.test(expression.operator) ? "condition" : kindOfOperand(expression.operator),
      });
      return;
    case "conditional":
      visit(expression.condition, { kind: "condition" });
      visit(expression.whenTrue, { kind: "number" });
      visit(expression.whenFalse, { kind: "number" });
      return;
    case "conversion":
      // To cast to `_Bool` is to ask whether there is anything: it says nothing about what is asked.
      if (resolveTypedefs(expression.type).kind === "bool") visit(expression.operand, { kind: "condition" });
      else visit(expression.operand, { kind: expression.isCast ? "cast" : "conversion", type: expression.type });
      return;
    default:
      expression satisfies never;
  }
}

function kindOfOperand(operator: string): "bits" | "condition" | "number" {
  if (bitOperators.has(operator)) return "bits";
  return operator === "!" || operator === "&&" || operator === "||" ? "condition" : "number";
}
