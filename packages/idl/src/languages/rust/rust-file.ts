/** One generated module of the crate while it is rendered: how it names what is declared in it and elsewhere. */
import type { ApiType, DeclarationId } from "../../model/index.ts";
import type { ApiPlan, Failure } from "../../plan/plan-model.ts";
import type { CrateScope } from "./names.ts";
import { renderType } from "./types.ts";
import type { Position } from "./types.ts";

/** A module of the crate. */
export class RustFile {
  readonly plan: ApiPlan;
  readonly #scope: CrateScope;
  readonly #path: readonly string[];

  constructor(plan: ApiPlan, scope: CrateScope, path: readonly string[]) {
    this.plan = plan;
    this.#scope = scope;
    this.#path = path;
  }

  /** The name of a declaration, or of what belongs to it (see the keys of `names.ts`). */
  name(key: DeclarationId): string {
    return this.#scope.find(key, this.#path);
  }

  /** The name of a module that is in this one. */
  moduleName(id: DeclarationId): string {
    return this.#scope.findModule(id).at(-1) ?? "";
  }

  /** The Rust type of a document's type. */
  type(type: ApiType, position: Position = "owned"): string {
    return renderType(type, position, (id) => this.name(id));
  }

  /** The type of a call's errors. */
  errorType(failure: Failure): string {
    return failure.kind === "domain" ? this.name(failure.domain) : "Error";
  }
}
