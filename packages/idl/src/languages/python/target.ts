/** The Python target: a typed package over ctypes, without a compiler, for CPython 3.11 and later. */
import type { ApiPlan } from "../../plan/plan-model.ts";
import { renderDocumentBanner } from "../document-banner.ts";
import { flattenModules } from "../plan-modules.ts";
import { readSupportFiles } from "../support-files.ts";
import { libraryOption } from "../target-options.ts";
import type { Target, TargetFile, TargetOptions, TargetOutput } from "../target.ts";
import { createNames, moduleName } from "./names.ts";
import { renderNativeFile } from "./native-file.ts";
import { renderInit, renderProject, renderReadme } from "./package-files.ts";
import { toPackageNames } from "./package-names.ts";
import { renderModule } from "./render-module.ts";

/** Renders Python packages. */
export const pythonTarget: Target = Object.freeze({
  name: "python",
  title: "Python",
  lacks: {},
  options: [{ name: "package_name", type: "text", help: "the name that pip knows the package by" }, libraryOption],
  render: renderPython,
} as const satisfies Target);

function renderPython(plan: ApiPlan, options: TargetOptions): TargetOutput {
  const names = createNames(plan);
  const own = toPackageNames(plan, options);
  const banner = `${renderDocumentBanner(plan, "#")}\n`;
  const source = (name: string, text: string): TargetFile => ({
    path: `python/${own.packageName}/${name}`,
    text: banner + text,
  });
  const modules = flattenModules(plan.modules).flatMap((module) => [
    source(`${moduleName(module)}.py`, renderModule(plan, module, { names, isStub: false })),
    source(`${moduleName(module)}.pyi`, renderModule(plan, module, { names, isStub: true })),
  ]);
  const native = renderNativeFile(
    { plan, names: own, flagBases: names.declared.flagBases },
    modules.map(({ text }) => text),
  );
  return {
    files: [
      { path: "python/pyproject.toml", text: renderProject(plan, own) },
      { path: "python/README.md", text: renderReadme(plan, own) },
      source("__init__.py", renderInit(plan)),
      source("_native.py", native),
      ...modules,
      { path: `python/${own.packageName}/py.typed`, text: "" },
      ...readSupportFiles("python").map(({ path, text }) => ({ path: `python/${own.packageName}/${path}`, text })),
    ],
    diagnostics: [],
  };
}
