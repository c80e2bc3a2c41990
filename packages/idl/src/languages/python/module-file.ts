/** One generated module while it is rendered: its names, what it imports, and whether it is the stub (`.pyi`) of it. */
import type { DeclarationId } from "../../model/index.ts";
import type { ApiPlan, FlagsPlan, ModulePlan } from "../../plan/plan-model.ts";
import type { CType } from "../../abi/c-type.ts";
import type { ModuleNames } from "../module-names.ts";
import { flattenModules } from "../plan-modules.ts";
import { moduleName } from "./names.ts";
import { flagBases } from "./native-file.ts";
import { renderNative } from "./types.ts";
import type { FlagBases } from "./types.ts";

/** The file of a module. */
export class ModuleFile {
  readonly plan: ApiPlan;
  readonly module: ModulePlan;
  readonly names: ModuleNames;
  /** A stub has signatures and documentation, no bodies. */
  readonly isStub: boolean;
  readonly #name: string;
  readonly #imports = new Set<string>();
  readonly #flagBases: FlagBases;

  constructor(plan: ApiPlan, module: ModulePlan, options: { readonly names: ModuleNames; readonly isStub: boolean }) {
    this.plan = plan;
    this.module = module;
    this.names = options.names;
    this.isStub = options.isStub;
    this.#name = moduleName(module);
    this.#flagBases = flagBases(plan);
  }

  /** The name of a declared type or function; one of another module is reached through that module. */
  readonly findName = (id: DeclarationId): string => {
    const { file, identifier } = this.names.find(id);
    if (file === this.#name) return identifier;
    this.#imports.add(file);
    return `_${file}.${identifier}`;
  };

  /** The integer behind flags. */
  findFlagsBase(id: DeclarationId): FlagsPlan["native"]["base"] {
    const flags = flattenModules(this.plan.modules).flatMap((module) => module.flags);
    return flags.find(({ declaration }) => declaration.id === id)?.native.base ?? "u32";
  }

  /** The ctypes type of a C type. */
  native(type: CType): string {
    return renderNative(type, this.#flagBases);
  }

  /** Other modules that this one uses. */
  get imports(): readonly string[] {
    return [...this.#imports].toSorted();
  }
}
