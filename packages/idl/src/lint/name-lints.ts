/** Lints of names: the usual style of each kind, from which languages make their own. */
import type { DeclarationKind } from "../validate/declarations.ts";
import type { RuleContext } from "../validate/rules/rule.ts";

const styles: Readonly<Partial<Record<DeclarationKind, "snake_case" | "PascalCase">>> = {
  module: "snake_case",
  function: "snake_case",
  constructor: "snake_case",
  method: "snake_case",
  static: "snake_case",
  listener: "snake_case",
  field: "snake_case",
  parameter: "snake_case",
  alias: "PascalCase",
  enum: "PascalCase",
  variant: "PascalCase",
  "set of flags": "PascalCase",
  flag: "PascalCase",
  struct: "PascalCase",
  interface: "PascalCase",
  callback: "PascalCase",
  "error domain": "PascalCase",
};

/** Warns of names in another style. */
export function lintNames({ declarations, report }: RuleContext): void {
  for (const { declaration, kind } of declarations) {
    const style = styles[kind];
    const { name, span } = declaration;
    if (style === undefined) continue;
    const isFine = style === "snake_case" ? /^[a-z0-9_]*$/.test(name) : /^[A-Z][A-Za-z0-9]*$/.test(name);
    if (!isFine) report("name-style", span, { what: kind, name, style, better: spell(name, style) });
  }
}

function spell(name: string, style: "snake_case" | "PascalCase"): string {
  const words = name.split(/_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/).filter((word) => word !== "");
  if (style === "snake_case") return words.map((word) => word.toLowerCase()).join("_");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join("");
}
