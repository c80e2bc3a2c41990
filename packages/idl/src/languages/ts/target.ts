/** The TypeScript target: a package over koine, without an addon of its own, for Node, Bun and Deno. */
import { renderDocumentBanner } from "../document-banner.ts";
import { flattenModules } from "../plan-modules.ts";
import { readSupportFiles } from "../support-files.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { generatorVersion } from "../../version.ts";
import type { Target, TargetFile, TargetOptions, TargetOutput } from "../target.ts";
import { readText, toLibraryVariable } from "../target-options.ts";
import { createNames, moduleFile } from "./names.ts";
import { renderNativeFile } from "./native-file.ts";
import { renderCompilerOptions, renderIndex, renderManifest, renderReadme } from "./package-files.ts";
import type { PackageNames } from "./package-files.ts";
import { renderModule } from "./render-module.ts";

/** Renders TypeScript packages. */
export const typescriptTarget: Target = Object.freeze({
  name: "ts",
  title: "TypeScript",
  lacks: {
    imports: "types of other documents are not rendered",
  },
  options: [
    { name: "package_name", type: "text", help: "the name of the npm package" },
    { name: "library", type: "text", help: "the bare name of the native library" },
  ],
  render: renderTypescript,
} as const satisfies Target);

function renderTypescript(plan: ApiPlan, options: TargetOptions): TargetOutput {
  const names = createNames(plan);
  const packageNames = toPackageNames(plan, options);
  const banner = `${renderDocumentBanner(plan)}\n`;
  const source = (name: string, text: string): TargetFile => ({ path: `ts/src/${name}.ts`, text: banner + text });
  return {
    files: [
      { path: "ts/package.json", text: renderManifest(plan, packageNames, generatorVersion) },
      { path: "ts/tsconfig.json", text: renderCompilerOptions() },
      { path: "ts/README.md", text: renderReadme(plan, packageNames) },
      source("index", renderIndex(plan)),
      source("native", renderNativeFile(plan, packageNames)),
      ...flattenModules(plan.modules).map((module) => source(moduleFile(module), renderModule(plan, module, names))),
      ...readSupportFiles("ts").map(({ path, text }) => ({ path: `ts/src/support/${path}`, text })),
    ],
    diagnostics: [],
  };
}

function toPackageNames({ api }: ApiPlan, options: TargetOptions): PackageNames {
  const libraryName = readText(options, "library", api.package.name);
  return {
    packageName: readText(options, "package_name", api.package.name),
    libraryName,
    variable: toLibraryVariable(libraryName),
  };
}
