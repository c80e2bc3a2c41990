/** One generated module of the crate while it is rendered: how it names what is declared in it and elsewhere. */
import type { ApiType, DeclarationId } from "../../model/index.ts";
import { findImported } from "../../plan/imported-declarations.ts";
import type { ApiPlan, Failure } from "../../plan/plan-model.ts";
import { toImportedCrate } from "./crate-names.ts";
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

  /** The crate that a declaration is in; `undefined` for this one. */
  crateOf(id: DeclarationId): string | undefined {
    const imported = findImported(this.plan, id);
    return imported === undefined ? undefined : `::${toImportedCrate(imported.from)}`;
  }

  /** Makes the error of a result this crate's own, where it is that of the crate of a declaration. */
  ownError(result: string, id: DeclarationId): string {
    return this.crateOf(id) === undefined ? result : `${result}.map_err(Error::from)`;
  }

  /** The functions that make a rich enum a native object, and read it. */
  passage(id: DeclarationId): { readonly make: string; readonly read: string } {
    const name = this.name(id);
    if (this.crateOf(id) === undefined) return { make: `${name}::to_native`, read: `${name}::from_native` };
    return { make: "support::Passage::make", read: `<${name} as support::Passage>::read` };
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
