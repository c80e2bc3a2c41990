/** The C++ target: a header over the C header, for C++17, with a CMake file. */
import { CodeWriter } from "@koine/codegen";
import type { ApiPlan, ListenerPlan, ModulePlan } from "../../plan/plan-model.ts";
import { renderHeader } from "../c/header.ts";
import { createCNames } from "../c/names.ts";
import { renderDocumentBanner } from "../document-banner.ts";
import { flattenModules } from "../plan-modules.ts";
import { renderApart } from "../render-apart.ts";
import { readSupportFiles } from "../support-files.ts";
import { libraryOption } from "../target-options.ts";
import type { Target, TargetOptions, TargetOutput } from "../target.ts";
import { CppFile } from "./cpp-file.ts";
import { renderDoc } from "./documentation.ts";
import { callbackEntry } from "./marshal-in.ts";
import { CppNames } from "./names.ts";
import { renderCMake, renderReadme } from "./package-files.ts";
import { toImportedNames, toPackageNames } from "./package-names.ts";
import type { PackageNames } from "./package-names.ts";
import { renderDeclaration, renderDefinition } from "./render-call.ts";
import {
  interfaceParts,
  recordParts,
  renderBuilder,
  renderBuilderDefinitions,
  renderClass,
  renderClassDefinitions,
} from "./render-classes.ts";
import { renderCancelToken, renderEntries, renderRuntime, renderStructPassage } from "./render-detail.ts";
import { renderContract } from "./render-contract.ts";
import { declareRichPassage, renderRichPassage } from "./render-rich-passage.ts";
import { declareRichEnum, renderVariants } from "./render-rich-enum.ts";
import {
  renderCallbackType,
  renderConstantDeclaration,
  renderEnum,
  renderErrorDomain,
  renderFlags,
  renderStruct,
} from "./render-types.ts";

/** Renders C++ packages. */
export const cppTarget: Target = Object.freeze({
  name: "cpp",
  title: "C++",
  lacks: {},
  options: [
    { name: "namespace", type: "text", help: "the namespace of everything" },
    { name: "header_name", type: "text", help: "the name of the header" },
    libraryOption,
  ],
  render: renderCpp,
} as const satisfies Target);

function renderCpp(plan: ApiPlan, options: TargetOptions): TargetOutput {
  const own = toPackageNames(plan, options);
  const banner = renderDocumentBanner(plan);
  const { header } = createCNames(plan.abi.prefix);
  return {
    files: [
      { path: "cpp/CMakeLists.txt", text: `${banner.replace("//", "#")}\n${renderCMake(plan, own)}` },
      { path: "cpp/README.md", text: renderReadme(plan, own) },
      { path: `cpp/include/${header}`, text: renderHeader(plan) },
      { path: `cpp/include/${own.headerName}`, text: `${banner}\n${renderCppHeader(plan, own)}` },
      ...readSupportFiles("cpp").map(({ path, text }) => ({ path: `cpp/include/${path}`, text })),
    ],
    diagnostics: [],
  };
}

const standardHeaders = [
  "array",
  "cstddef",
  "cstdint",
  "functional",
  "future",
  "map",
  "memory",
  "optional",
  "stdexcept",
  "string",
  "type_traits",
  "utility",
  "variant",
  "vector",
];

/** What the library deprecates is still called here, on behalf of who calls this header. */
const quietBegin = `#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#elif defined(_MSC_VER)
#pragma warning(push)
#pragma warning(disable : 4996)
#endif`;

const quietEnd = `#if defined(__GNUC__)
#pragma GCC diagnostic pop
#elif defined(_MSC_VER)
#pragma warning(pop)
#endif`;

function renderCppHeader(plan: ApiPlan, { namespace }: PackageNames): string {
  const file = new CppFile(plan, new CppNames(plan, namespace));
  const modules = flattenModules(plan.modules);
  const writer = new CodeWriter({ indentation: "    " });
  const guard = `${namespace.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}_HPP`;
  writer.line(`#ifndef ${guard}`).line(`#define ${guard}`).blank();
  writer.lines(standardHeaders.map((name) => `#include <${name}>`)).blank();
  writer
    .line(`#include "${createCNames(plan.abi.prefix).header}"`)
    .line('#include "koine_support.hpp"')
    .lines(plan.imports.map((one) => `#include "${toImportedNames(one).headerName}"`))
    .blank();
  writer.line(quietBegin);
  const inRoot = (own: string, body: () => void) => {
    writer.blank().line(`namespace ${own} {`).blank();
    body();
    writer.blank().line(`}  // namespace ${own}`);
  };
  const inEach = (render: (module: ModulePlan) => void) => {
    for (const module of modules) inRoot(file.names.namespaceOf(module), () => render(module));
  };
  inRoot(namespace, () => renderCancelToken(writer, file));
  inEach((module) => renderTypes(writer, module, file));
  inEach((module) => renderClasses(writer, module, file));
  inRoot(`${namespace}::detail`, () => renderDetail(writer, modules, file));
  inEach((module) => renderDefinitions(writer, module, file));
  writer.blank().line(quietEnd).blank().line(`#endif  // ${guard}`);
  return writer.toString();
}

function renderTypes(writer: CodeWriter, module: ModulePlan, file: CppFile): void {
  const each = renderApart(writer, file);
  each(module.enums, renderEnum);
  each(module.flags, renderFlags);
  each(sortStructs(module, file), renderStruct);
  if (module.errorDomain !== undefined) renderErrorDomain(writer.blank(), module.errorDomain, file);
  writer.blank();
  for (const { declaration } of [...module.records, ...module.interfaces])
    writer.line(`class ${file.names.findOwn(declaration.id)};`);
  each(module.richEnums, declareRichEnum);
  each(module.constants, renderConstantDeclaration);
  for (const alias of module.aliases) {
    renderDoc(writer.blank(), alias);
    writer.line(`using ${file.names.findOwn(alias.id)} = ${file.type(alias.target)};`);
  }
  each(module.callbacks, renderCallbackType);
}

/** A struct comes after those that it holds. */
function sortStructs(module: ModulePlan, file: CppFile): ModulePlan["structs"] {
  const order = file.plan.abi.structs.map(({ symbol }) => symbol);
  return module.structs.toSorted((a, b) => order.indexOf(a.native.symbol) - order.indexOf(b.native.symbol));
}

function renderClasses(writer: CodeWriter, module: ModulePlan, file: CppFile): void {
  for (const record of module.records) {
    renderClass(writer.blank(), record, recordParts(record, file), file);
    renderBuilder(writer, record, file);
  }
  for (const one of module.interfaces) renderClass(writer.blank(), one, interfaceParts(one, file), file);
  for (const one of module.richEnums) renderVariants(writer.blank(), one, file);
  for (const call of module.functions) {
    renderDeclaration(writer.blank(), call, { name: file.names.findOwn(call.declaration.id) }, file);
  }
}

function renderDetail(writer: CodeWriter, modules: readonly ModulePlan[], file: CppFile): void {
  renderRuntime(writer, file);
  renderContract(writer.blank(), file.plan);
  const byOrder = modules.flatMap((module) => sortStructs(module, file));
  for (const struct of byOrder) renderStructPassage(writer.blank(), struct, file);
  for (const module of modules) for (const one of module.richEnums) declareRichPassage(writer.blank(), one, file);
  for (const module of modules) for (const one of module.richEnums) renderRichPassage(writer.blank(), one, file);
  renderEntries(writer, file);
}

function renderDefinitions(writer: CodeWriter, module: ModulePlan, file: CppFile): void {
  for (const record of module.records) {
    renderClassDefinitions(writer, recordParts(record, file), file);
    renderBuilderDefinitions(writer, record, file);
  }
  for (const one of module.interfaces) renderClassDefinitions(writer, interfaceParts(one, file), file);
  for (const call of module.functions) {
    renderDefinition(writer.blank(), call, { name: file.names.findOwn(call.declaration.id) }, file);
  }
  for (const listener of module.listeners) renderListener(writer.blank(), listener, file);
}

function renderListener(
  writer: CodeWriter,
  { declaration, callback, register, unregister }: ListenerPlan,
  file: CppFile,
): void {
  const type = file.names.find(callback.declaration.id);
  const entry = `detail::${callbackEntry(callback.native.symbol)}_kept`;
  renderDoc(writer, declaration);
  writer.block(
    `inline koine::Subscription ${file.names.findOwn(declaration.id)}(${type} listener) {`,
    () => {
      writer.line("detail::check_contract();");
      writer.line(`void* const number = koine::Listeners::add<${type}>(std::move(listener));`);
      writer.line(`const std::uint64_t id = ::${register.symbol}(&${entry}, number);`);
      const end = () => writer.line(`::${unregister.symbol}(id);`).line("koine::Listeners::remove(number);");
      writer.block("return koine::Subscription([number, id] {", end, "});");
    },
    "}",
  );
}
