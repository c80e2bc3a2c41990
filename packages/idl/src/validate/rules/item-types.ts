/** What lists, iterators, streams, maps, fixed arrays and optionals can hold. */
import type { ApiType } from "../../model/api-type.ts";
import { renderTypeText } from "../../model/type-text.ts";
import { spanOfType, visitType } from "../type-uses.ts";
import type { TypeUse } from "../type-uses.ts";
import type { RuleContext } from "./rule.ts";

/** Types that have rules of their own about where they stand. */
const placedElsewhere: ReadonlySet<ApiType["kind"]> = new Set(["iterator", "stream", "interface", "callback", "array"]);

const itemKinds: ReadonlySet<ApiType["kind"]> = new Set([
  "scalar",
  "string",
  "enum",
  "flags",
  "handle",
  "typed-handle",
  "record",
  "rich-enum",
  "struct",
]);

const optionalItemKinds: ReadonlySet<ApiType["kind"]> = new Set(["record", "rich-enum", "typed-handle"]);

const keyKinds: ReadonlySet<ApiType["kind"]> = new Set(["scalar", "string", "enum", "flags"]);

/** Checks what stands inside of other types. */
export function checkItemTypes(context: RuleContext): void {
  for (const use of context.uses) {
    visitType(use.type, (type) => {
      if (context.places.aliased.has(type)) return undefined;
      switch (type.kind) {
        case "list":
        case "iterator":
        case "stream":
          return checkItem(context, use, type);
        case "map":
          return checkMap(context, use, type);
        case "optional":
          return checkOptional(context, use, type);
        default:
          return undefined;
      }
    });
  }
}

const containerNames = {
  list: "items of a list",
  iterator: "items of an iterator",
  stream: "items of a stream",
} as const;

function checkItem(
  { places, report }: RuleContext,
  use: TypeUse,
  { kind, item }: Extract<ApiType, { readonly kind: keyof typeof containerNames }>,
): void {
  if (isHandledElsewhere(item) || itemKinds.has(item.kind)) return;
  if (item.kind === "optional" && (optionalItemKinds.has(item.item.kind) || isHandledElsewhere(item.item))) return;
  // One by one, bytes can come with their length.
  if (item.kind === "bytes" && kind !== "list") return;
  const parameters = { container: containerNames[kind], type: renderTypeText(item), suggestion: suggestItem(item) };
  report("unsupported-element-type", spanOfType(places, item, use), parameters);
}

function suggestItem(item: ApiType): string {
  if (item.kind === "optional") return "only objects can be optional there: records, rich enums and typed handles";
  return "declare a struct with a field of this type, and hold that";
}

function checkMap(
  { places, report }: RuleContext,
  use: TypeUse,
  { key, value }: Extract<ApiType, { readonly kind: "map" }>,
): void {
  if (!keyKinds.has(key.kind) && !isHandledElsewhere(key)) {
    report("invalid-map-key", spanOfType(places, key, use), { type: renderTypeText(key) });
  }
  if (keyKinds.has(value.kind) || isHandledElsewhere(value)) return;
  const suggestion = "use a list of a struct with two fields";
  const parameters = { container: "values of a map", type: renderTypeText(value), suggestion };
  report("unsupported-element-type", spanOfType(places, value, use), parameters);
}

function checkOptional(
  { places, report }: RuleContext,
  use: TypeUse,
  type: Extract<ApiType, { readonly kind: "optional" }>,
): void {
  const { item } = type;
  if (item.kind !== "callback" && item.kind !== "array") return;
  const suggestion =
    item.kind === "callback" ? "declare two functions" : "use a list, or a struct that holds the array";
  report("optional-item", spanOfType(places, type, use), { type: renderTypeText(item), suggestion });
}

function isHandledElsewhere(type: ApiType): boolean {
  return placedElsewhere.has(type.kind) || ("isBorrowed" in type && type.isBorrowed);
}
