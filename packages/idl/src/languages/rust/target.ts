/** The Rust target: a safe crate without dependencies over `extern "C"`. */
import { CodeWriter } from "@koine/codegen";
import type { ApiPlan, ModulePlan } from "../../plan/plan-model.ts";
import { renderDocumentBanner } from "../document-banner.ts";
import { flattenModules } from "../plan-modules.ts";
import { renderApart } from "../render-apart.ts";
import { readSupportFiles } from "../support-files.ts";
import { libraryOption } from "../target-options.ts";
import type { Target, TargetFile, TargetOptions, TargetOutput } from "../target.ts";
import { breakLongLines } from "./layout.ts";
import { renderModuleHead } from "./module-head.ts";
import { CrateScope } from "./names.ts";
import { renderNativeFile } from "./native-file.ts";
import { renderBuildScript, renderManifest, renderReadme, renderRoot } from "./package-files.ts";
import { toCrateNames } from "./crate-names.ts";
import { renderImportedFile } from "./imported-file.ts";
import { renderCall } from "./render-call.ts";
import { renderCallback, renderListener } from "./render-callback.ts";
import { renderInterface, renderRecord } from "./render-objects.ts";
import { renderRichEnum } from "./render-rich-enum.ts";
import {
  renderAlias,
  renderConstantDeclaration,
  renderEnum,
  renderErrorDomain,
  renderFlags,
  renderStruct,
} from "./render-types.ts";
import { RustFile } from "./rust-file.ts";

/** Renders Rust crates. */
export const rustTarget: Target = Object.freeze({
  name: "rust",
  title: "Rust",
  lacks: {},
  options: [{ name: "crate_name", type: "text", help: "the name of the crate" }, libraryOption],
  render: renderRust,
} as const satisfies Target);

function renderRust(plan: ApiPlan, options: TargetOptions): TargetOutput {
  const names = toCrateNames(plan, options);
  const scope = new CrateScope(plan);
  const banner = renderDocumentBanner(plan);
  const file = (path: string, text: string): TargetFile => ({ path: `rust/${path}`, text });
  const rust = (path: string, text: string) => file(path, `${banner}\n\n${breakLongLines(text)}`);
  const modules = flattenModules(plan.modules).map((module) => {
    const path = scope.findModule(module.declaration.id);
    return rust(`src/${path.join("/")}.rs`, renderModule(module, new RustFile(plan, scope, path)));
  });
  const imported = plan.imports.length === 0 ? [] : [renderImportedFile(plan, new RustFile(plan, scope, ["imported"]))];
  const users = [...imported.map((text) => rust("src/imported.rs", text)), ...modules];
  return {
    files: [
      file("Cargo.toml", renderManifest(plan, names)),
      file("rustfmt.toml", 'max_width = 120\nuse_small_heuristics = "Max"\n'),
      file("README.md", renderReadme(plan, names)),
      rust("build.rs", renderBuildScript(names)),
      rust("src/lib.rs", renderRoot(plan, scope)),
      rust("src/ffi.rs", renderNativeFile(plan, users.map(({ text }) => text).join("\n"))),
      ...users,
      ...readSupportFiles("rust").map(({ path, text }) => file(`src/${path}`, `${banner}\n\n${text}`)),
    ],
    diagnostics: [],
  };
}

function renderModule(module: ModulePlan, file: RustFile): string {
  const writer = new CodeWriter({ indentation: "    " });
  const each = renderApart(writer, file);
  for (const { declaration } of module.modules) {
    writer.blank().line(`pub mod ${file.moduleName(declaration.id)};`);
  }
  each(module.constants, renderConstantDeclaration);
  each(module.aliases, renderAlias);
  each(module.enums, renderEnum);
  each(module.flags, renderFlags);
  each(module.structs, renderStruct);
  if (module.errorDomain !== undefined) renderErrorDomain(writer.blank(), module.errorDomain, file);
  each(module.callbacks, renderCallback);
  each(module.records, renderRecord);
  each(module.richEnums, renderRichEnum);
  each(module.interfaces, renderInterface);
  for (const call of module.functions) {
    renderCall(writer.blank(), call, { name: file.name(call.declaration.id), isMethod: false }, file);
  }
  each(module.listeners, renderListener);
  return renderModuleHead(module, writer.toString()) + writer.toString();
}
