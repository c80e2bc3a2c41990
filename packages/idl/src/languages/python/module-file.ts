/** One generated module while it is rendered: its names, what it imports, and whether it is the stub (`.pyi`) of it. */
import type { DeclarationId } from "../../model/index.ts";
import type { ApiPlan, ImportPlan, ModulePlan } from "../../plan/plan-model.ts";
import type { CType } from "../../abi/c-type.ts";
import type { FlagsBase } from "../declared-plans.ts";
import type { ModuleNames } from "../module-names.ts";
import { moduleName } from "./names.ts";
import { toImportedPackage } from "./package-names.ts";
import { renderNative } from "./types.ts";

/** The file of a module. */
export class ModuleFile {
  readonly plan: ApiPlan;
  readonly module: ModulePlan;
  readonly names: ModuleNames;
  /** A stub has signatures and documentation, no bodies. */
  readonly isStub: boolean;
  readonly #name: string;
  readonly #siblings = new Set<string>();
  readonly #packages = new Set<string>();

  constructor(plan: ApiPlan, module: ModulePlan, options: { readonly names: ModuleNames; readonly isStub: boolean }) {
    this.plan = plan;
    this.module = module;
    this.names = options.names;
    this.isStub = options.isStub;
    this.#name = moduleName(module);
  }

  /** The name of a declared type or function; one of another module is reached through that module. */
  readonly findName = (id: DeclarationId): string => {
    const { file, identifier, from } = this.names.find(id);
    if (from !== undefined) return `${this.#importFrom(from, file)}.${identifier}`;
    if (file === this.#name) return identifier;
    this.#siblings.add(`from . import ${file} as _${file}`);
    return `_${file}.${identifier}`;
  };

  /** The local name of a module of another package; with two underscores, as no module of this one has it. */
  #importFrom(from: ImportPlan, file: string): string {
    const name = `_${from.name}__${file}`;
    this.#packages.add(`from ${toImportedPackage(from)} import ${file} as ${name}`);
    return name;
  }

  /** The integer behind flags. */
  findFlagsBase(id: DeclarationId): FlagsBase {
    return this.names.declared.findFlagsBase(id);
  }

  /** The ctypes type of a C type. */
  native(type: CType): string {
    return renderNative(type, this.names.declared.flagBases);
  }

  /** The imports of other modules of the package, as statements. */
  get siblings(): readonly string[] {
    return [...this.#siblings].toSorted();
  }

  /** The imports from packages of other documents, as statements. */
  get packages(): readonly string[] {
    return [...this.#packages].toSorted();
  }
}
