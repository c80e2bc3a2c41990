/** Spells constants as Go expressions. Go has no defaults of parameters: documentation tells of them. */
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ConstantValue } from "../../model/index.ts";
import { renderEscapedText, renderFloat } from "../literals.ts";
import type { PackageScope } from "./names.ts";

/** Renders a value. */
export function renderConstant(value: ConstantValue, scope: PackageScope): string {
  switch (value.kind) {
    case "boolean":
      return String(value.value);
    case "integer":
      return String(value.value);
    case "float":
      return renderFloat(value.value);
    case "string":
      return renderText(value.value);
    case "enum":
      return scope.find(value.id) + toPascalCase(value.variant);
    case "flags":
      return `${scope.find(value.id)}(${String(value.value)})`;
    default:
      return "nil";
  }
}

/** Renders a text literal; everything but printable ASCII is escaped. */
export function renderText(text: string): string {
  return renderEscapedText(text, (code) => {
    const digits = code.toString(16);
    return code > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  });
}
