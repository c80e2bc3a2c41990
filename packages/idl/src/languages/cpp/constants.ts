/** Spells constants and defaults as C++ expressions. */
import type { ApiType, ConstantValue } from "../../model/index.ts";
import { renderFloat } from "../literals.ts";
import type { CppNames } from "./names.ts";
import { toEnumerator } from "./names.ts";

/** Renders a value. */
export function renderConstant(value: ConstantValue, names: CppNames, type?: ApiType): string {
  switch (value.kind) {
    case "boolean":
      return String(value.value);
    case "integer":
      return renderInteger(value.value, type);
    case "float":
      return renderFloat(value.value);
    case "string":
      return renderText(value.value);
    case "enum":
      return `${names.find(value.id)}::${toEnumerator(value.variant)}`;
    case "flags":
      return `static_cast<${names.find(value.id)}>(${String(value.value)})`;
    case "empty-list":
    case "empty-map":
      return "{}";
    case "none":
      return type?.kind === "optional" && ["record", "interface"].includes(type.item.kind) ? "nullptr" : "std::nullopt";
    default:
      return value satisfies never;
  }
}

function renderInteger(value: bigint, type: ApiType | undefined): string {
  const isUnsigned = type?.kind === "handle" || (type?.kind === "scalar" && type.name === "u64");
  if (isUnsigned) return `UINT64_C(${String(value)})`;
  // The lowest number has no literal of its own.
  if (value === -(2n ** 63n)) return "INT64_MIN";
  return value > 0x7fff_ffffn || value < -0x7fff_ffffn ? `INT64_C(${String(value)})` : String(value);
}

/** Renders a text literal; what is not printable ASCII is in octal, which ends after three digits. */
export function renderText(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === "\\" || character === "?") return `\\${character}`;
    return byte >= 0x20 && byte < 0x7f ? character : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}
