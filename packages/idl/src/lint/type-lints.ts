/** Lints of types: their size, their nesting, and whether anything uses them. */
import type { ApiType, DeclarationId } from "../model/api-type.ts";
import { renderTypeText } from "../model/type-text.ts";
import { listModules } from "../validate/declarations.ts";
import type { DeclarationKind } from "../validate/declarations.ts";
import type { RuleContext } from "../validate/rules/rule.ts";
import { innerTypes, spanOfType, visitType } from "../validate/type-uses.ts";

const mostVariants = 100;
const mostLevels = 3;

/** Warns of enums and types that nobody can read. */
export function lintTypes({ api, places, report, uses }: RuleContext): void {
  for (const { name, span, variants } of listModules(api.modules).flatMap((one) => [...one.enums, ...one.richEnums])) {
    if (variants.length > mostVariants) report("large-enum", span, { name, count: String(variants.length) });
  }
  for (const use of uses) {
    const depth = depthOf(use.type);
    if (depth <= mostLevels) continue;
    report("deep-nesting", spanOfType(places, use.type, use), { type: renderTypeText(use.type), depth: String(depth) });
  }
}

function depthOf(type: ApiType): number {
  return 1 + Math.max(0, ...innerTypes(type).map(depthOf));
}

const typeKinds: ReadonlySet<DeclarationKind> = new Set(["alias", "enum", "set of flags", "callback"]);

/** Warns of types that stand alone. Structs and interfaces have functions of their own and are useful as they are. */
export function lintUnusedTypes({ api, declarations, report, places, uses }: RuleContext): void {
  const used = new Set<DeclarationId>();
  for (const use of uses) visitType(use.type, (type) => "id" in type && used.add(type.id));
  for (const { listeners } of listModules(api.modules)) for (const { callback } of listeners) used.add(callback);
  for (const { declaration, kind } of declarations) {
    const { id, name, span } = declaration;
    const isUsed = used.has(id) || places.usedAliases.has(id);
    if (typeKinds.has(kind) && !isUsed) report("unused-type", span, { what: kind, name });
  }
}
