/** Resolving inside of one module: what every declaration of it needs. */
import type { ApiType } from "../model/api-type.ts";
import type { ApiDeclaration } from "../model/api.ts";
import type { DocumentDeclaration } from "../model/document.ts";
import type { TypeSyntax } from "../model/type-syntax.ts";
import type { ResolveContext } from "./resolve-context.ts";
import { resolveType } from "./resolve-type.ts";
import type { ValueMembers } from "./resolve-value.ts";

/** A module that is being resolved. */
export interface ModuleContext extends ResolveContext {
  /** Its path, joined with a dot. */
  readonly module: string;
  /** The id of the error domain of this module or the nearest around it. */
  readonly errorDomain: string | undefined;
  readonly members: ValueMembers;
}

/**
 * Makes what every declaration has.
 *
 * @param parent The id that the name hangs on.
 */
export function resolveDeclaration(node: DocumentDeclaration, parent: string): ApiDeclaration {
  const { name, doc, deprecated, since } = node;
  return {
    name: name.value,
    id: parent === "" ? name.value : `${parent}.${name.value}`,
    span: name.span,
    ...(doc === undefined || doc.value.trim() === "" ? {} : { doc: doc.value.trim() }),
    ...(deprecated === undefined ? {} : { deprecated: deprecated.value.trim() }),
    ...(since === undefined ? {} : { since: since.value }),
  };
}

/** Resolves a type that is used in the module. */
export function resolveModuleType(context: ModuleContext, syntax: TypeSyntax): ApiType {
  return resolveType(context, syntax, { module: context.module });
}

/** Remembers where a part of the result is written, and gives the part. */
export function placed<TNode extends object>(context: ResolveContext, result: TNode, node: DocumentDeclaration): TNode {
  context.places.declarations.set(result, node);
  return result;
}
