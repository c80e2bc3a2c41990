/** What an npm package is called, and where its library is: as the options say, or after the package of the document. */
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import type { TargetOptions } from "../target.ts";
import { readText, toLibraryVariable } from "../target-options.ts";

/** What the package is called and where its library is. */
export interface PackageNames {
  readonly packageName: string;
  /** Its bare name, as in `libcontacts.so`. */
  readonly libraryName: string;
  /** The environment variable that names the file of the library. */
  readonly variable: string;
}

/** Finds the names in the options of the target. */
export function toPackageNames({ api }: ApiPlan, options: TargetOptions): PackageNames {
  const libraryName = readText(options, "library", api.package.name);
  return {
    packageName: readText(options, "package_name", api.package.name),
    libraryName,
    variable: toLibraryVariable(libraryName),
  };
}

/** Finds the package of an imported document in the options that it gives itself. */
export function toImportedPackage({ plan }: ImportPlan): string {
  return toPackageNames(plan, plan.api.generators["ts"] ?? {}).packageName;
}

/**
 * The module of a package that others generated from documents which import its document need, and nobody else.
 *
 * @param file A file below `src`, without its extension.
 */
export function toInternalModule(from: ImportPlan, file: string): string {
  return `${toImportedPackage(from)}/internal/${file}.js`;
}
