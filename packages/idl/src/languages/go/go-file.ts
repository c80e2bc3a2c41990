/** One generated Go file while it is rendered: the names of the package, and the imports that the file turned out to need. */
import type { ApiType } from "../../model/index.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import type { PackageScope } from "./names.ts";
import { renderType } from "./types.ts";

/** A file of the package. */
export class GoFile {
  readonly plan: ApiPlan;
  readonly scope: PackageScope;
  readonly #imports = new Set<string>();

  constructor(plan: ApiPlan, scope: PackageScope) {
    this.plan = plan;
    this.scope = scope;
  }

  /** The Go type of a document's type. */
  type(type: ApiType): string {
    if (containsItems(type)) this.use("iter");
    return renderType(type, (id) => this.scope.find(id));
  }

  /** Notes that a package of the standard library is used. */
  use(path: string): void {
    this.#imports.add(path);
  }

  /** The imports, sorted. */
  get imports(): readonly string[] {
    return [...this.#imports].toSorted();
  }
}

function containsItems(type: ApiType): boolean {
  return type.kind === "iterator" || type.kind === "stream";
}
