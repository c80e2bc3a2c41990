/**
 * A Rust file of a scaffold while it is rendered: how types are spelled for who implements an API. What callers lend is copied,
 * so that calls may run on other threads; only `&str` and `&[u8]` of the document stay lent.
 */
import { DeclaredPlans } from "../../languages/declared-plans.ts";
import { RustFile } from "../../languages/rust/rust-file.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import { CrateScope } from "../../languages/rust/names.ts";
import type { Position } from "../../languages/rust/types.ts";
import type { ApiType, DeclarationId } from "../../model/index.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";

/** The module of the crate that declares what is implemented, and the one that the author writes. */
export const crateModules = { api: "api", implementation: "implementation" } as const;

const apiPath = `crate::${crateModules.api}::`;
const implementationPath = `crate::${crateModules.implementation}::`;

/** Makes the names of a document's modules below `api`. */
export function createProducerScope(plan: ApiPlan): CrateScope {
  return new CrateScope(plan, [crateModules.api]);
}

/** A generated file, or the author's. */
export class ProducerFile extends RustFile {
  readonly #scope: CrateScope;
  readonly #interfaces: ReadonlySet<DeclarationId>;
  /** The plans of the document and its imports. */
  readonly plans: DeclaredPlans;

  constructor(plan: ApiPlan, scope: CrateScope, path: readonly string[] = []) {
    super(plan, scope, path);
    this.plans = new DeclaredPlans(plan);
    this.#scope = scope;
    const all = flattenModules(plan.modules).flatMap((module) => module.interfaces);
    this.#interfaces = new Set(all.map(({ declaration }) => declaration.id));
  }

  /** The author's type that implements an interface. */
  implementer(id: DeclarationId): string {
    return implementationPath + this.#scope.find(id, []).slice(apiPath.length);
  }

  /** The path of a module among those that the author writes, or among those that are declared. */
  modulePath(id: DeclarationId, root: keyof typeof crateModules): string {
    return ["crate", crateModules[root], ...this.#scope.findModule(id).slice(1)].join("::");
  }

  override type(type: ApiType, position: Position = "owned"): string {
    const inner = (item: ApiType): string => this.type(item, position);
    switch (type.kind) {
      case "interface":
        return this.#interface(type.id, position);
      case "typed-handle":
        return `support::Handle<${this.#interfaces.has(type.id) ? this.implementer(type.id) : this.name(type.id)}>`;
      case "optional":
        return `Option<${inner(type.item)}>`;
      case "string":
        return position === "callback" || (position === "parameter" && type.isBorrowed) ? "&str" : "String";
      case "bytes":
        return position === "callback" || (position === "parameter" && type.isBorrowed) ? "&[u8]" : "Vec<u8>";
      case "callback":
        return this.#callback(type.id);
      case "record":
      case "rich-enum":
        return `${position === "callback" ? "&" : ""}${this.name(type.id)}`;
      case "list":
      case "map":
        return this.#collection(type, position);
      default:
        return super.type(type);
    }
  }

  override ownError(result: string, id: DeclarationId): string {
    return this.crateOf(id) === undefined ? result : `${result}.map_err(support::Error::from)`;
  }

  /** Whether values of a type can be compared: objects of other documents cannot, nor what holds them. */
  isComparable(type: ApiType): boolean {
    switch (type.kind) {
      case "record":
      case "rich-enum":
        return this.crateOf(type.id) === undefined && this.#listFields(type.id).every((one) => this.isComparable(one));
      case "optional":
      case "list":
        return this.isComparable(type.item);
      default:
        return true;
    }
  }

  #listFields(id: DeclarationId): readonly ApiType[] {
    return flattenModules(this.plan.modules)
      .flatMap(({ records, richEnums }) => [
        ...records.filter((one) => one.declaration.id === id).flatMap((one) => one.declaration.fields),
        ...richEnums
          .filter((one) => one.declaration.id === id)
          .flatMap((one) => one.declaration.variants.flatMap(({ fields }) => fields)),
      ])
      .map(({ type }) => type);
  }

  /** Objects of another document are those of its crate: lent, or owned. */
  #interface(id: DeclarationId, position: Position): string {
    if (this.crateOf(id) === undefined) return `Arc<${this.implementer(id)}>`;
    return position === "owned" ? this.name(id) : `&${this.name(id)}`;
  }

  /** A callback of another document is spelled out: its crate has the type that callers use. */
  #callback(id: DeclarationId): string {
    if (this.crateOf(id) === undefined) return `&${this.name(id)}<'_>`;
    const { declaration } = this.plans.findCallback(id);
    const list = declaration.parameters.map((one) => this.type(one.type, "callback")).join(", ");
    const result = declaration.result === undefined ? "()" : this.type(declaration.result);
    return `&dyn Fn(${list}) -> Result<${result}, Error>`;
  }

  #collection(type: Extract<ApiType, { readonly kind: "list" | "map" }>, position: Position): string {
    const isLent = position === "callback";
    if (type.kind === "list") return isLent ? `&[${this.type(type.item)}]` : `Vec<${this.type(type.item)}>`;
    return `${isLent ? "&" : ""}BTreeMap<${this.type(type.key)}, ${this.type(type.value)}>`;
  }
}
