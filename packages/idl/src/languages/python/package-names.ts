/** What a Python package is called, and where its library is: as the options say, or after the package of the document. */
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import { toSnakeCase } from "../name-cases.ts";
import type { TargetOptions } from "../target.ts";
import { readText, toLibraryVariable } from "../target-options.ts";

/** What the package is called and where its library is. */
export interface PackageNames {
  /** The distribution, as `pip` knows it. */
  readonly distribution: string;
  /** The package, as `import` knows it. */
  readonly packageName: string;
  readonly libraryName: string;
  /** The environment variable that names the file of the library. */
  readonly variable: string;
}

/** Finds the names in the options of the target. */
export function toPackageNames({ api }: ApiPlan, options: TargetOptions): PackageNames {
  const libraryName = readText(options, "library", api.package.name);
  const distribution = readText(options, "package_name", api.package.name);
  return {
    distribution,
    packageName: toSnakeCase(distribution.replaceAll(/[^A-Za-z0-9_]+/g, "_")),
    libraryName,
    variable: toLibraryVariable(libraryName),
  };
}

/** Finds the names of the package of an imported document in the options that it gives itself. */
export function toImportedNames({ plan }: ImportPlan): PackageNames {
  return toPackageNames(plan, plan.api.generators["python"] ?? {});
}

/** The package of an imported document, as `import` knows it. */
export function toImportedPackage(from: ImportPlan): string {
  return toImportedNames(from).packageName;
}
