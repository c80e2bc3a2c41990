/** The exports of records, their builders, and rich enums: what makes them, reads them and ends them. */
import { CodeWriter } from "@koine/codegen";
import { renderConstant, renderText } from "../../languages/rust/constants.ts";
import { fieldNames } from "../../languages/rust/render-rich-enum.ts";
import type { ApiField } from "../../model/index.ts";
import type { BuilderPlan, GetterPlan, ModulePlan, RecordPlan, RichEnumPlan } from "../../plan/plan-model.ts";
import { nameFields } from "./api-module.ts";
import type { ExportContext } from "./export-writing.ts";
import { selfSlot, withStandardPaths, writeExport, writeGuarded, writeResult } from "./export-writing.ts";
import type { ProducerFile } from "./producer-file.ts";
import { readInput } from "./read-input.ts";
import { toVariantName } from "../../languages/rust/names.ts";

/** Renders the exports of a module's records and rich enums. */
export function renderObjects({ records, richEnums }: ModulePlan, context: ExportContext): void {
  for (const record of records) renderRecord(record, context);
  for (const richEnum of richEnums) renderRichEnum(richEnum, context);
}

function renderRecord(record: RecordPlan, context: ExportContext): void {
  const { writer, file } = context;
  const { declaration, create, getters, destroy, builder } = record;
  const name = file.name(declaration.id);
  const names = nameFields(declaration.fields);
  const fields = create.parameters.map((one, index) => `${names[index] ?? ""}: ${readInput(one, file, false)}`);
  writeExport(context, create.symbol, () =>
    writeGuarded(writer, create.symbol, `Ok(given.object(${name} { ${fields.join(", ")} }))`),
  );
  for (const [index, getter] of getters.entries()) {
    const body = new CodeWriter({ indentation: "    " });
    body.line(`let object = support::object::<${name}, _>("self", ${selfSlot(getter.symbol)})?;`);
    body.line(`let result = object.${names[index] ?? ""}.clone();`);
    writeResult(body, { transfer: getter.result, declared: getter.symbol, file });
    writeExport(context, getter.symbol, () => writeGuarded(writer, getter.symbol, body.toString()));
  }
  writeExport(context, destroy, () => writer.line(`support::destroy(${selfSlot(destroy)}.cast::<${name}>())`));
  if (builder !== undefined) renderBuilder(record, builder, context);
}

function renderBuilder({ declaration }: RecordPlan, builder: BuilderPlan, context: ExportContext): void {
  const { writer, file } = context;
  const names = nameFields(declaration.fields);
  const mistake = nameMistake(declaration);
  const type = builder.native.symbol;
  writer.blank().line("#[allow(non_camel_case_types)]").line("#[derive(Default)]");
  const members = () => {
    for (const [index, field] of declaration.fields.entries()) {
      writer.line(`${names[index] ?? ""}: Option<${withStandardPaths(file.type(field.type))}>,`);
    }
    writer.line(`${mistake}: Option<support::Error>,`);
  };
  writer.block(`struct ${type} {`, members, "}");
  writeExport(context, builder.create, () => writer.line(`support::keep(${type}::default()).cast()`));
  for (const [index, { symbol, parameter }] of builder.setters.entries()) {
    const read = readInput(parameter, file, false);
    writeExport(context, symbol, () => {
      const self = `support::object_mut::<${type}, _>("self", ${selfSlot(symbol)})`;
      writer.line(`let Ok(builder) = ${self} else { return };`);
      if (!read.includes("?")) {
        writer.line(`builder.${names[index] ?? ""} = Some(${read});`);
        return;
      }
      writer.block("let read = || -> Result<_, support::Error> {", () => writer.line(`Ok(${read})`), "};");
      const arms = () => {
        writer.line(`Ok(value) => builder.${names[index] ?? ""} = Some(value),`);
        writer.line(`Err(error) => builder.${mistake} = Some(error),`);
      };
      writer.block("match read() {", arms, "}");
    });
  }
  renderBuild({ declaration, builder, names }, context);
  writeExport(context, builder.destroy, () =>
    writer.line(`support::destroy(${selfSlot(builder.destroy)}.cast::<${type}>())`),
  );
}

/** The member of a builder that keeps what could not be read; no field has its name. */
function nameMistake({ fields }: RecordPlan["declaration"]): string {
  return nameFields([...fields, { name: "mistake" }]).at(-1) ?? "";
}

interface Build {
  readonly declaration: RecordPlan["declaration"];
  readonly builder: BuilderPlan;
  readonly names: readonly string[];
}

function renderBuild({ declaration, builder, names }: Build, context: ExportContext): void {
  const { writer, file } = context;
  const { symbol } = builder.build;
  const body = new CodeWriter({ indentation: "    " });
  body.line(`let builder = support::object::<${builder.native.symbol}, _>("self", ${selfSlot(symbol)})?;`);
  body.block(
    `if let Some(mistake) = &builder.${nameMistake(declaration)} {`,
    () => body.line("return Err(mistake.clone());"),
    "}",
  );
  const fields = () => {
    for (const [index, field] of declaration.fields.entries()) {
      const own = names[index] ?? "";
      body.line(`${own}: builder.${own}.clone()${renderOtherwise(field, declaration.name, file)},`);
    }
  };
  body.block(`Ok(given.object(${file.name(declaration.id)} {`, fields, "}))");
  writeExport(context, symbol, () => writeGuarded(writer, symbol, body.toString()));
}

/** What a field is that was not set. */
function renderOtherwise(field: ApiField, record: string, file: ProducerFile): string {
  const { type, default: value } = field;
  if (value === undefined || value.kind === "none") {
    if (type.kind === "optional") return ".unwrap_or(None)";
    const message = renderText(`the field ${field.name} of ${record} was not set`);
    return `.ok_or_else(|| support::Error::new(${message}))?`;
  }
  const isEmpty = value.kind === "empty-list" || value.kind === "empty-map";
  if (isEmpty && type.kind !== "optional") return ".unwrap_or_default()";
  const own = isEmpty ? "Default::default()" : renderConstant(value, file);
  const owned = value.kind === "string" ? `${own}.to_owned()` : own;
  const given = type.kind === "optional" ? `Some(${owned})` : owned;
  return value.kind === "string" || isEmpty ? `.unwrap_or_else(|| ${given})` : `.unwrap_or(${given})`;
}

function renderRichEnum(plan: RichEnumPlan, context: ExportContext): void {
  const { writer, file } = context;
  const name = file.name(plan.declaration.id);
  const variantPath = (variant: string): string => `${name}::${toVariantName(variant)}`;
  writeExport(context, plan.tag, () => {
    const body = new CodeWriter({ indentation: "    " });
    const arms = () => {
      for (const variant of plan.variants) {
        const rest = variant.getters.length === 0 ? "" : " { .. }";
        body.line(`${variantPath(variant.declaration.name)}${rest} => ${String(variant.declaration.value)},`);
      }
    };
    const object = `support::object::<${name}, _>("self", ${selfSlot(plan.tag)})?`;
    body.block(`Ok(match ${object} {`, arms, "})");
    writeGuarded(writer, plan.tag, body.toString());
  });
  for (const variant of plan.variants) {
    const { create, getters } = variant;
    const names = fieldNames(variant);
    const path = variantPath(variant.declaration.name);
    const fields = create.parameters.map((one, index) => `${names[index] ?? ""}: ${readInput(one, file, false)}`);
    const made = fields.length === 0 ? path : `${path} { ${fields.join(", ")} }`;
    writeExport(context, create.symbol, () => writeGuarded(writer, create.symbol, `Ok(given.object(${made}))`));
    for (const [index, getter] of getters.entries()) {
      renderVariantGetter(getter, { context, type: name, path, field: names[index] ?? "" });
    }
  }
  writeExport(context, plan.destroy, () =>
    writer.line(`support::destroy(${selfSlot(plan.destroy)}.cast::<${name}>())`),
  );
}

interface VariantGetter {
  readonly context: ExportContext;
  readonly type: string;
  readonly path: string;
  readonly field: string;
}

function renderVariantGetter(getter: GetterPlan, { context, type, path, field }: VariantGetter): void {
  const { writer, file } = context;
  const { symbol, result } = getter;
  const body = new CodeWriter({ indentation: "    " });
  const object = `support::object::<${type}, _>("self", ${selfSlot(symbol)})?`;
  const arms = () => {
    body.line(`${path} { ${field}, .. } => ${field},`);
    body.line('_ => return Err(support::Error::new("it is another variant")),');
  };
  body.block(`let result = match ${object}.clone() {`, arms, "};");
  writeResult(body, { transfer: result, declared: symbol, file });
  writeExport(context, symbol, () => writeGuarded(writer, symbol, body.toString()));
}
