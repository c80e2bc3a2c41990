/**
 * The glue of implementations in C: every record, builder and rich enum with its memory, so that the author has plain structs
 * to read and functions to make them with.
 */
import { CodeWriter } from "@koine/codegen";
import { toCName } from "../../abi/c-words.ts";
import type { AbiFunction } from "../../abi/abi-model.ts";
import { isObjectType } from "../../abi/lower-value.ts";
import { createNativeTypes } from "../../abi/native-types.ts";
import { createSymbolNames, recordParts, richEnumParts } from "../../abi/symbol-names.ts";
import { createCNames } from "../../languages/c/names.ts";
import { spellPrototype } from "../../languages/c/types.ts";
import { spellConstant, spellText } from "../../languages/c/values.ts";
import { renderDocumentBanner } from "../../languages/document-banner.ts";
import type { ApiField, ApiModule, ApiRecord, ApiRichEnum, ConstantValue } from "../../model/index.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { exhausted, renderIsCopied, renderObjectLists, renderTextLists } from "./copied-lists.ts";
import { renderImportedCopies } from "./imported-copies.ts";
import { nameBeside } from "./name-beside.ts";
import { copyName, spellIsWhole, storeField } from "./stored-field.ts";
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
  const lists = new CodeWriter({ indentation: "    " });
  if (stored.some(({ members }) => members.some(({ declaration }) => declaration.startsWith("char** ")))) {
    lists.line(renderTextLists(prefix)).blank();
  }
  for (const type of stored) if (isListed(type, stored)) lists.line(renderObjectLists(prefix, type.symbol)).blank();
  const imported = renderImportedCopies(plan, body);
  if (imported !== "") lists.line(imported.trimEnd()).blank();
  const text = `${lists.toString()}${body.trimEnd()}`;
  if (/\bis_copied\(/.test(text)) writer.line(renderIsCopied()).blank();
  return writer.line(text).toString();
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

function writeCopy(context: GlueContext, type: StoredType): void {
  const { writer, prefix } = context;
  const { symbol, declaration, members } = type;
  const isWhole = spellIsWhole(members, "from->", "copy->");
  const body = () => {
    writer.line(`${symbol}* copy;`).line("if (from == NULL) return NULL;");
    writer.line(`copy = (${symbol}*)${createCNames(prefix).allocateArray}(1, sizeof *copy);`);
    writer.line("if (copy == NULL) return NULL;");
    if ("variants" in declaration) writer.line("copy->tag = from->tag;");
    for (const { name, copy } of members) writer.line(`copy->${name} = ${copy("from->")};`);
    if (isWhole !== "") {
      writer.line(`if (${isWhole}) return copy;`);
      writer.line(`${partOf(context, type, recordParts.destroy)}(copy);`).line("return NULL;");
    } else writer.line("return copy;");
  };
  writer.block(`${symbol}* ${copyName(symbol)}(const ${symbol}* from) {`, body, "}").blank();
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
  writeMaker(context, type, { part: recordParts.create, fields: record.fields, initializers });
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
    writeMaker(context, type, { part: richEnumParts.variantNew(variant), fields, initializers });
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

interface Maker {
  readonly part: string;
  readonly fields: readonly ApiField[];
  readonly initializers: readonly string[];
}

/** What is given is lent, so that a struct of it can be copied as one of the glue's own. */
function writeMaker(context: GlueContext, type: StoredType, { part, fields, initializers }: Maker): void {
  const { writer, prefix } = context;
  const { errorSet } = createCNames(prefix);
  writeFunction(context, partOf(context, type, part), ({ parameters }) => {
    const [given, made] = ["given", "made"].map((name) => nameBeside(parameters, name)) as [string, string];
    writer.block(`const ${type.symbol} ${given} = {`, () => writer.lines(initializers), "};");
    writer.line(`${type.symbol}* ${made};`);
    for (const { name, type: fieldType } of fields) {
      if (fieldType.kind !== "string" && fieldType.kind !== "array" && !isObjectType(fieldType)) continue;
      const refuse = () => writer.line(`${errorSet}(out_err, -1, "${name} is NULL");`).line("return NULL;");
      writer.block(`if (${toCName(name)} == NULL) {`, refuse, "}");
    }
    writer.line(`${made} = ${copyName(type.symbol)}(&${given});`);
    writer.line(`if (${made} == NULL) ${errorSet}(out_err, -1, ${JSON.stringify(exhausted)});`);
    writer.line(`return ${made};`);
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
    const [first] = members;
    if (first?.fixedLength !== undefined) {
      writer.line(`memcpy(out_value, ${from}${first.name}, ${String(first.fixedLength)} * sizeof *out_value);`);
    } else if (members.length === 1 && first !== undefined) {
      writer.line(`return ${castText(first)}${first.copy(from)};`);
    } else writeCopiedOutputs(writer, { symbol: type.symbol, members, from });
  });
}

interface CopiedOutputs {
  readonly symbol: string;
  readonly members: readonly StoredMember[];
  readonly from: string;
}

/** A list that cannot be copied is given without items, as its length must not tell of any. */
function writeCopiedOutputs(writer: CodeWriter, { symbol, members, from }: CopiedOutputs): void {
  const initializers = members.map(({ name, copy }) => `.${name} = ${copy(from)},`);
  writer.block(`${symbol} result = {`, () => writer.lines(initializers), "};");
  const drop = () => {
    for (const { free } of members) if (free !== undefined) writer.line(free("result."));
    writer.line("memset(&result, 0, sizeof result);");
  };
  writer.block(`if (!(${spellIsWhole(members, from, "result.")})) {`, drop, "}");
  for (const member of members) {
    if (member.output !== undefined) writer.line(`*${member.output} = ${castText(member)}result.${member.name};`);
  }
  const returned = members.find(({ output }) => output === undefined);
  if (returned !== undefined) writer.line(`return ${castText(returned)}result.${returned.name};`);
}

/** Texts of a result are constant, those of the struct are not. */
function castText({ declaration }: StoredMember): string {
  return declaration.startsWith("char** ") ? "(const char**)" : "";
}

function writeBuilder(context: GlueContext, type: StoredType, record: ApiRecord): void {
  const { writer, prefix } = context;
  const { allocateArray } = createCNames(prefix);
  const builder = createSymbolNames(prefix).inModule(type.module, recordParts.builder(record.name));
  const required = record.fields.filter((field) => field.default === undefined && field.type.kind !== "optional");
  const part = (name: string): string => partOf(context, type, name);
  const members = [`${type.symbol}* record;`, "bool is_exhausted;", ...required.map(({ name }) => `bool has_${name};`)];
  writer.block(`struct ${builder} {`, () => writer.lines(members), "};").blank();
  writeFunction(context, part(recordParts.builderNew), () => {
    writer.line(`${builder}* builder = (${builder}*)${allocateArray}(1, sizeof *builder);`);
    writer.line("if (builder == NULL) return NULL;");
    writer.line(`builder->record = (${type.symbol}*)${allocateArray}(1, sizeof *builder->record);`);
    const giveUp = () => writer.line(`${part(recordParts.builderDestroy)}(builder);`).line("return NULL;");
    writer.block("if (builder->record == NULL) {", giveUp, "}");
    for (const field of record.fields) writeDefault(context, field);
    writer.line("return builder;");
  });
  for (const field of record.fields) {
    writeFunction(context, part(recordParts.builderSetter(field.name)), ({ parameters }) => {
      const given = nameBeside(parameters, "given");
      writeSetter(context, { symbol: type.symbol, field, given, isRequired: required.includes(field) });
    });
  }
  writeFunction(context, part(recordParts.builderBuild), () => {
    writeBuild(context, { symbol: type.symbol, record, required });
  });
  writeFunction(context, part(recordParts.builderDestroy), () => {
    writer.line("if (builder == NULL) return;").line(`${part(recordParts.destroy)}(builder->record);`);
    writer.line(`${prefix}_free_bytes((uint8_t*)builder, sizeof *builder);`);
  });
}

interface Setter {
  readonly symbol: string;
  readonly field: ApiField;
  /** The local variable with the members that are set. */
  readonly given: string;
  readonly isRequired: boolean;
}

function writeSetter(context: GlueContext, { symbol, field, given, isRequired }: Setter): void {
  const { writer } = context;
  const members = storeField(field, context);
  const initializers = members.map((member) => `.${member.name} = ${member.given}`).join(", ");
  writer.line(`const ${symbol} ${given} = {${initializers}};`).line("if (builder == NULL) return;");
  for (const { free } of members) if (free !== undefined) writer.line(free("builder->record->"));
  for (const { name, copy } of members) writer.line(`builder->record->${name} = ${copy(`${given}.`)};`);
  const isWhole = spellIsWhole(members, `${given}.`, "builder->record->");
  if (isWhole !== "") writer.line(`if (!(${isWhole})) builder->is_exhausted = true;`);
  if (isRequired) writer.line(`builder->has_${field.name} = true;`);
}

interface Build {
  readonly symbol: string;
  readonly record: ApiRecord;
  readonly required: readonly ApiField[];
}

function writeBuild({ writer, prefix }: GlueContext, { symbol, record, required }: Build): void {
  const { errorSet } = createCNames(prefix);
  const refuse = (condition: string, message: string) => {
    const fail = () => writer.line(`${errorSet}(out_err, -1, ${spellText(message)});`).line("return NULL;");
    writer.block(`if (${condition}) {`, fail, "}");
  };
  writer.line(`${symbol}* made;`);
  refuse("builder == NULL || builder->is_exhausted", exhausted);
  for (const { name } of required) refuse(`!builder->has_${name}`, `the field ${name} of ${record.name} was not set`);
  for (const { name, type } of required) {
    const isPointer = type.kind === "string" || type.kind === "array" || isObjectType(type);
    if (isPointer) refuse(`builder->record->${name} == NULL`, `${name} is NULL`);
  }
  writer.line(`made = ${copyName(symbol)}(builder->record);`);
  writer.line(`if (made == NULL) ${errorSet}(out_err, -1, ${spellText(exhausted)});`).line("return made;");
}

function writeDefault(context: GlueContext, field: ApiField): void {
  const { writer, prefix } = context;
  const { default: value, type } = field;
  if (value === undefined || value.kind === "none") return;
  const { allocateArray, copyString, copyValue } = createCNames(prefix);
  for (const { name, declaration, output, free } of storeField(field, context)) {
    const member = `builder->record->${name}`;
    const native = declaration.slice(0, -name.length - 1);
    if (isEmpty(value)) {
      if (output === "out_len") continue;
      writer.line(`${member} = (${native})${allocateArray}(0, sizeof *${member});`);
    } else {
      const itemType = type.kind === "optional" ? type.item : type;
      const text = spellConstant({ type: itemType, value }, createSymbolNames(prefix));
      if (value.kind === "string") writer.line(`${member} = ${copyString}(${text});`);
      else if (type.kind !== "optional") writer.line(`${member} = ${text};`);
      else {
        const place = `&(const ${native.slice(0, -1)}){${text}}`;
        writer.line(`${member} = (${native})${copyValue}(${place}, sizeof *${member});`);
      }
    }
    if (free !== undefined) writer.line(`if (${member} == NULL) builder->is_exhausted = true;`);
  }
}

function isEmpty({ kind }: ConstantValue): boolean {
  return kind === "empty-list" || kind === "empty-map";
}
