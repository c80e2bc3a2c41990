/**
 * Names of the Python target: snake_case for what is called and given, PascalCase for types, and for each declaration the
 * module and the identifier under which other modules find it.
 */
import { NameScope } from "@koine/codegen";
import type { NameKind, NamePolicy } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ApiDeclaration, DeclarationId } from "../../model/index.ts";
import type { ApiPlan, ModulePlan } from "../../plan/plan-model.ts";

const reservedWords: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield match case type
  self cls bool bytes dict float int list str tuple ctypes dataclass enum annotations Exception
  property staticmethod classmethod object super memoryview`.split(/\s+/),
);

/** Names that the generated code gives its own locals and imports. */
const ownNames = [
  "_native",
  "_support",
  "_error",
  "_result",
  "_length",
  "_keys",
  "_values",
  "_scope",
  "_items",
  "_value",
  "_from",
  "_callback",
  "_token",
];

/** `listEntries` and `ListEntries` → `list_entries`; what is snake_case already stays. */
export function toSnakeCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

/** The policy of generated modules. */
export const pythonNames: NamePolicy = Object.freeze({
  reservedWords,
  spell: (name: string, kind: NameKind): string => {
    if (kind === "constant") return name;
    return kind === "type" ? toPascalCase(name) : toSnakeCase(name);
  },
  isIdentifier: (text: string): boolean => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(text),
  localPrefix: "_",
  conflictSuffix: "_",
});

/** Where a declaration is found. */
export interface DeclaredName {
  /** The module inside of the package. */
  readonly module: string;
  readonly identifier: string;
}

/** The names of all declarations of a document. */
export class ModuleNames {
  readonly #declared = new Map<DeclarationId, DeclaredName>();
  readonly #scopes = new Map<DeclarationId, NameScope>();

  constructor(plan: ApiPlan) {
    for (const module of plan.modules) this.#claimModule(module);
  }

  /** The identifier and module of a type, function or constant. */
  find(id: DeclarationId): DeclaredName {
    const found = this.#declared.get(id);
    if (found === undefined) throw new Error(`${id} has no name`);
    return found;
  }

  /** The names of a module; functions open scopes inside of it. */
  scopeOf(module: ModulePlan): NameScope {
    const scope = this.#scopes.get(module.declaration.id);
    if (scope === undefined) throw new Error(`${module.declaration.id} has no scope`);
    return scope;
  }

  #claimModule(plan: ModulePlan): void {
    const scope = new NameScope(pythonNames);
    const module = moduleName(plan);
    for (const name of ownNames) scope.claim(name, "constant");
    const claim = (declaration: ApiDeclaration, kind: NameKind, name = declaration.name) => {
      this.#declared.set(declaration.id, { module, identifier: scope.claim(name, kind) });
    };
    const types = [
      ...plan.enums,
      ...plan.flags,
      ...plan.structs,
      ...plan.records,
      ...plan.richEnums,
      ...plan.interfaces,
      ...plan.callbacks,
    ];
    for (const { declaration } of types) claim(declaration, "type");
    for (const alias of plan.aliases) claim(alias, "type");
    if (plan.errorDomain !== undefined) {
      const { declaration } = plan.errorDomain;
      claim(declaration, "type", toErrorName(declaration.name));
    }
    for (const { declaration } of plan.functions) claim(declaration, "function");
    for (const { declaration } of plan.listeners) claim(declaration, "function", `on_${declaration.name}`);
    for (const constant of plan.constants) claim(constant, "constant");
    for (const inner of plan.modules) claim(inner.declaration, "function");
    this.#scopes.set(plan.declaration.id, scope);
    for (const inner of plan.modules) this.#claimModule(inner);
  }
}

/** The Python module of a module: its path joined with `_`. */
export function moduleName(plan: ModulePlan): string {
  const name = plan.declaration.path.map(toSnakeCase).join("_");
  return reservedWords.has(name) || name.startsWith("_") ? `${name}_` : name;
}

/** A domain's class ends in `Error`, once. */
export function toErrorName(name: string): string {
  return name.endsWith("Error") ? name : `${toPascalCase(name)}Error`;
}

/** Names that do not meet: of each other, and of what every object has. */
export function claimMembers(names: readonly string[], taken: readonly string[] = []): readonly string[] {
  const scope = new NameScope({ ...pythonNames, reservedWords: new Set([...reservedWords, "close", ...taken]) });
  return names.map((name) => scope.claim(name, "member"));
}
