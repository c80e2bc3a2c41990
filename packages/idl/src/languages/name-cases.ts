/** How names of a document are written in more than one language. `abi/symbol-names.ts` has PascalCase, which C needs too. */
import { toPascalCase } from "../abi/symbol-names.ts";

/** `listEntries` and `ListEntries` → `list_entries`; what is snake_case already stays. */
export function toSnakeCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

/** The type of a domain's errors: it ends in `Error`, once. */
export function toErrorName(name: string): string {
  return name.endsWith("Error") ? name : `${toPascalCase(name)}Error`;
}
