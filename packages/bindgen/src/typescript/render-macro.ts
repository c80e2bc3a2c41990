/** Function-like macros as functions: what their parameters are, and the formula that calculates the value. */
import { NameScope, toPropertyName, typescriptNames } from "@koine/codegen";
import type { SpecMacro } from "../spec/model.ts";
import type { SpecMacroParameter } from "../spec/macro-expression.ts";
import { lineWidth } from "./exported-value.ts";
import { addToDescription } from "./documentation/module-docs.ts";
import type { ExportedValue } from "./exported-value.ts";
import { MacroFormula } from "./macro-formula.ts";
import { publicName } from "./module-names.ts";
import { renderDescriptor } from "./render-descriptor.ts";
import type { ModuleContext } from "./render-type-export.ts";

/** Gives the export of a macro. */
export function exportMacro(macro: SpecMacro, context: ModuleContext): ExportedValue {
  const { name } = macro;
  const { names } = context.scope;
  return {
    name: publicName(name, names),
    identifier: names.exports.get(name) ?? name,
    documentation: documentMacro(macro, context.docs.get(name)),
    ...renderMacro(macro, context),
    isCall: true,
    type: undefined,
    isApart: true,
  };
}

function documentMacro({ name, parameters, text }: SpecMacro, documentation: string | undefined): string {
  const definition = `\`#define ${name}(${parameters.map((parameter) => parameter.name).join(", ")}) ${text}\``;
  return documentation === undefined || documentation === "" ? definition : addToDescription(documentation, definition);
}

type MacroCode = Pick<ExportedValue, "expression" | "stated">;

function renderMacro({ name, parameters, expression }: SpecMacro, { scope, target }: ModuleContext): MacroCode {
  const { c, declareMacro } = scope.names;
  const local = new NameScope(typescriptNames);
  local.claim(c, "variable");
  const identifiers = new Map(
    parameters.map((parameter) => [parameter.name, local.claim(parameter.name, "parameter")]),
  );
  const formula = new MacroFormula(target, identifiers, c);
  const described = parameters.map((parameter) => {
    const { role, type } = parameter;
    const text =
      role === "type"
        ? '"type"'
        : role === "text"
          ? `${c}.string`
          : renderDescriptor(type ?? int, "memory", scope).value;
    return `${toPropertyName(parameter.name)}: ${text}`;
  });
  const typed = parameters.map(
    (parameter) => `${identifiers.get(parameter.name) ?? ""}: ${valueType(parameter, formula, scope.names.CType)}`,
  );
  const isBool = expression.kind !== "text" && expression.type.kind === "bool";
  const { text: value } = isBool ? formula.truth(expression) : formula.value(expression);
  const types = described.length === 0 ? "() => ({})" : `() => ({ ${described.join(", ")} })`;
  const oneLine = `${declareMacro}(${JSON.stringify(name)}, ${types}, (${typed.join(", ")}) => ${value})`;
  const accepted = typed.map((parameter) => parameter.replace(/: bigint$/, ": bigint | number"));
  const given = isBool ? "boolean" : resultType(expression, formula);
  const stated = `(${accepted.join(", ")}) => ${given}`;
  if (oneLine.length + name.length + stated.length + 32 <= lineWidth) return { expression: oneLine, stated };
  const head = `(${typed.join(", ")}) =>`;
  const isBroken = head.length + value.length + 4 > lineWidth;
  const body = isBroken ? `${head}\n    ${value},` : `${head} ${value},`;
  return { expression: `${declareMacro}(\n  ${JSON.stringify(name)},\n  ${types},\n  ${body}\n)`, stated };
}

function resultType(expression: SpecMacro["expression"], formula: MacroFormula): string {
  if (expression.kind === "text") return "string";
  return formula.shapeOf(expression.type).form === "bigint" ? "bigint" : "number";
}

const int = { kind: "integer", name: "int", qualifiers: [] } as const;

function valueType({ role, type }: SpecMacroParameter, formula: MacroFormula, cType: string): string {
  if (role === "text") return "string";
  if (role === "type") return cType;
  return formula.shapeOf(type ?? int).form === "bigint" ? "bigint" : "number";
}
