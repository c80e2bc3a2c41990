/** Spells constants and defaults as Python expressions. */
import type { ConstantValue } from "../../model/index.ts";
import type { ModuleFile } from "./module-file.ts";
import { claimMembers } from "./names.ts";

/** Renders a value. */
export function renderConstant(value: ConstantValue, file: ModuleFile): string {
  switch (value.kind) {
    case "boolean":
      return value.value ? "True" : "False";
    case "integer":
      return String(value.value);
    case "float":
      return renderFloat(value.value);
    case "string":
      return renderText(value.value);
    case "enum":
      return `${file.findName(value.id)}.${renderVariant(value.variant)}`;
    case "flags":
      return `${file.findName(value.id)}(${String(value.value)})`;
    case "empty-list":
      return "()";
    case "empty-map":
      return "_support.EMPTY_MAPPING";
    case "none":
      return "None";
    default:
      return value satisfies never;
  }
}

/** Renders a text literal. */
export function renderText(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\x7f");
}

/** Renders a variant's name, as Python's enums spell them. */
export function renderVariant(name: string): string {
  const [member = name] = claimMembers([name]);
  return member.toUpperCase();
}

function renderFloat(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
