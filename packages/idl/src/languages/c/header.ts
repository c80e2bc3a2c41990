/**
 * The header: banner, macros, runtime, all enums and flags, all tags, structs, callbacks, then the functions of each module.
 * The fixed parts are in `runtime.ts`.
 */
import { CodeWriter } from "@koine/codegen";
import type { Abi, AbiFunction, AbiModule, AbiStructType, AbiType } from "../../abi/abi-model.ts";
import { createSymbolNames } from "../../abi/symbol-names.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { renderDocumentBanner } from "../document-banner.ts";
import { cDocumentation, describeFunction, describeType } from "./documentation.ts";
import { createCNames } from "./names.ts";
import type { CNames } from "./names.ts";
import { renderConventions, renderMacros, renderProducerSection, renderRuntime } from "./runtime.ts";
import { spellDeclaration, spellFunctionPointer, spellPrototype } from "./types.ts";
import { spellBits, spellConstant, spellEnumerator, spellText } from "./values.ts";

/** Renders `{prefix}.h`. */
export function renderHeader(plan: ApiPlan): string {
  const { abi } = plan;
  const names = createCNames(abi.prefix);
  const writer = new CodeWriter({ indentation: "    ", documentation: cDocumentation });
  writer.line(renderDocumentBanner(plan));
  writer.line(`#ifndef ${names.guard}`).line(`#define ${names.guard}`).blank();
  writer.lines(["#include <stdbool.h>", "#include <stddef.h>", "#include <stdint.h>"]);
  if (abi.imports.length > 0) writer.blank();
  for (const { prefix } of abi.imports) writer.line(`#include "${createCNames(prefix).header}"`);
  writer
    .blank()
    .line(renderMacros(names, abi.structs.length > 0))
    .blank();
  writer.lines(["#ifdef __cplusplus", 'extern "C" {', "#endif"]).blank();
  writer.line(renderRuntime(abi, names)).blank();
  writer.line(renderConventions(abi)).blank();
  writeTypes(writer, abi, names);
  for (const module of abi.modules) writeModule(writer, module, abi, names);
  writer.line(renderProducerSection(abi, names)).blank();
  writer.lines(["#ifdef __cplusplus", "}", "#endif"]).blank();
  return writer.line(`#endif /* ${names.guard} */`).toString();
}

function writeTypes(writer: CodeWriter, abi: Abi, names: CNames): void {
  const types = abi.modules.flatMap((module) => module.types);
  for (const type of types) if (type.kind === "enum" || type.kind === "flags") writeNumberType(writer, type);
  for (const type of types) {
    if (type.kind !== "opaque") continue;
    writer.doc(describeType(type)).line(`typedef struct ${type.symbol} ${type.symbol};`);
  }
  writer.blank();
  for (const struct of abi.structs) writeStruct(writer, struct, names);
  for (const type of types) {
    if (type.kind !== "function-pointer") continue;
    writer.doc(describeType(type)).line(`${spellFunctionPointer(type)};`);
  }
  writer.blank();
}

function writeNumberType(writer: CodeWriter, type: Extract<AbiType, { readonly kind: "enum" | "flags" }>): void {
  writer.doc(describeType(type));
  if (type.kind === "flags") {
    writer.line(`typedef uint${type.base.slice(1)}_t ${type.symbol};`);
    for (const { symbol, value, doc } of type.constants) {
      writer.doc(doc).line(`#define ${symbol} ((${type.symbol})${spellBits(value)})`);
    }
    writer.blank();
    return;
  }
  const last = type.constants.length - 1;
  writer.block(
    "typedef enum {",
    () => {
      for (const [index, { symbol, value, doc }] of type.constants.entries()) {
        writer.doc(doc).line(`${symbol} = ${spellEnumerator(value)}${index === last ? "" : ","}`);
      }
    },
    `} ${type.symbol};`,
  );
  writer.blank();
}

function writeStruct(writer: CodeWriter, struct: AbiStructType, { staticAssert }: CNames): void {
  const { symbol, members, size, offsets } = struct;
  writer.doc(describeType(struct));
  writer.block(
    `typedef struct ${symbol} {`,
    () => {
      for (const { name, type, doc } of members) writer.doc(doc).line(`${spellDeclaration(type, name)};`);
    },
    `} ${symbol};`,
  );
  writer.line(`${staticAssert}(sizeof(${symbol}) == ${String(size)}, "size of ${symbol}");`);
  for (const [index, { name }] of members.entries()) {
    const offset = String(offsets[index]);
    writer.line(`${staticAssert}(offsetof(${symbol}, ${name}) == ${offset}, "offset of ${symbol}.${name}");`);
  }
  writer.blank();
}

function writeModule(writer: CodeWriter, module: AbiModule, abi: Abi, names: CNames): void {
  writer.line(`/* Module: ${module.id} */`).doc(module.doc).blank();
  const symbols = createSymbolNames(abi.prefix);
  for (const constant of module.constants) {
    writer.doc(constant.doc).line(`#define ${constant.symbol} ${spellConstant(constant, symbols)}`);
  }
  writer.blank();
  let previous: AbiFunction | undefined;
  for (const declared of module.functions) {
    const comment = describeFunction(declared);
    // Comments and what belongs to another type stand apart; the plain rest of a type is one block.
    if (comment !== undefined || (previous !== undefined && groupOf(previous) !== groupOf(declared))) writer.blank();
    writer.doc(comment).line(renderPrototype(declared, names));
    previous = declared;
  }
  writer.blank();
}

/** What a function is about: the declaration that its symbol names before its own part. */
function groupOf({ role, parameters, result }: AbiFunction): string {
  const [first] = parameters;
  if (first?.role === "self" && first.type.kind === "pointer") return describeTarget(first.type.to);
  return role === "create" || role === "variant-new" || role === "builder-new" || role === "constructor"
    ? describeTarget(result.kind === "pointer" ? result.to : result)
    : "";
}

function describeTarget(type: { readonly kind: string; readonly symbol?: string }): string {
  return type.symbol ?? "";
}

function renderPrototype(declared: AbiFunction, { api, deprecated }: CNames): string {
  const reason = declared.owner?.deprecated;
  const warning = reason === undefined ? "" : `${deprecated}(${spellText(reason)}) `;
  return `${spellPrototype(declared, `${warning}${api} `)};`;
}
