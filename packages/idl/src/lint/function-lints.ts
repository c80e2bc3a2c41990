/** Lints of functions and of the modules that hold them. */
import type { ApiFunction, ApiParameter } from "../model/api.ts";
import type { DocumentFunction, DocumentParameter } from "../model/document.ts";
import { renderTypeText } from "../model/type-text.ts";
import { isValueType } from "../abi/lower-value.ts";
import { listModules } from "../validate/declarations.ts";
import type { DeclarationKind } from "../validate/declarations.ts";
import type { RuleContext } from "../validate/rules/rule.ts";

const functionKinds: ReadonlySet<DeclarationKind> = new Set(["function", "constructor", "method", "static"]);

/** Warns of keys that have no effect, of results that say nothing, and lists what is deprecated. */
export function lintFunctions(context: RuleContext): void {
  const { declarations, places, report } = context;
  for (const { declaration, kind, parent } of declarations) {
    if (kind === "parameter" && parent !== undefined && "isAsync" in parent) {
      // Only functions have that member, and only parameters are in them.
      lintParameter(context, declaration as ApiParameter);
    }
    if (!functionKinds.has(kind)) continue;
    const { name, span, deprecated, isAsync, isCancellable, result, throws } = declaration as ApiFunction;
    if (deprecated !== undefined) report("deprecated-function", span, { name, reason: deprecated.replace(/\.$/, "") });
    if (isAsync && result === undefined && throws === undefined) report("async-void", span, { name });
    if (isCancellable && !isAsync && result?.kind !== "stream") {
      const node = places.declarations.get(declaration) as DocumentFunction | undefined;
      report("cancellable-sync", node?.cancellable?.span ?? span, { name });
    }
  }
}

function lintParameter({ places, report }: RuleContext, parameter: ApiParameter): void {
  const { name, type, isMutable } = parameter;
  const isByValue = isValueType(type) || type.kind === "typed-handle" || type.kind === "callback";
  if (!isMutable || !isByValue) return;
  const node = places.declarations.get(parameter) as DocumentParameter | undefined;
  report("mutable-value", node?.mutable?.span ?? parameter.span, { name, type: renderTypeText(type) });
}

/** Warns of modules none of whose functions is documented. */
export function lintModules({ api, report }: RuleContext): void {
  for (const { id, span, functions, interfaces } of listModules(api.modules)) {
    const all = [...functions, ...interfaces.flatMap((one) => [...one.constructors, ...one.methods, ...one.statics])];
    if (all.length > 0 && all.every(({ doc }) => doc === undefined)) report("undocumented-module", span, { name: id });
  }
}
