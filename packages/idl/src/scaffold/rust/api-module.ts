/** A module of `api`: the types of the document as plain Rust, and the traits that the author implements. */
import { CodeWriter } from "@koine/codegen";
import { renderDoc } from "../../languages/rust/documentation.ts";
import { renderText } from "../../languages/rust/constants.ts";
import { claimMembers } from "../../languages/rust/names.ts";
import { renderModuleHead } from "../../languages/rust/module-head.ts";
import { renderVariants } from "../../languages/rust/render-rich-enum.ts";
import {
  renderAlias,
  renderConstantDeclaration,
  renderEnum,
  renderFlags,
  renderStruct,
} from "../../languages/rust/render-types.ts";
import type { ApiType } from "../../model/index.ts";
import type { CallbackPlan, ErrorDomainPlan, ListenerPlan, ModulePlan, RecordPlan } from "../../plan/plan-model.ts";
import { renderApart } from "../../languages/render-apart.ts";
import { listTraits, renderTrait } from "./author-traits.ts";
import type { ProducerFile } from "./producer-file.ts";
import { renderPassing } from "./read-input.ts";

/** Renders a module. */
export function renderApiModule(module: ModulePlan, file: ProducerFile): string {
  const writer = new CodeWriter({ indentation: "    " });
  const each = renderApart(writer, file);
  for (const { declaration } of module.modules) writer.blank().line(`pub mod ${file.moduleName(declaration.id)};`);
  each(module.constants, renderConstantDeclaration);
  each(module.aliases, renderAlias);
  each(module.enums, renderEnum);
  each(module.flags, renderFlags);
  each(module.structs, renderStruct);
  if (module.errorDomain !== undefined) renderErrorDomain(writer.blank(), module.errorDomain, file);
  each(module.callbacks, renderCallbackType);
  each(module.records, renderRecord);
  for (const plan of module.richEnums) {
    const { id } = plan.declaration;
    renderVariants(writer.blank(), { plan, name: file.name(id), file }, listDerives({ kind: "rich-enum", id }, file));
  }
  each(module.listeners, renderListener);
  for (const trait of listTraits(module, file)) renderTrait(writer.blank(), trait);
  return renderModuleHead(module, writer.toString()) + writer.toString();
}

function renderErrorDomain(writer: CodeWriter, { declaration }: ErrorDomainPlan, file: ProducerFile): void {
  const name = file.name(declaration.id);
  const variants = claimMembers(
    declaration.codes.map((code) => code.name),
    "type",
  );
  renderDoc(writer, declaration);
  writer.line("#[derive(Debug, Clone, Copy, PartialEq, Eq)]").line("#[repr(i32)]");
  const list = () => {
    for (const [index, code] of declaration.codes.entries()) {
      renderDoc(writer, { ...code, doc: code.doc ?? code.message });
      writer.line(`${variants[index] ?? ""} = ${String(code.code)},`);
    }
  };
  writer.block(`pub enum ${name} {`, list, "}").blank();
  const arms = () => {
    for (const [index, { message }] of declaration.codes.entries()) {
      writer.line(`Self::${variants[index] ?? ""} => ${renderText(message)},`);
    }
  };
  const body = () => {
    writer.line("/// What the document says of it.");
    writer.block("pub fn message(self) -> &'static str {", () => writer.block("match self {", arms, "}"), "}").blank();
    writer.line("/// The error with a message of its own.");
    const because = () => writer.line("Error::with_code(self as i32, message)");
    writer.block("pub fn because(self, message: impl Into<String>) -> Error {", because, "}");
  };
  writer.block(`impl ${name} {`, body, "}").blank();
  const from = () =>
    writer.block(`fn from(error: ${name}) -> Self {`, () => writer.line("error.because(error.message())"), "}");
  writer.block(`impl From<${name}> for Error {`, from, "}");
}

function renderCallbackType(writer: CodeWriter, { declaration }: CallbackPlan, file: ProducerFile): void {
  const list = declaration.parameters.map(({ type }) => file.type(type, "callback")).join(", ");
  const result = declaration.result === undefined ? "()" : file.type(declaration.result);
  renderDoc(writer, declaration);
  writer.line(`pub type ${file.name(declaration.id)}<'a> = dyn Fn(${list}) -> Result<${result}, Error> + 'a;`);
}

function renderRecord(writer: CodeWriter, { declaration }: RecordPlan, file: ProducerFile): void {
  const names = nameFields(declaration.fields);
  renderDoc(writer, declaration);
  writer.line(`#[derive(${listDerives({ kind: "record", id: declaration.id }, file)})]`);
  const fields = () => {
    for (const [index, field] of declaration.fields.entries()) {
      renderDoc(writer, field);
      writer.line(`pub ${names[index] ?? ""}: ${file.type(field.type)},`);
    }
  };
  writer.block(`pub struct ${file.name(declaration.id)} {`, fields, "}");
}

function listDerives(type: ApiType, file: ProducerFile): string {
  return file.isComparable(type) ? "Debug, Clone, PartialEq" : "Debug, Clone";
}

/** Names of the fields of a record. */
export function nameFields(fields: readonly { readonly name: string }[]): readonly string[] {
  return claimMembers(
    fields.map((field) => field.name),
    "member",
  );
}

/** Names of what an event has, in its module. */
export function nameEvent(
  { declaration }: ListenerPlan,
  file: ProducerFile,
): { readonly all: string; readonly own: string } {
  const path = file.name(declaration.id);
  const own = path.slice(path.lastIndexOf(":") + 1).replace(/^on_/, "");
  return { own, all: `${path.slice(0, path.lastIndexOf(":") + 1)}ON_${own.toUpperCase()}` };
}

function renderListener(writer: CodeWriter, plan: ListenerPlan, file: ProducerFile): void {
  const { declaration, callback } = plan;
  const { own, all } = nameEvent(plan, file);
  const names = claimMembers(
    callback.declaration.parameters.map(({ name }) => name),
    "function",
    ["given", "callback", "context"],
  );
  const types = callback.parameters.map((one) => file.type(one.declaration.type, "callback"));
  const native = `ffi::${callback.native.symbol}`;
  writer.line(`pub(crate) static ${all}: support::Listeners<${native}> = support::Listeners::new();`).blank();
  renderDoc(writer, declaration);
  if (declaration.doc !== undefined) writer.line("///");
  writer.line("/// Tells everybody who listens; gives how many that were.");
  const list = names.map((name, index) => `${name}: ${types[index] ?? ""}`).join(", ");
  const { prepared, passed } = renderPassing(callback, names, "context", file);
  const usesGiven = [...prepared, passed].some((line) => line.includes("given."));
  const call = () => {
    writer.lines(prepared);
    writer.line("// SAFETY: what is passed is alive until the callback returns.");
    writer.line(`unsafe { callback(${passed}) };`).line("Ok(())");
  };
  const notify = () => writer.block(`${all}.notify(|${usesGiven ? "given" : "_"}, callback, context| {`, call, "})");
  writer.block(`pub fn notify_${own}(${list}) -> Result<u32, Error> {`, notify, "}").blank();
  writer.line("/// How many listen.");
  writer.block(`pub fn count_${own}_listeners() -> usize {`, () => writer.line(`${all}.len()`), "}");
}
