/**
 * Copies of imported objects: their own library keeps what is in them, so that a copy is made of what its getters give.
 * Objects of the document itself are copied by `glue.ts`.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction } from "../../abi/abi-model.ts";
import { createNativeTypes } from "../../abi/native-types.ts";
import { createSymbolNames, recordParts, richEnumParts } from "../../abi/symbol-names.ts";
import { spellType } from "../../languages/c/types.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { ApiField, ApiModule, ApiRecord, ApiRichEnum } from "../../model/index.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { renderObjectLists } from "./copied-lists.ts";
import { copyName, storeField } from "./stored-field.ts";
import type { StorageContext, StoredMember } from "./stored-field.ts";

interface Imported extends StorageContext {
  readonly plan: ApiPlan;
  readonly module: ApiModule;
  readonly declaration: ApiRecord | ApiRichEnum;
  readonly symbol: string;
}

/** Renders the functions that a text calls to copy imported objects and lists of them. */
export function renderImportedCopies(plan: ApiPlan, text: string): string {
  const writer = new CodeWriter({ indentation: "    " });
  for (const imported of listImported(plan)) {
    const { symbol } = imported;
    const isListed = text.includes(`${symbol}_copy_list(`);
    if (!isListed && !text.includes(`${copyName(symbol)}(`)) continue;
    writeCopy(writer, imported);
    if (isListed) writer.line(renderObjectLists(plan.abi.prefix, symbol)).blank();
  }
  return writer.toString();
}

function listImported(plan: ApiPlan): readonly Imported[] {
  return [...new Map(walkImported(plan).map((one) => [one.symbol, one])).values()];
}

function walkImported({ imports }: ApiPlan): readonly Imported[] {
  return imports.flatMap(({ plan }) => {
    const { prefix } = plan.abi;
    const types = createNativeTypes(plan.api);
    const declared = flattenModules(plan.modules).flatMap(({ declaration: module }) =>
      [...module.records.filter(({ layout }) => layout === "opaque"), ...module.richEnums].map((declaration) => ({
        plan,
        prefix,
        types,
        module,
        declaration,
        symbol: types.named(declaration.id).symbol,
      })),
    );
    return [...walkImported(plan), ...declared];
  });
}

function writeCopy(writer: CodeWriter, imported: Imported): void {
  const { declaration, symbol, plan } = imported;
  const body = () => {
    writer.line(`${plan.abi.runtime.error.symbol} error = {0, NULL};`).line(`${symbol}* copy = NULL;`);
    writer.line("if (from == NULL) return NULL;");
    if ("variants" in declaration) writeVariants(writer, imported, declaration);
    else {
      const getter = (field: ApiField): AbiFunction => find(imported, recordParts.getter(field.name));
      writeMaking(writer, imported, { fields: declaration.fields, getter, maker: find(imported, recordParts.create) });
    }
    writer.line(`${plan.abi.runtime.errorClear.symbol}(&error);`).line("return copy;");
  };
  writer.block(`static ${symbol}* ${copyName(symbol)}(const ${symbol}* from) {`, body, "}").blank();
}

function writeVariants(writer: CodeWriter, imported: Imported, { variants }: ApiRichEnum): void {
  const tag = find(imported, richEnumParts.tag);
  for (const { name, fields } of variants) {
    const value = `${createSymbolNames(imported.prefix).inType(imported.module, imported.declaration.name, richEnumParts.tagType)}_${name}`;
    const getter = (field: ApiField): AbiFunction => find(imported, richEnumParts.variantGetter(name, field.name));
    const maker = find(imported, richEnumParts.variantNew(name));
    const body = () => writeMaking(writer, imported, { fields, getter, maker });
    writer.block(`if (${tag.symbol}(from) == ${value}) {`, body, "}");
  }
}

function find({ plan, module, declaration, prefix }: Imported, part: string): AbiFunction {
  const symbol = createSymbolNames(prefix).inType(module, declaration.name, part);
  const found = plan.abi.functions.get(symbol);
  if (found === undefined) throw new Error(`the ABI has no function ${symbol}`);
  return found;
}

interface Making {
  readonly fields: readonly ApiField[];
  readonly getter: (field: ApiField) => AbiFunction;
  readonly maker: AbiFunction;
}

function writeMaking(writer: CodeWriter, imported: Imported, { fields, getter, maker }: Making): void {
  const all = fields.map((field) => ({ field, members: storeField(field, imported, `own_${field.name}`) }));
  for (const { field, members } of all) writeGetting(writer, getter(field), members);
  const members = all.flatMap((one) => one.members);
  const words = maker.parameters.map(({ role, type }, index) => {
    if (role === "out-error") return "&error";
    const name = members[index]?.name ?? "";
    return type.kind === "pointer" ? `(${spellType(type)})${name}` : name;
  });
  writer.line(`copy = ${maker.symbol}(${words.join(", ")});`);
  for (const one of all) writeFreeing(writer, imported.prefix, one.members);
}

function writeGetting(writer: CodeWriter, getter: AbiFunction, members: readonly StoredMember[]): void {
  const returned = members.find(({ output }) => output === undefined);
  const outputs = members.filter(({ output }) => output !== undefined);
  for (const { declaration, name, fixedLength } of outputs) {
    const native = declaration.slice(0, -name.length).trim();
    if (fixedLength === undefined) writer.line(`${native} ${name} = 0;`);
    else writer.line(`${native.slice(0, -1)} ${name}[${String(fixedLength)}];`);
  }
  const words = getter.parameters.slice(1).map(({ type, role }) => {
    const found = outputs.find(({ output }) => output === outputsOfRoles[role]);
    return found?.fixedLength === undefined ? `(${spellType(type)})&${found?.name ?? ""}` : found.name;
  });
  const call = `${getter.symbol}(${["from", ...words].join(", ")})`;
  if (returned === undefined) writer.line(`${call};`);
  else {
    const native = returned.declaration.slice(0, -returned.name.length).trim();
    writer.line(`${native} ${returned.name} = ${native.endsWith("*") ? `(${native})` : ""}${call};`);
  }
}

const outputsOfRoles: Readonly<Record<string, StoredMember["output"]>> = {
  "out-length": "out_len",
  "out-keys": "out_keys",
  "out-values": "out_values",
  "out-value": "out_value",
};

/** What getters gave belongs to the copier. */
function writeFreeing(writer: CodeWriter, prefix: string, members: readonly StoredMember[]): void {
  const length = members.find(({ output }) => output === "out_len")?.name ?? "";
  for (const { name, declaration, free, fixedLength } of members) {
    if (free === undefined || fixedLength !== undefined) continue;
    const text = free("");
    const [, object] = /^(\w+)_free_list\(/.exec(text) ?? [];
    const item = declaration.startsWith("char** ") ? `${prefix}_free_string` : object && `${object}_destroy`;
    if (item === undefined || item === "") {
      writer.line(text);
      continue;
    }
    writer.line(`for (size_t index = 0; index < ${length}; index++) ${item}(${name}[index]);`);
    writer.line(`${prefix}_free_bytes((uint8_t*)${name}, ${length} * sizeof *${name});`);
  }
}
