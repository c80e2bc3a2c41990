/**
 * A Rust file of a scaffold while it is rendered: how types are spelled for who implements an API. What callers lend is copied,
 * so that calls may run on other threads; only `&str` and `&[u8]` of the document stay lent.
 */
import { RustFile } from "../../languages/rust/rust-file.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { CrateScope } from "../../languages/rust/names.ts";
import type { Position } from "../../languages/rust/types.ts";
import type { ApiType, DeclarationId } from "../../model/index.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";

/** The module of the crate that declares what is implemented, and the one that the author writes. */
export const crateModules = { api: "api", implementation: "implementation" } as const;

const apiPath = `crate::${crateModules.api}::`;
const implementationPath = `crate::${crateModules.implementation}::`;

/** A generated file, or the author's. */
export class ProducerFile extends RustFile {
  readonly #path: readonly string[];
  readonly #scope: CrateScope;
  readonly #interfaces: ReadonlySet<DeclarationId>;

  constructor(plan: ApiPlan, scope: CrateScope, path: readonly string[] = []) {
    super(plan, scope, path);
    this.#path = path;
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
        return `Arc<${this.implementer(type.id)}>`;
      case "typed-handle":
        return `support::Handle<${this.#interfaces.has(type.id) ? this.implementer(type.id) : this.name(type.id)}>`;
      case "optional":
        return `Option<${inner(type.item)}>`;
      case "string":
        return position === "callback" || (position === "parameter" && type.isBorrowed) ? "&str" : "String";
      case "bytes":
        return position === "callback" || (position === "parameter" && type.isBorrowed) ? "&[u8]" : "Vec<u8>";
      case "callback":
        return `&${this.name(type.id)}<'_>`;
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

  #collection(type: Extract<ApiType, { readonly kind: "list" | "map" }>, position: Position): string {
    const isLent = position === "callback";
    if (type.kind === "list") return isLent ? `&[${this.type(type.item)}]` : `Vec<${this.type(type.item)}>`;
    return `${isLent ? "&" : ""}BTreeMap<${this.type(type.key)}, ${this.type(type.value)}>`;
  }

  /** The module that is rendered, as names of other modules begin with it. */
  get path(): readonly string[] {
    return this.#path;
  }
}
