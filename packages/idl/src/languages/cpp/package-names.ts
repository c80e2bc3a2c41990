/** What a C++ package is called, and where its library is: as the options say, or after the package of the document. */
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import { toSnakeCase } from "../name-cases.ts";
import type { TargetOptions } from "../target.ts";
import { readText } from "../target-options.ts";

/** What the package is called and where its library is. */
export interface PackageNames {
  /** The namespace of everything, and the CMake target. */
  readonly namespace: string;
  readonly headerName: string;
  readonly libraryName: string;
}

/** Finds the names in the options of the target. */
export function toPackageNames({ api }: ApiPlan, options: TargetOptions): PackageNames {
  const namespace = readText(options, "namespace", toSnakeCase(api.package.name.replaceAll(/[^A-Za-z0-9_]+/g, "_")));
  return {
    namespace,
    headerName: readText(options, "header_name", `${namespace}.hpp`),
    libraryName: readText(options, "library", api.package.name),
  };
}

/** Finds the names of the package of an imported document in the options that it gives itself. */
export function toImportedNames({ plan }: ImportPlan): PackageNames {
  return toPackageNames(plan, plan.api.generators["cpp"] ?? {});
}
