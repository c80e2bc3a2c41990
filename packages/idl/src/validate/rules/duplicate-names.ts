/** No two declarations of a kind have the same name in one place. */
import type { DeclarationEntry, DeclarationKind } from "../declarations.ts";
import { isSinceSchema } from "./rule.ts";
import type { RuleContext } from "./rule.ts";

/** Kinds that share their names with others; all others have names of their own. */
const namespaces: Readonly<Partial<Record<DeclarationKind, string>>> = {
  alias: "type",
  enum: "type",
  "set of flags": "type",
  struct: "type",
  interface: "type",
  "error domain": "type",
  constructor: "member",
  method: "member",
  static: "member",
};

/** Checks names within their scopes. */
export function checkDuplicateNames(context: RuleContext): void {
  checkImportNames(context);
  const known = new Map<string, DeclarationEntry>();
  for (const entry of inOrder(context)) {
    const { declaration, kind, parent, scope } = entry;
    const namespace = namespaceOf(kind, context);
    const key = `${namespace} ${parent?.id ?? ""} ${parent?.span.start ?? 0} ${declaration.name}`;
    const first = known.get(key);
    if (first === undefined) {
      known.set(key, entry);
      continue;
    }
    const related = [{ message: "first declared here", span: first.declaration.span }];
    context.report("duplicate-name", declaration.span, { what: kind, name: declaration.name, scope }, related);
  }
}

/** What a reference begins with is a module or an import. */
function checkImportNames({ api, document, report }: RuleContext): void {
  const known = new Map(api.modules.map(({ name, span }) => [name, span]));
  for (const { name } of document.imports) {
    const first = known.get(name.value);
    if (first === undefined) {
      known.set(name.value, name.span);
      continue;
    }
    const related = [{ message: "first declared here", span: first }];
    report("duplicate-name", name.span, { what: "import", name: name.value, scope: "the document" }, related);
  }
}

/** In the order of the file, so that the later of two is to blame. */
function inOrder({ declarations }: RuleContext): readonly DeclarationEntry[] {
  return declarations.toSorted((left, right) => left.declaration.span.start - right.declaration.span.start);
}

/** Since callbacks are types, they share names with them. */
function namespaceOf(kind: DeclarationKind, context: RuleContext): string {
  if (kind === "callback") return isSinceSchema(context, "1.0.0") ? "type" : kind;
  return namespaces[kind] ?? kind;
}

/** Checks that functions are not called like the error domain beside them. */
export function checkErrorDomainNames({ declarations, report }: RuleContext): void {
  for (const { declaration, kind, module } of declarations) {
    const domain = module.errorDomain;
    if (kind !== "function" || domain?.name !== declaration.name) continue;
    const related = [{ message: "the error domain", span: domain.span }];
    report("error-domain-name", declaration.span, { name: declaration.name, module: module.id }, related);
  }
}

/** Checks that names of types, and of errors, are unique in the whole document. */
export function checkUniqueNames(context: RuleContext): void {
  if (!isSinceSchema(context, "0.5.0")) return;
  const types = new Map<string, DeclarationEntry>();
  const errors = new Map<string, DeclarationEntry>();
  for (const entry of inOrder(context)) {
    const { declaration, kind, parent } = entry;
    const known = kind === "error" ? errors : types;
    if (kind !== "error" && namespaceOf(kind, context) !== "type") continue;
    const first = known.get(declaration.name);
    if (first === undefined) known.set(declaration.name, entry);
    // Two in one module are reported as duplicates there.
    if (first === undefined || first.parent?.id === parent?.id) continue;
    const { name, span } = declaration;
    const related = [{ message: "first declared here", span: first.declaration.span }];
    if (kind === "error")
      context.report("duplicate-error-name", span, { name, other: first.parent?.name ?? "" }, related);
    else context.report("duplicate-type-name", span, { what: kind, name, first: first.module.id }, related);
  }
}
