/** What a crate is called, and where its library is: as the options say, or after the package of the document. */
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import type { TargetOptions } from "../target.ts";
import { readText } from "../target-options.ts";

/** Names of the crate and what it links. */
export interface CrateNames {
  readonly crateName: string;
  readonly libraryName: string;
  /** The environment variable with the folder of the library. */
  readonly variable: string;
}

/** Finds the names in the options, or makes them of the package's. */
export function toCrateNames({ api }: ApiPlan, options: TargetOptions): CrateNames {
  const crateName = readText(options, "crate_name", api.package.name.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, "-"));
  return {
    crateName,
    libraryName: readText(options, "library", api.package.name),
    variable: `${crateName.toUpperCase().replaceAll("-", "_")}_LIBRARY_DIR`,
  };
}

/** Finds the names of the crate of an imported document in the options that it gives itself. */
export function toImportedNames({ plan }: ImportPlan): CrateNames {
  return toCrateNames(plan, plan.api.generators["rust"] ?? {});
}

/** The crate of an imported document, as paths begin with it. */
export function toImportedCrate(from: ImportPlan): string {
  return toImportedNames(from).crateName.replaceAll("-", "_");
}
