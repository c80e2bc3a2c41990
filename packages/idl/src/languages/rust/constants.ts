/** Spells constants as Rust expressions. Rust has no defaults of parameters: documentation tells of them. */
import type { ConstantValue } from "../../model/index.ts";
import { renderEscapedText, renderFloat } from "../literals.ts";
import type { RustFile } from "./rust-file.ts";
import { toVariantName } from "./names.ts";

/** Renders a value. */
export function renderConstant(value: ConstantValue, file: RustFile): string {
  switch (value.kind) {
    case "boolean":
    case "integer":
      return String(value.value);
    case "float":
      return renderFloat(value.value);
    case "string":
      return renderText(value.value);
    case "enum":
      return `${file.name(value.id)}::${toVariantName(value.variant)}`;
    case "flags":
      return `${file.name(value.id)}::from_bits(${String(value.value)})`;
    case "empty-list":
      return "&[]";
    case "empty-map":
      return "&BTreeMap::new()";
    default:
      return "None";
  }
}

/** Renders a text literal; everything but printable ASCII is escaped. */
export function renderText(text: string): string {
  return renderEscapedText(text, (code) => (code === 0x0a ? "\\n" : `\\u{${code.toString(16)}}`));
}
