/** Renders what makes the generated modules a package: metadata, README, `__init__.py`, the mark of typed packages. */
import { CodeWriter } from "@koine/codegen";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { renderText } from "./constants.ts";
import { moduleName } from "./names.ts";
import { toImportedNames } from "./package-names.ts";
import type { PackageNames } from "./package-names.ts";

/** Renders `pyproject.toml`. */
export function renderProject({ api, imports }: ApiPlan, { distribution, packageName }: PackageNames): string {
  const { version, description, license, authors, homepage, repository } = api.package;
  const writer = new CodeWriter();
  writer.lines(["[build-system]", 'requires = ["setuptools>=77"]', 'build-backend = "setuptools.build_meta"', ""]);
  writer
    .line("[project]")
    .line(`name = ${renderText(distribution)}`)
    .line(`version = ${renderText(version)}`);
  if (description !== undefined) writer.line(`description = ${renderText(description)}`);
  writer.line('readme = "README.md"').line('requires-python = ">=3.11"');
  if (license !== undefined) writer.line(`license = ${renderText(license)}`);
  if (authors.length > 0)
    writer.line(`authors = [${authors.map((name) => `{ name = ${renderText(name)} }`).join(", ")}]`);
  if (imports.length > 0) {
    const needed = imports.map((one) => `${toImportedNames(one).distribution}>=${one.plan.api.package.version}`);
    writer.line(`dependencies = [${needed.map(renderText).join(", ")}]`);
  }
  if (homepage !== undefined || repository !== undefined) {
    writer.blank().line("[project.urls]");
    if (homepage !== undefined) writer.line(`Homepage = ${renderText(homepage)}`);
    if (repository !== undefined) writer.line(`Repository = ${renderText(repository)}`);
  }
  writer
    .blank()
    .line("[tool.setuptools]")
    .line(`packages = [${renderText(packageName)}, ${renderText(`${packageName}._support`)}]`);
  writer.blank().line("[tool.setuptools.package-data]");
  writer.line(`${renderText(packageName)} = ["py.typed", "*.pyi", "*.so", "*.dylib", "*.dll"]`);
  return writer.toString();
}

/** Renders `__init__.py`: a single module as it is, several under their names. */
export function renderInit({ api, modules }: ApiPlan): string {
  const writer = new CodeWriter();
  writer
    .line(`"""${(api.package.description ?? `The native library ${api.package.name}.`).replaceAll('"', "'")}"""`)
    .blank();
  writer.line("from ._support import ApiError as ApiError");
  writer.line("from ._support import NativeIterator as NativeIterator");
  writer.line("from ._support import NativeObject as NativeObject");
  writer.line("from ._support import NativeStream as NativeStream");
  writer.line("from ._support import StaleBindingError as StaleBindingError");
  writer.line("from ._support import Subscription as Subscription");
  for (const module of modules) writer.line(`from . import ${moduleName(module)} as ${moduleName(module)}`);
  const [only] = modules;
  if (only !== undefined && modules.length === 1) writer.line(`from .${moduleName(only)} import *  # noqa: F403`);
  return writer.toString();
}

/** Renders `README.md`. */
export function renderReadme({ api }: ApiPlan, names: PackageNames): string {
  const { distribution, packageName, libraryName, variable } = names;
  return `# ${distribution}

${api.package.description ?? `Python for the native library \`${libraryName}\`.`}

\`\`\`sh
pip install ${distribution}
\`\`\`

The library is looked for beside the package \`${packageName}\`, then as the system finds \`lib${libraryName}.so\`, \`lib${libraryName}.dylib\` or
\`${libraryName}.dll\`; the environment variable \`${variable}\` names its file instead.

- Objects of the library end with \`with\`, or with \`close()\`; the garbage collector ends what is forgotten.
- What the library reports is raised: \`ApiError\`, or a class of the module's errors.
- Async functions are coroutines of \`asyncio\`; cancelling the task cancels the call, where the library can.
- A library that was built from another document is refused with \`StaleBindingError\`, which names every difference.
`;
}
