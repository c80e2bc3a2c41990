/** All places where a document uses a type, and a walk through the types inside of it; for rules about positions. */
import type { Span } from "@koine/diagnostics";
import type { ApiType } from "../model/api-type.ts";
import type { Api, ApiDeclaration, ApiField, ApiFunction, ApiModule } from "../model/api.ts";
import { isUnresolved } from "../resolve/resolve-context.ts";
import type { Places } from "../resolve/resolve-context.ts";
import { listModules } from "./declarations.ts";

/** Where a type is used. */
export type TypePosition =
  | "alias"
  | "constant"
  /** Of an opaque record or a variant. */
  | "field"
  /** Of a struct by value. */
  | "struct-field"
  | "parameter"
  | "result"
  | "callback-parameter"
  | "callback-result";

/** One use of a type. */
export interface TypeUse {
  readonly type: ApiType;
  readonly position: TypePosition;
  /** What has the type; for a result the function. */
  readonly declaration: ApiDeclaration;
  /** Only for parameters and results. */
  readonly function?: ApiFunction;
}

/** Lists all uses, in the order of the document's kinds. Types with unknown parts are left out. */
export function listTypeUses(api: Api): readonly TypeUse[] {
  return listModules(api.modules)
    .flatMap(listModuleUses)
    .filter(({ type }) => isKnown(type));
}

function isKnown(type: ApiType): boolean {
  return !isUnresolved(type) && innerTypes(type).every(isKnown);
}

function listModuleUses(module: ApiModule): readonly TypeUse[] {
  const members = module.interfaces.flatMap((one) => [...one.constructors, ...one.methods, ...one.statics]);
  return [
    ...module.aliases.map((declaration) => ({ type: declaration.target, position: "alias" as const, declaration })),
    ...module.constants.map((declaration) => ({ type: declaration.type, position: "constant" as const, declaration })),
    ...module.richEnums.flatMap(({ variants }) => variants.flatMap(({ fields }) => usesOfFields(fields, "field"))),
    ...module.records.flatMap(({ fields, layout }) => usesOfFields(fields, layout === "c" ? "struct-field" : "field")),
    ...[...members, ...module.functions].flatMap(usesOfFunction),
    ...module.callbacks.flatMap((declaration) => [
      ...usesOfFields(declaration.parameters, "callback-parameter"),
      ...(declaration.result === undefined
        ? []
        : [{ type: declaration.result, position: "callback-result" as const, declaration }]),
    ]),
  ];
}

function usesOfFields(fields: readonly ApiField[], position: TypePosition): readonly TypeUse[] {
  return fields.map((declaration) => ({ type: declaration.type, position, declaration }));
}

function usesOfFunction(declaration: ApiFunction): readonly TypeUse[] {
  const { parameters, result } = declaration;
  return [
    ...parameters.map((parameter) => ({
      type: parameter.type,
      position: "parameter" as const,
      declaration: parameter,
      function: declaration,
    })),
    ...(result === undefined
      ? []
      : [{ type: result, position: "result" as const, declaration, function: declaration }]),
  ];
}

/** The types directly inside of a type. */
export function innerTypes(type: ApiType): readonly ApiType[] {
  switch (type.kind) {
    case "optional":
    case "list":
    case "array":
    case "iterator":
    case "stream":
      return [type.item];
    case "map":
      return [type.key, type.value];
    default:
      return [];
  }
}

/**
 * Visits a type and all types inside of it.
 *
 * @param parents The types around it, the innermost first.
 */
export function visitType(
  type: ApiType,
  visit: (type: ApiType, parents: readonly ApiType[]) => void,
  parents: readonly ApiType[] = [],
): void {
  visit(type, parents);
  for (const inner of innerTypes(type)) visitType(inner, visit, [type, ...parents]);
}

/** The place of a type; that of the declaration for a type that is not written, such as a constructor's result. */
export function spanOfType(places: Places, type: ApiType, { declaration }: TypeUse): Span {
  return places.types.get(type) ?? declaration.span;
}
