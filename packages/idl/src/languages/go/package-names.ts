/** What a Go module and its package are called: as the options say, or after the package of the document. */
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import type { TargetOptions } from "../target.ts";
import { readText } from "../target-options.ts";

/** What the module and the package are called, and which library is linked. */
export interface PackageNames {
  readonly modulePath: string;
  readonly packageName: string;
  readonly libraryName: string;
}

/** Finds the names in the options of the target. */
export function toPackageNames({ api }: ApiPlan, options: TargetOptions): PackageNames {
  const packageName = readText(options, "package_name", api.package.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ""));
  return {
    modulePath: readText(options, "module_path", packageName),
    packageName,
    libraryName: readText(options, "library", api.package.name),
  };
}

/** Finds the module of an imported document in the options that it gives itself. */
export function toImportedModule({ plan }: ImportPlan): string {
  return toPackageNames(plan, plan.api.generators["go"] ?? {}).modulePath;
}
