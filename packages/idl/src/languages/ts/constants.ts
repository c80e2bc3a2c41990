/** Spells constants and defaults as TypeScript expressions. */
import type { ApiType, ConstantValue } from "../../model/index.ts";
import type { ModuleFile } from "./module-file.ts";
import { toPascalCase } from "../../abi/symbol-names.ts";

/** Renders a value; an integer of a 64-bit type is a bigint. */
export function renderConstant(value: ConstantValue, file: ModuleFile, type?: ApiType): string {
  switch (value.kind) {
    case "boolean":
      return String(value.value);
    case "integer":
      return isBigint(type) || !Number.isSafeInteger(Number(value.value))
        ? `${String(value.value)}n`
        : String(value.value);
    case "float":
      return Object.is(value.value, -0) ? "-0" : String(value.value);
    case "string":
      return JSON.stringify(value.value);
    case "enum":
      return `${file.findName(value.id)}.${toPascalCase(value.variant)}`;
    case "flags":
      return `(${String(value.value)}${value.value > 0xffff_ffffn ? "n" : ""} as ${file.findName(value.id)})`;
    case "empty-list":
      return "[]";
    case "empty-map":
      return "new Map()";
    case "none":
      return "null";
    default:
      return value satisfies never;
  }
}

function isBigint(type: ApiType | undefined): boolean {
  if (type?.kind === "optional") return isBigint(type.item);
  return type?.kind === "handle" || (type?.kind === "scalar" && (type.name === "i64" || type.name === "u64"));
}
