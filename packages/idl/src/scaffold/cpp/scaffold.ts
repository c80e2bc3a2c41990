/**
 * The scaffold in C++: the author writes plain functions that throw; the glue exports them, turns exceptions into errors, and
 * implements records as that of C does.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction, AbiParameter } from "../../abi/abi-model.ts";
import type { CType } from "../../abi/c-type.ts";
import { spellDeclaration, spellPrototype, spellType } from "../../languages/c/types.ts";
import { renderDocumentBanner } from "../../languages/document-banner.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { listOwnObjects } from "../author-functions.ts";
import { listPlainFunctions } from "../c/launched-functions.ts";
import { renderGlueFiles } from "../c/scaffold.ts";
import type { Definition } from "../author/list-definitions.ts";
import type { RequiredFunction, Scaffold } from "../scaffold.ts";
import { renderGuard } from "./guard.ts";

const folder = "scaffold/cpp";

export const cppScaffold: Scaffold = Object.freeze({
  name: "cpp",
  renderGlue: (plan: ApiPlan) => {
    const { prefix } = plan.abi;
    return [
      ...renderGlueFiles(plan, folder),
      { path: `${folder}/${prefix}_implementation.hpp`, text: renderDeclarations(plan) },
      { path: `${folder}/${prefix}_exports.cpp`, text: renderExports(plan) },
    ];
  },
  renderImplementation: (plan: ApiPlan) => ({
    path: `${folder}/${plan.abi.prefix}_implementation.cpp`,
    text: renderImplementation(plan),
  }),
  listRequired,
  isOfDocument: ({ place, head }: Definition, { abi }: ApiPlan) =>
    place === `${abi.prefix}::implementation` && !/\bstatic\b/.test(head),
});

/** The name of a function in the author's namespace: its symbol without the prefix. */
function nameOf({ symbol }: AbiFunction, prefix: string): string {
  return symbol.slice(prefix.length + 1);
}

/** What the author's function takes: all but the error, which is thrown. */
function inputsOf({ parameters }: AbiFunction): readonly AbiParameter[] {
  return parameters.filter(({ role }) => role !== "out-error");
}

function spellSignature(declared: AbiFunction, prefix: string, spellParameter: (slot: AbiParameter) => string): string {
  const parameters = inputsOf(declared).map(spellParameter).join(", ");
  return `${spellType(declared.result)} ${nameOf(declared, prefix)}(${parameters})`;
}

function spellNamed({ type, name }: AbiParameter): string {
  return spellDeclaration(type, name);
}

/** Parameters that are not used yet have no names. */
function spellUnnamed({ type, name }: AbiParameter): string {
  return `${spellType(type)} /* ${name} */`;
}

function listRequired(plan: ApiPlan): readonly RequiredFunction[] {
  const { prefix } = plan.abi;
  return listPlainFunctions(plan).map((declared) => ({
    declared,
    name: nameOf(declared, prefix),
    place: `${prefix}::implementation`,
    text: renderSkeleton(declared, prefix),
  }));
}

function renderSkeleton(declared: AbiFunction, prefix: string): string {
  const isDestroyer = declared.role.endsWith("destroy");
  const head = spellSignature(declared, prefix, isDestroyer ? spellNamed : spellUnnamed);
  const body = isDestroyer
    ? `delete ${declared.parameters[0]?.name ?? ""};`
    : `throw Failure(-1, "${nameOf(declared, prefix)} is not implemented");`;
  return `${head} {\n    ${body}\n}`;
}

function renderImplementation(plan: ApiPlan): string {
  const { prefix } = plan.abi;
  const source = plan.api.file.slice(plan.api.file.lastIndexOf("/") + 1);
  const writer = new CodeWriter();
  writer.line(`// The implementation of ${source}. It is yours: koine wrote it once and only tells what it lacks.`);
  writer.line(`#include "${prefix}_implementation.hpp"`).blank();
  for (const symbol of listOwnObjects(plan)) writer.line(`struct ${symbol} {};`).blank();
  writer.line(`namespace ${prefix}::implementation {`).blank();
  for (const { text } of listRequired(plan)) writer.line(text).blank();
  return writer.line(`} // namespace ${prefix}::implementation`).toString();
}

function renderDeclarations(plan: ApiPlan): string {
  const { prefix } = plan.abi;
  const writer = new CodeWriter();
  writer.line(renderDocumentBanner(plan)).line("#pragma once").blank();
  writer.lines([`#include "${prefix}_glue.h"`, "#include <stdexcept>", "#include <string>"]).blank();
  writer.line(renderGuard(plan.abi)).blank();
  writer.line(`namespace ${prefix}::implementation {`).blank();
  for (const declared of listPlainFunctions(plan)) writer.line(`${spellSignature(declared, prefix, spellNamed)};`);
  return writer.blank().line(`} // namespace ${prefix}::implementation`).toString();
}

function renderExports(plan: ApiPlan): string {
  const { prefix } = plan.abi;
  const writer = new CodeWriter({ indentation: "    " });
  writer.line(renderDocumentBanner(plan)).line(`#include "${prefix}_implementation.hpp"`).blank();
  writer.line('extern "C" {').blank();
  for (const declared of listPlainFunctions(plan)) {
    writer.block(`${spellPrototype(declared)} {`, () => writeExport(writer, declared, prefix), "}").blank();
  }
  return writer.line('} // extern "C"').toString();
}

function writeExport(writer: CodeWriter, declared: AbiFunction, prefix: string): void {
  const { parameters, result } = declared;
  const names = inputsOf(declared).map(({ name }) => name);
  const call = `${prefix}::implementation::${nameOf(declared, prefix)}(${names.join(", ")})`;
  for (const { name, type, role: slot } of parameters) {
    if (/^out-(length|keys|values)$/.test(slot) && type.kind === "pointer")
      writer.line(`*${name} = ${zeroOf(type.to)};`);
  }
  const error = parameters.some((slot) => slot.role === "out-error") ? "out_err" : "nullptr";
  const keyword = result.kind === "void" ? "" : "return ";
  writer.line(`${keyword}${prefix}::guard(${error}, [&] { return ${call}; });`);
}

function zeroOf(type: CType): string {
  return type.kind === "pointer" ? "nullptr" : `${spellType(type)}()`;
}
