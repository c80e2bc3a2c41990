/** The TypeScript target: a package over koine, without an addon of its own, for Node, Bun and Deno. */
import { renderDocumentBanner } from "../document-banner.ts";
import { flattenModules } from "../plan-modules.ts";
import { readSupportFiles } from "../support-files.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { generatorVersion } from "../../version.ts";
import { libraryOption } from "../target-options.ts";
import type { Target, TargetFile, TargetOptions, TargetOutput } from "../target.ts";
import { createNames, moduleFile } from "./names.ts";
import { renderNativeFile } from "./native-file.ts";
import { renderCompilerOptions, renderIndex, renderManifest, renderReadme } from "./package-files.ts";
import { toPackageNames } from "./package-names.ts";
import { renderCallbacks, renderModule } from "./render-module.ts";

/** Renders TypeScript packages. */
export const typescriptTarget: Target = Object.freeze({
  name: "ts",
  title: "TypeScript",
  lacks: {},
  options: [{ name: "package_name", type: "text", help: "the name of the npm package" }, libraryOption],
  render: renderTypescript,
} as const satisfies Target);

function renderTypescript(plan: ApiPlan, options: TargetOptions): TargetOutput {
  const names = createNames(plan);
  const packageNames = toPackageNames(plan, options);
  const banner = `${renderDocumentBanner(plan)}\n`;
  const source = (name: string, text: string): TargetFile => ({ path: `ts/src/${name}.ts`, text: banner + text });
  const modules = flattenModules(plan.modules);
  const sources = [
    ...modules.map((module) => source(moduleFile(module), renderModule(plan, module, names))),
    ...modules
      .filter(({ callbacks }) => callbacks.length > 0)
      .map((module) => source(`callbacks/${moduleFile(module)}`, renderCallbacks(plan, module, names))),
  ];
  const nativeSource = { plan, declared: names.declared, location: packageNames };
  return {
    files: [
      { path: "ts/package.json", text: renderManifest(plan, packageNames, generatorVersion) },
      { path: "ts/tsconfig.json", text: renderCompilerOptions() },
      { path: "ts/README.md", text: renderReadme(plan, packageNames) },
      source("index", renderIndex(plan)),
      source("native", renderNativeFile(nativeSource, sources.map(({ text }) => text).join("\n"))),
      ...sources,
      ...readSupportFiles("ts").map(({ path, text }) => ({ path: `ts/src/support/${path}`, text })),
    ],
    diagnostics: [],
  };
}
