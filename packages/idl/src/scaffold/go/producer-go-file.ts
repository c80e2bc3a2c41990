/** A Go file of a scaffold while it is rendered: how types are spelled for who implements an API. */
import { DeclaredPlans } from "../../languages/declared-plans.ts";
import { GoFile } from "../../languages/go/go-file.ts";
import type { PackageScope } from "../../languages/go/names.ts";
import { renderType } from "../../languages/go/types.ts";
import type { ApiType } from "../../model/index.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";

/** Names of the support code that documents cannot have. */
export const supportNames: readonly string[] = [
  "CountAlive",
  "CountRunning",
  "WaitUntilNoneAlive",
  "Handle",
  "KeepHandle",
  "Stream",
];

/** A file of the package. */
export class ProducerGoFile extends GoFile {
  /** The plans of the document and its imports. */
  readonly plans: DeclaredPlans;

  constructor(plan: ApiPlan, scope: PackageScope) {
    super(plan, scope);
    this.plans = new DeclaredPlans(plan);
  }

  override type(type: ApiType): string {
    const inner = (item: ApiType): string => this.type(item);
    switch (type.kind) {
      case "record":
      case "interface":
        return (this.scope.isImported(type.id) ? "*" : "") + this.scope.find(type.id);
      case "typed-handle":
        return `Handle[${this.scope.find(type.id)}]`;
      case "optional":
        return this.#hasNone(type.item) ? inner(type.item) : `*${inner(type.item)}`;
      case "iterator":
        this.use("iter");
        return `iter.Seq2[${inner(type.item)}, error]`;
      case "stream":
        return `Stream[${inner(type.item)}]`;
      default:
        return renderType(type, (id) => this.scope.find(id), inner);
    }
  }

  /** Whether the type has a value that stands for none. */
  #hasNone(type: ApiType): boolean {
    if (type.kind === "record") return this.scope.isImported(type.id);
    return ["bytes", "list", "map", "interface", "rich-enum", "typed-handle"].includes(type.kind);
  }
}
