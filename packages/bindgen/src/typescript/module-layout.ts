/**
 * The files of a module: one, or, in a large module, those that `part-plan.ts` decides on. V8 reads many small modules in less time than one
 * with as many exports, and so does TypeScript.
 */
import type { SpecDeclaration } from "../spec/model.ts";
import { ModuleFile } from "./module-file.ts";
import type { ModuleNames } from "./module-names.ts";
import { libraryPart } from "./module-parts.ts";
import { roleOf } from "./part-plan.ts";
import type { PartPlan, PartRole } from "./part-plan.ts";

/** The files of a module. */
export interface ModuleLayout {
  /** Where the libraries are declared, and stands what the module lacks. */
  readonly library: ModuleFile;
  /** Whether there are others. */
  readonly isDivided: boolean;
  /** Gives the file of a declaration, or of the enumerators of an enum, which are constants. */
  fileOf(declaration: SpecDeclaration, role?: PartRole): ModuleFile;
}

/** Everything in one file. */
export function layOutWhole(names: ModuleNames): ModuleLayout {
  const file = new ModuleFile(names);
  return { library: file, isDivided: false, fileOf: () => file };
}

/** A file for each part. */
export class DividedLayout implements ModuleLayout {
  readonly isDivided = true;
  readonly library: ModuleFile;
  /** The files by name. */
  readonly files: Map<string, ModuleFile>;
  readonly #names: ModuleNames;
  readonly #plan: PartPlan;

  constructor(names: ModuleNames, plan: PartPlan) {
    this.#names = names;
    this.#plan = plan;
    this.library = new ModuleFile(names);
    this.files = new Map([[libraryPart, this.library]]);
  }

  fileOf(declaration: SpecDeclaration, role: PartRole = roleOf(declaration)): ModuleFile {
    const name = this.#plan.partOf(declaration, role);
    let file = this.files.get(name);
    if (file === undefined) this.files.set(name, (file = new ModuleFile(this.#names)));
    return file;
  }
}
