/** What callbacks can be called with, and what they can give back. */
import type { ApiType } from "../../model/api-type.ts";
import { renderTypeText } from "../../model/type-text.ts";
import { spanOfType } from "../type-uses.ts";
import type { RuleContext } from "./rule.ts";

const valueKinds: ReadonlySet<ApiType["kind"]> = new Set(["scalar", "enum", "flags", "handle", "struct"]);

const leafKinds: ReadonlySet<ApiType["kind"]> = new Set([
  ...valueKinds,
  "string",
  "bytes",
  "typed-handle",
  "record",
  "rich-enum",
]);

/** Types that have rules of their own about where they stand. */
const placedElsewhere: ReadonlySet<ApiType["kind"]> = new Set(["iterator", "stream", "interface", "callback", "array"]);

/** Checks the parameters and results of all callbacks. */
export function checkCallbackTypes({ uses, places, report }: RuleContext): void {
  for (const use of uses) {
    const { position, type } = use;
    if (placedElsewhere.has(type.kind)) continue;
    const span = spanOfType(places, type, use);
    if (position === "callback-parameter" && !isParameterType(type)) {
      const suggestion = "pass a record with a field of this type";
      report("unsupported-callback-type", span, { what: "a parameter", type: renderTypeText(type), suggestion });
    } else if (position === "callback-result" && !valueKinds.has(type.kind)) {
      const suggestion = "results are scalars, enums, flags, handles and structs by value";
      report("unsupported-callback-type", span, { what: "the result", type: renderTypeText(type), suggestion });
    }
  }
}

function isParameterType(type: ApiType): boolean {
  switch (type.kind) {
    case "optional":
      return leafKinds.has(type.item.kind) || placedElsewhere.has(type.item.kind);
    case "list":
      return isPlain(type.item);
    case "map":
      return isPlain(type.key) && isPlain(type.value);
    default:
      return leafKinds.has(type.kind);
  }
}

function isPlain(type: ApiType): boolean {
  return type.kind === "scalar" || type.kind === "string" || placedElsewhere.has(type.kind);
}
