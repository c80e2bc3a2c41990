/**
 * Names where each module of a document is a file of its own: for each declaration the file and the identifier under which
 * other files find it. What a language calls its files, and which names it needs itself, it says.
 */
import { NameScope } from "@koine/codegen";
import type { NameKind, NamePolicy } from "@koine/codegen";
import type { ApiDeclaration, DeclarationId } from "../model/index.ts";
import { findImported } from "../plan/imported-declarations.ts";
import type { ApiPlan, ImportPlan, ModulePlan } from "../plan/plan-model.ts";
import { DeclaredPlans } from "./declared-plans.ts";
import { toErrorName } from "./name-cases.ts";
import { listTypes } from "./plan-modules.ts";

/** Where a declaration is found. */
export interface DeclaredName {
  /** The file, without directory and extension. */
  readonly file: string;
  readonly identifier: string;
  /** The imported document whose package has the file; absent for the document's own. */
  readonly from?: ImportPlan;
}

/** How a language names files and what is in them. */
export interface ModuleNaming {
  readonly policy: NamePolicy;
  /** Names of the generated code itself, which no declaration may have. */
  readonly ownNames: (plan: ApiPlan) => readonly string[];
  /** The file of a module. */
  readonly fileOf: (module: ModulePlan) => string;
}

/** The names of all declarations of a document. */
export class ModuleNames {
  /** The plans behind the names. */
  readonly declared: DeclaredPlans;
  readonly #plan: ApiPlan;
  readonly #naming: ModuleNaming;
  readonly #imported: ReadonlyMap<ImportPlan, ModuleNames>;
  readonly #declared = new Map<DeclarationId, DeclaredName>();
  readonly #scopes = new Map<DeclarationId, NameScope>();

  constructor(plan: ApiPlan, naming: ModuleNaming) {
    this.declared = new DeclaredPlans(plan);
    this.#plan = plan;
    this.#naming = naming;
    this.#imported = new Map(plan.imports.map((one) => [one, new ModuleNames(one.plan, naming)]));
    for (const module of plan.modules) this.#claimModule(module);
  }

  /** The identifier and file of a type, function or constant. */
  find(id: DeclarationId): DeclaredName {
    const found = this.#declared.get(id) ?? this.#findImported(id);
    if (found === undefined) throw new Error(`${id} has no name`);
    return found;
  }

  /** The names of a module's file; functions open scopes inside of it. */
  scopeOf(module: ModulePlan): NameScope {
    const scope = this.#scopes.get(module.declaration.id);
    if (scope === undefined) throw new Error(`${module.declaration.id} has no scope`);
    return scope;
  }

  #findImported(id: DeclarationId): DeclaredName | undefined {
    const imported = findImported(this.#plan, id);
    const names = imported === undefined ? undefined : this.#imported.get(imported.from);
    return imported === undefined || names === undefined
      ? undefined
      : { ...names.find(imported.id), from: imported.from };
  }

  #claimModule(module: ModulePlan): void {
    const { policy, ownNames, fileOf } = this.#naming;
    const scope = new NameScope(policy);
    const file = fileOf(module);
    for (const name of ownNames(this.#plan)) scope.claim(name, "constant");
    const claim = (declaration: ApiDeclaration, kind: NameKind, name = declaration.name) => {
      this.#declared.set(declaration.id, { file, identifier: scope.claim(name, kind) });
    };
    for (const declaration of listTypes(module)) claim(declaration, "type");
    for (const alias of module.aliases) claim(alias, "type");
    const domain = module.errorDomain?.declaration;
    if (domain !== undefined) claim(domain, "type", toErrorName(domain.name));
    for (const { declaration } of module.functions) claim(declaration, "function");
    for (const { declaration } of module.listeners) claim(declaration, "function", `on_${declaration.name}`);
    for (const constant of module.constants) claim(constant, "constant");
    for (const inner of module.modules) claim(inner.declaration, "function");
    this.#scopes.set(module.declaration.id, scope);
    for (const inner of module.modules) this.#claimModule(inner);
  }
}
