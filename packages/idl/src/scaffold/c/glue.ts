/**
 * The glue of implementations in C: every record, builder and rich enum with its memory, so that the author has plain structs
 * to read and functions to make them with.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction } from "../../abi/abi-model.ts";
import { createNativeTypes } from "../../abi/native-types.ts";
import { createSymbolNames, recordParts, richEnumParts } from "../../abi/symbol-names.ts";
import { createCNames } from "../../languages/c/names.ts";
import { spellPrototype } from "../../languages/c/types.ts";
import { spellConstant, spellText } from "../../languages/c/values.ts";
import { renderDocumentBanner } from "../../languages/document-banner.ts";
import type { ApiField, ApiModule, ApiRecord, ApiRichEnum, ConstantValue } from "../../model/index.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { renderObjectLists, renderTextLists } from "./copied-lists.ts";
import { renderImportedCopies } from "./imported-copies.ts";
import { copyName, storeField } from "./stored-field.ts";
import type { StorageContext, StoredMember } from "./stored-field.ts";

interface GlueContext extends StorageContext {
  readonly plan: ApiPlan;
  readonly writer: CodeWriter;
}

/** A type that the glue implements, with the members that keep it. */
interface StoredType {
  readonly module: ApiModule;
  readonly declaration: ApiRecord | ApiRichEnum;
  readonly symbol: string;
  readonly members: readonly StoredMember[];
}

/**
 * Renders the header: the structs of all records and rich enums.
 *
 * @param functions What the author defines beside the functions of the API's header.
 */
export function renderGlueHeader(plan: ApiPlan, functions: readonly AbiFunction[] = []): string {
  const context = createContext(plan);
  const { writer } = context;
  const { producer, header, local } = createCNames(plan.abi.prefix);
  const guard = `${plan.abi.prefix.toUpperCase()}_GLUE_H`;
  writer
    .line(renderDocumentBanner(plan))
    .lines([`#ifndef ${guard}`, `#define ${guard}`])
    .blank();
  writer
    .lines([`#ifndef ${producer}`, `#define ${producer}`, "#endif"])
    .line(`#include "${header}"`)
    .blank();
  writer.lines(["#ifdef __cplusplus", 'extern "C" {', "#endif"]).blank();
  for (const { symbol, declaration, members } of listStored(context)) {
    writer.block(
      `struct ${symbol} {`,
      () => {
        if ("variants" in declaration) writer.line("int32_t tag;");
        for (const member of members) writer.line(`${member.declaration};`);
      },
      "};",
    );
    writer.line(`${symbol}* ${copyName(symbol)}(const ${symbol}* from);`).blank();
  }
  for (const declared of functions) writer.line(`${spellPrototype(declared, `${local} `)};`);
  if (functions.length > 0) writer.blank();
  writer.lines(["#ifdef __cplusplus", "}", "#endif"]).blank();
  return writer.line(`#endif /* ${guard} */`).toString();
}

/** Renders the source: how each of them is made, copied, read and freed. */
export function renderGlueSource(plan: ApiPlan): string {
  const context = createContext(plan);
  const { prefix } = context;
  const stored = listStored(context);
  for (const type of stored) {
    writeCopy(context, type);
    if ("variants" in type.declaration) writeRichEnum(context, type, type.declaration);
    else writeRecord(context, type, type.declaration);
  }
  const body = context.writer.toString();
  const writer = new CodeWriter({ indentation: "    " });
  writer.line(renderDocumentBanner(plan)).line(`#include "${prefix}_glue.h"`).blank();
  writer.line("#include <string.h>").blank();
  if (stored.some(({ members }) => members.some(({ declaration }) => declaration.startsWith("char** ")))) {
    writer.line(renderTextLists(prefix)).blank();
  }
  for (const type of stored) if (isListed(type, stored)) writer.line(renderObjectLists(prefix, type.symbol)).blank();
  const imported = renderImportedCopies(plan, body);
  if (imported !== "") writer.line(imported.trimEnd()).blank();
  return writer.line(body.trimEnd()).toString();
}

function createContext(plan: ApiPlan): GlueContext {
  const writer = new CodeWriter({ indentation: "    " });
  return { plan, writer, prefix: plan.abi.prefix, types: createNativeTypes(plan.api) };
}

function listStored(context: GlueContext): readonly StoredType[] {
  const modules = [...context.plan.api.modules];
  for (const module of modules) modules.push(...module.modules);
  return modules.flatMap((module) => [
    ...module.richEnums.map((declaration) => ({
      module,
      declaration,
      symbol: context.types.named(declaration.id).symbol,
      members: declaration.variants.flatMap(({ name, fields }) =>
        fields.flatMap((field) => storeField(field, context, `${name}_${field.name}`)),
      ),
    })),
    ...module.records
      .filter(({ layout }) => layout === "opaque")
      .map((declaration) => ({
        module,
        declaration,
        symbol: context.types.named(declaration.id).symbol,
        members: declaration.fields.flatMap((field) => storeField(field, context)),
      })),
  ]);
}

/** Whether some list holds objects of the type. */
function isListed({ symbol }: StoredType, all: readonly StoredType[]): boolean {
  return all.some(({ members }) => members.some(({ declaration }) => declaration.startsWith(`${symbol}** `)));
}

function writeCopy({ writer, prefix }: GlueContext, { symbol, declaration, members }: StoredType): void {
  writer.block(
    `${symbol}* ${copyName(symbol)}(const ${symbol}* from) {`,
    () => {
      writer.line(`${symbol}* copy;`).line("if (from == NULL) return NULL;");
      writer.line(`copy = (${symbol}*)${createCNames(prefix).allocateArray}(1, sizeof *copy);`);
      if ("variants" in declaration) writer.line("copy->tag = from->tag;");
      for (const { name, copy } of members) writer.line(`copy->${name} = ${copy("from->")};`);
      writer.line("return copy;");
    },
    "}",
  );
  writer.blank();
}

function requireFunction({ plan }: GlueContext, symbol: string): AbiFunction {
  const found = plan.abi.functions.get(symbol);
  if (found === undefined) throw new Error(`the ABI has no function ${symbol}`);
  return found;
}

function partOf({ prefix }: GlueContext, { module, declaration }: StoredType, part: string): string {
  return createSymbolNames(prefix).inType(module, declaration.name, part);
}

function writeRecord(context: GlueContext, type: StoredType, record: ApiRecord): void {
  const initializers = type.members.map(({ name, given }) => `.${name} = ${given},`);
  writeMaker(context, type, { part: recordParts.create, initializers });
  writeDestroy(context, type, recordParts.destroy);
  for (const field of record.fields) {
    writeGetter(context, type, { part: recordParts.getter(field.name), members: storeField(field, context) });
  }
  if (record.hasBuilder) writeBuilder(context, type, record);
}

function writeRichEnum(context: GlueContext, type: StoredType, richEnum: ApiRichEnum): void {
  const { writer } = context;
  writeFunction(context, partOf(context, type, richEnumParts.tag), () => writer.line("return self->tag;"));
  for (const { name: variant, fields } of richEnum.variants) {
    const tag = `.tag = ${partOf(context, type, richEnumParts.tagType)}_${variant},`;
    const members = fields.flatMap((field) => storeField(field, context, `${variant}_${field.name}`));
    const initializers = [tag, ...members.map(({ name, given }) => `.${name} = ${given},`)];
    writeMaker(context, type, { part: richEnumParts.variantNew(variant), initializers });
    for (const field of fields) {
      writeGetter(context, type, {
        part: richEnumParts.variantGetter(variant, field.name),
        members: storeField(field, context, `${variant}_${field.name}`),
      });
    }
  }
  writeDestroy(context, type, richEnumParts.destroy);
}

function writeFunction(context: GlueContext, symbol: string, body: (declared: AbiFunction) => void): void {
  const declared = requireFunction(context, symbol);
  context.writer.block(`${spellPrototype(declared)} {`, () => body(declared), "}").blank();
}

/** What is given is lent, so that a struct of it can be copied as one of the glue's own. */
function writeMaker(
  context: GlueContext,
  type: StoredType,
  { part, initializers }: { readonly part: string; readonly initializers: readonly string[] },
): void {
  const { writer } = context;
  writeFunction(context, partOf(context, type, part), () => {
    writer.block(`const ${type.symbol} given = {`, () => writer.lines(initializers), "};");
    writer.line("(void)out_err;").line(`return ${copyName(type.symbol)}(&given);`);
  });
}

function writeDestroy(context: GlueContext, type: StoredType, part: string): void {
  const { writer, prefix } = context;
  writeFunction(context, partOf(context, type, part), ({ parameters: [self] }) => {
    const name = self?.name ?? "";
    writer.line(`if (${name} == NULL) return;`);
    for (const { free } of type.members) if (free !== undefined) writer.line(free(`${name}->`));
    writer.line(`${prefix}_free_bytes((uint8_t*)${name}, sizeof *${name});`);
  });
}

function writeGetter(
  context: GlueContext,
  type: StoredType,
  { part, members }: { readonly part: string; readonly members: readonly StoredMember[] },
): void {
  const { writer } = context;
  writeFunction(context, partOf(context, type, part), ({ parameters: [self] }) => {
    const from = `${self?.name ?? ""}->`;
    for (const { output, copy, declaration, name, fixedLength } of members) {
      if (fixedLength !== undefined) {
        writer.line(`memcpy(out_value, ${from}${name}, ${String(fixedLength)} * sizeof *out_value);`);
        continue;
      }
      // Texts of a result are constant, those of the struct are not.
      const cast = declaration.startsWith("char** ") ? "(const char**)" : "";
      if (output !== undefined) writer.line(`*${output} = ${cast}${copy(from)};`);
    }
    const [first] = members;
    if (first === undefined || first.output !== undefined) return;
    writer.line(`return ${first.declaration.startsWith("char** ") ? "(const char**)" : ""}${first.copy(from)};`);
  });
}

function writeBuilder(context: GlueContext, type: StoredType, record: ApiRecord): void {
  const { writer, prefix } = context;
  const { allocateArray, errorSet } = createCNames(prefix);
  const builder = createSymbolNames(prefix).inModule(type.module, recordParts.builder(record.name));
  const required = record.fields.filter((field) => field.default === undefined && field.type.kind !== "optional");
  const part = (name: string): string => partOf(context, type, name);
  writer.block(
    `struct ${builder} {`,
    () => writer.line(`${type.symbol}* record;`).lines(required.map(({ name }) => `bool has_${name};`)),
    "};",
  );
  writer.blank();
  writeFunction(context, part(recordParts.builderNew), () => {
    writer.line(`${builder}* builder = (${builder}*)${allocateArray}(1, sizeof *builder);`);
    writer.line(`builder->record = (${type.symbol}*)${allocateArray}(1, sizeof *builder->record);`);
    for (const field of record.fields) writeDefault(context, field);
    writer.line("return builder;");
  });
  for (const field of record.fields) {
    writeFunction(context, part(recordParts.builderSetter(field.name)), () => {
      const members = storeField(field, context);
      const initializers = members.map(({ name, given }) => `.${name} = ${given}`).join(", ");
      writer.line(`const ${type.symbol} given = {${initializers}};`);
      for (const { free } of members) if (free !== undefined) writer.line(free("builder->record->"));
      for (const { name, copy } of members) writer.line(`builder->record->${name} = ${copy("given.")};`);
      if (required.includes(field)) writer.line(`builder->has_${field.name} = true;`);
    });
  }
  writeFunction(context, part(recordParts.builderBuild), () => {
    for (const { name } of required) {
      const message = spellText(`the field ${name} of ${record.name} was not set`);
      writer.line(`if (!builder->has_${name}) ${errorSet}(out_err, -1, ${message});`);
    }
    const isComplete = required.map(({ name }) => `builder->has_${name}`).join(" && ");
    if (isComplete === "") writer.line("(void)out_err;");
    writer.line(
      `return ${isComplete === "" ? "" : `!(${isComplete}) ? NULL : `}${copyName(type.symbol)}(builder->record);`,
    );
  });
  writeFunction(context, part(recordParts.builderDestroy), () => {
    writer.line("if (builder == NULL) return;").line(`${part(recordParts.destroy)}(builder->record);`);
    writer.line(`${prefix}_free_bytes((uint8_t*)builder, sizeof *builder);`);
  });
}

function writeDefault(context: GlueContext, field: ApiField): void {
  const { writer, prefix } = context;
  const { default: value, type } = field;
  if (value === undefined || value.kind === "none") return;
  const { allocateArray, copyString, copyValue } = createCNames(prefix);
  for (const { name, declaration, output } of storeField(field, context)) {
    const member = `builder->record->${name}`;
    const native = declaration.slice(0, -name.length - 1);
    if (isEmpty(value)) {
      if (output !== "out_len") writer.line(`${member} = (${native})${allocateArray}(0, sizeof *${member});`);
      continue;
    }
    const itemType = type.kind === "optional" ? type.item : type;
    const text = spellConstant({ type: itemType, value }, createSymbolNames(prefix));
    if (value.kind === "string") writer.line(`${member} = ${copyString}(${text});`);
    else if (type.kind !== "optional") writer.line(`${member} = ${text};`);
    else
      writer.line(`${member} = (${native})${copyValue}(&(const ${native.slice(0, -1)}){${text}}, sizeof *${member});`);
  }
}

function isEmpty({ kind }: ConstantValue): boolean {
  return kind === "empty-list" || kind === "empty-map";
}
