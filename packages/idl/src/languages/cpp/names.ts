/**
 * Names of the C++ target: names of the document as they are, snake_case for functions. The package is a namespace, the only
 * top-level module is its content, other modules are namespaces inside of it.
 */
import { NameScope } from "@koine/codegen";
import type { NameKind, NamePolicy } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ApiDeclaration, DeclarationId } from "../../model/index.ts";
import { findImported } from "../../plan/imported-declarations.ts";
import type { ApiPlan, ImportPlan, ModulePlan } from "../../plan/plan-model.ts";
import { toSnakeCase } from "../name-cases.ts";
import { listTypes } from "../plan-modules.ts";
import { toImportedNames } from "./package-names.ts";

const reservedWords: ReadonlySet<string> = new Set(
  `alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl concept
  const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double
  dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept
  not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires return short signed sizeof
  static static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union
  unsigned using virtual void volatile wchar_t while xor xor_eq std koine koine_native detail native adopt NULL errno stdin stdout stderr
  assert offsetof EOF INT8_MAX major minor unix linux`.split(/\s+/),
);

/** The policy of generated headers. */
export const cppNames: NamePolicy = Object.freeze({
  reservedWords,
  spell: (name: string, kind: NameKind): string => {
    if (kind === "constant") return name;
    return kind === "type" ? toPascalCase(name) : toSnakeCase(name);
  },
  isIdentifier: (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text),
  localPrefix: "",
  conflictSuffix: "_",
});

/** Names that generated functions give their own locals. */
const localNames = [
  "error",
  "result",
  "length",
  "keys",
  "values",
  "items",
  "item",
  "token",
  "promise",
  "state",
  "room",
  "self",
  "has",
];

/** The names of all declarations. */
export class CppNames {
  readonly #names = new Map<DeclarationId, string>();
  readonly #namespaces = new Map<DeclarationId, string>();
  readonly #plan: ApiPlan;
  readonly #imported: ReadonlyMap<ImportPlan, CppNames>;

  constructor(plan: ApiPlan, namespace: string) {
    this.#plan = plan;
    for (const module of plan.modules) this.#claimModule(module, namespace, plan.modules.length === 1);
    this.#imported = new Map(
      plan.imports.map((one) => [one, new CppNames(one.plan, toImportedNames(one).namespace)] as const),
    );
  }

  /** The name of a declaration, with all namespaces; from the global one for what is of another document. */
  find(id: DeclarationId): string {
    const found = this.#names.get(id) ?? this.#findImported(id);
    if (found === undefined) throw new Error(`${id} has no name`);
    return found;
  }

  #findImported(id: DeclarationId): string | undefined {
    const imported = findImported(this.#plan, id);
    const names = imported === undefined ? undefined : this.#imported.get(imported.from);
    return imported === undefined || names === undefined ? undefined : `::${names.find(imported.id)}`;
  }

  /** The last part of the name. */
  findOwn(id: DeclarationId): string {
    return this.find(id).split("::").at(-1) ?? "";
  }

  /** The namespace of a module. */
  namespaceOf(module: ModulePlan): string {
    return this.#namespaces.get(module.declaration.id) ?? "";
  }

  /** Identifiers for the parameters of a function. */
  claimParameters(names: readonly string[]): readonly string[] {
    const scope = new NameScope(cppNames, { taken: localNames });
    return names.map((name) => scope.claim(name, "parameter"));
  }

  #claimModule(module: ModulePlan, outer: string, isMerged: boolean): void {
    const scope = new NameScope(cppNames);
    const own = isMerged ? outer : `${outer}::${scope.claim(module.declaration.name, "function")}`;
    this.#namespaces.set(module.declaration.id, own);
    const claim = (declaration: ApiDeclaration, kind: NameKind, name = declaration.name) => {
      this.#names.set(declaration.id, `${own}::${scope.claim(name, kind)}`);
    };
    for (const declaration of listTypes(module)) claim(declaration, "type");
    for (const alias of module.aliases) claim(alias, "type");
    if (module.errorDomain !== undefined) claim(module.errorDomain.declaration, "type");
    for (const { declaration } of module.functions) claim(declaration, "function");
    for (const { declaration } of module.listeners) claim(declaration, "function", `on_${declaration.name}`);
    for (const constant of module.constants) claim(constant, "constant");
    for (const inner of module.modules) this.#claimModule(inner, own, false);
  }
}

/** Names of members of one type that do not meet. */
export function claimMembers(names: readonly string[], taken: readonly string[] = []): readonly string[] {
  const scope = new NameScope(cppNames, { taken });
  return names.map((name) => scope.claim(name, "member"));
}

/** Names of enumerators: as they are, but for words of the language. */
export function toEnumerator(name: string): string {
  return reservedWords.has(name) ? `${name}_` : name;
}
