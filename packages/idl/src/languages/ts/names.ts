/**
 * Names of the TypeScript target: camelCase for what is called and given, PascalCase for types, and for each declaration the
 * file and the identifier under which other files find it.
 */
import { NameScope, typescriptNames } from "@koine/codegen";
import type { NameKind, NamePolicy } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ApiDeclaration, DeclarationId } from "../../model/index.ts";
import type { ApiPlan, ModulePlan } from "../../plan/plan-model.ts";

/** `list_entries` → `listEntries`; what is camelCase already stays. */
export function toCamelCase(name: string): string {
  const pascal = toPascalCase(name);
  const capitals = /^[A-Z0-9_]+$/.test(name) ? pascal.length : 1;
  return name.includes("_") || capitals === 1
    ? pascal.slice(0, 1).toLowerCase() + pascal.slice(1)
    : pascal.toLowerCase();
}

/** The policy of generated modules. */
export const apiNames: NamePolicy = Object.freeze({
  ...typescriptNames,
  spell: (name: string, kind: NameKind): string => {
    if (kind === "constant") return name;
    return kind === "type" ? toPascalCase(name) : toCamelCase(name);
  },
  localPrefix: "$",
});

/** Where a declaration is found. */
export interface DeclaredName {
  /** The file's name without directory or extension. */
  readonly file: string;
  readonly identifier: string;
}

/** What the files of a module import, so that no declaration may be called so. */
const importedNames = [
  "symbols",
  "errors",
  "freeBytes",
  "freeString",
  "cancelTokens",
  "native",
  "adopt",
  "adoptOrNull",
  "lendOrNull",
  "toMap",
  "requireTexts",
  "throwReceived",
  "ToError",
  "CancelOptions",
  "NativeStream",
  "lend",
  "takeBack",
  "pack",
  "addressable",
  "requireLength",
  "requireBytes",
  "requirePointer",
  "requireList",
  "requireMap",
  "requireObject",
  "requireObjectOrNull",
  "requireFunction",
  "CallbackFailure",
  "toApiError",
  "takeBytes",
  "takeBoxed",
  "takeItems",
  "takeText",
  "copyBytes",
  "startAsync",
  "NativeObject",
  "NativeState",
  "NativeIterator",
  "ItemIterator",
  "ItemStream",
  "NativeStream",
  "Subscription",
  "ApiError",
  "readError",
  "c",
  "module",
  "process",
];

/** The names of all declarations of a document. */
export class ModuleNames {
  readonly #declared = new Map<DeclarationId, DeclaredName>();
  readonly #scopes = new Map<DeclarationId, NameScope>();

  constructor(plan: ApiPlan) {
    for (const module of plan.modules) this.#claimModule(module);
  }

  /** The identifier and file of a type, function or constant. */
  find(id: DeclarationId): DeclaredName {
    const found = this.#declared.get(id);
    if (found === undefined) throw new Error(`${id} has no name`);
    return found;
  }

  /** The names of a module's file; functions open scopes inside of it. */
  scopeOf(module: ModulePlan): NameScope {
    const scope = this.#scopes.get(module.declaration.id);
    if (scope === undefined) throw new Error(`${module.declaration.id} has no scope`);
    return scope;
  }

  #claimModule(module: ModulePlan): void {
    const scope = new NameScope(apiNames);
    const file = moduleFile(module);
    for (const name of importedNames) scope.claim(name, "constant");
    const claim = (declaration: ApiDeclaration, kind: NameKind, name = declaration.name) => {
      this.#declared.set(declaration.id, { file, identifier: scope.claim(name, kind) });
    };
    const types = [
      ...module.enums,
      ...module.flags,
      ...module.structs,
      ...module.records,
      ...module.richEnums,
      ...module.interfaces,
      ...module.callbacks,
    ];
    for (const { declaration } of types) claim(declaration, "type");
    for (const alias of module.aliases) claim(alias, "type");
    if (module.errorDomain !== undefined) {
      const { declaration } = module.errorDomain;
      claim(declaration, "type", toErrorName(declaration.name));
    }
    for (const { declaration } of module.functions) claim(declaration, "function");
    for (const { declaration } of module.listeners) claim(declaration, "function", `on_${declaration.name}`);
    for (const constant of module.constants) claim(constant, "constant");
    for (const inner of module.modules) claim(inner.declaration, "function");
    this.#scopes.set(module.declaration.id, scope);
    for (const inner of module.modules) this.#claimModule(inner);
  }
}

/** The file of a module: its path joined with dashes. */
export function moduleFile(module: ModulePlan): string {
  return module.declaration.path.join("-").replaceAll("_", "-");
}

/** A domain's class ends in `Error`, once. */
export function toErrorName(name: string): string {
  return name.endsWith("Error") ? name : `${toPascalCase(name)}Error`;
}
