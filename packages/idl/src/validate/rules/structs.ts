/** Structs by value: what their fields can be, and that they end. */
import type { ApiType, DeclarationId } from "../../model/api-type.ts";
import type { ApiRecord } from "../../model/api.ts";
import { renderTypeText } from "../../model/type-text.ts";
import { listModules } from "../declarations.ts";
import { spanOfType } from "../type-uses.ts";
import type { RuleContext } from "./rule.ts";

const fieldKinds: ReadonlySet<ApiType["kind"]> = new Set([
  "scalar",
  "enum",
  "flags",
  "handle",
  "typed-handle",
  "struct",
  // What arrays hold, and where interfaces and iterators stand, are other rules.
  "array",
  "interface",
  "iterator",
  "stream",
  "callback",
]);

/** Checks the fields of all structs by value. */
export function checkStructFields({ uses, places, report }: RuleContext): void {
  for (const use of uses) {
    const { position, type } = use;
    if (position !== "struct-field" || fieldKinds.has(type.kind)) continue;
    const suggestion =
      type.kind === "record"
        ? "give that struct `layout: c`, too"
        : "make the struct opaque: leave out `layout: c` and `c_compatible`";
    report("struct-field", spanOfType(places, type, use), { type: renderTypeText(type), suggestion });
  }
}

/** Checks that no struct by value holds itself. */
export function checkRecursiveStructs({ api, report }: RuleContext): void {
  const structs = listModules(api.modules).flatMap((module) => module.records.filter(({ layout }) => layout === "c"));
  const byId = new Map(structs.map((struct) => [struct.id, struct]));
  const finished = new Set<DeclarationId>();
  const visit = (struct: ApiRecord, open: readonly ApiRecord[]): void => {
    if (finished.has(struct.id)) return;
    const start = open.indexOf(struct);
    if (start !== -1) {
      const path = [...open.slice(start), struct].map(({ name }) => name).join(" → ");
      report("recursive-struct", struct.span, { name: struct.name, path });
      return;
    }
    for (const { type } of struct.fields) {
      const held = byId.get(structIn(type));
      if (held !== undefined) visit(held, [...open, struct]);
    }
    finished.add(struct.id);
  };
  for (const struct of structs) visit(struct, []);
}

function structIn(type: ApiType): DeclarationId {
  if (type.kind === "array") return structIn(type.item);
  return type.kind === "struct" ? type.id : "";
}
