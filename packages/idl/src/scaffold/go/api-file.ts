/** `api.go`: the types of the document as plain Go, the interfaces that the author's types have, and events. */
import { CodeWriter } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import { renderText } from "../../languages/go/constants.ts";
import { renderDoc } from "../../languages/go/documentation.ts";
import { claimMembers } from "../../languages/go/names.ts";
import { renderVariants } from "../../languages/go/render-rich-enum.ts";
import {
  renderAlias,
  renderCallbackType,
  renderConstantDeclaration,
  renderEnum,
  renderFlags,
  renderStruct,
  renderStructType,
} from "../../languages/go/render-types.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import { renderApart } from "../../languages/render-apart.ts";
import type {
  ApiPlan,
  ErrorDomainPlan,
  InterfacePlan,
  ListenerPlan,
  ModulePlan,
  RecordPlan,
} from "../../plan/plan-model.ts";
import { nameMethods, renderSignature } from "./author-functions.ts";
import { renderNotifyCall } from "./callbacks.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";

/** Renders the declarations, without the head of the file. */
export function renderApi(plan: ApiPlan, file: ProducerGoFile): string {
  const writer = new CodeWriter({ indentation: "\t" });
  for (const module of flattenModules(plan.modules)) renderModule(writer, module, file);
  return writer.toString();
}

function renderModule(writer: CodeWriter, module: ModulePlan, file: ProducerGoFile): void {
  const each = renderApart(writer, file);
  each(module.constants, renderConstantDeclaration);
  each(module.aliases, renderAlias);
  each(module.enums, renderEnum);
  each(module.flags, renderFlags);
  each(module.structs, renderStruct);
  if (module.errorDomain !== undefined) renderErrorDomain(writer.blank(), module.errorDomain, file);
  each(module.callbacks, renderCallbackType);
  each(module.records, renderRecord);
  for (const plan of module.richEnums) {
    renderVariants(writer.blank(), { plan, name: file.scope.find(plan.declaration.id), file });
  }
  each(module.interfaces, renderInterface);
  each(module.listeners, renderListener);
}

function renderErrorDomain(writer: CodeWriter, { declaration }: ErrorDomainPlan, file: ProducerGoFile): void {
  const name = file.scope.find(declaration.id);
  const codes = claimMembers(declaration.codes.map((one) => one.name)).map((code) => name + code);
  renderDoc(writer, name, {
    doc: declaration.doc ?? "an error that callers know; Because gives it a message of its own.",
  });
  writer.line(`type ${name} int32`).blank();
  const values = () => {
    for (const [index, one] of declaration.codes.entries()) {
      const own = codes[index] ?? "";
      renderDoc(writer, own, { doc: one.doc ?? one.message });
      writer.line(`${own} ${name} = ${String(one.code)}`);
    }
  };
  writer.block("const (", values, ")").blank();
  const message = () => {
    writer.line("switch e {");
    for (const [index, one] of declaration.codes.entries()) {
      writer.line(`case ${codes[index] ?? ""}:`).indent(() => writer.line(`return ${renderText(one.message)}`));
    }
    writer.line("}").line(`return ${renderText(declaration.name)}`);
  };
  writer.block(`func (e ${name}) Error() string {`, message, "}").blank();
  writer.line("// Because gives the error with a message of its own; errors.Is finds it still.");
  writer.line(`func (e ${name}) Because(message string) error { return explained{e, message} }`).blank();
  writer.line(`func (e ${name}) domainCode() int32 { return int32(e) }`);
}

function renderRecord(writer: CodeWriter, { declaration }: RecordPlan, file: ProducerGoFile): void {
  renderStructType(writer, declaration, { file, members: claimMembers(declaration.fields.map((field) => field.name)) });
}

function renderInterface(writer: CodeWriter, { declaration, methods }: InterfacePlan, file: ProducerGoFile): void {
  const name = file.scope.find(declaration.id);
  const names = nameMethods(methods);
  renderDoc(writer, name, declaration);
  if (methods.length === 0) {
    writer.line(`type ${name} interface{}`);
    return;
  }
  const body = () => {
    for (const [index, call] of methods.entries()) {
      const own = names[index] ?? "";
      renderDoc(writer, own, call.declaration);
      writer.line(own + renderSignature(call, file));
    }
  };
  writer.block(`type ${name} interface {`, body, "}");
}

/** Names of what an event has. */
export function nameEvent(
  { declaration }: ListenerPlan,
  file: ProducerGoFile,
): { readonly own: string; readonly all: string } {
  const event = toPascalCase(declaration.name);
  const own = file.scope.find(declaration.id).replace(`On${event}`, event).replace(/_+$/, "");
  return { own, all: `listenersOf${own}` };
}

function renderListener(writer: CodeWriter, plan: ListenerPlan, file: ProducerGoFile): void {
  const { own, all } = nameEvent(plan, file);
  const { parameters, native } = plan.callback;
  const names = file.scope.claimParameters(parameters.map(({ declaration }) => declaration.name));
  const list = names.map(
    (name, index) => `${name} ${parameters[index] === undefined ? "" : file.type(parameters[index].declaration.type)}`,
  );
  writer.line(`var ${all} listeners[C.${native.symbol}]`).blank();
  renderDoc(writer, `Notify${own}`, {
    ...plan.declaration,
    doc: plan.declaration.doc ?? "tells everybody who listens.",
  });
  writer.line("//").line("// It gives how many that were.");
  const call = () => renderNotifyCall(writer, plan.callback, { names, file });
  const notify = () =>
    writer.block(
      `return ${all}.notify(func(out *outgoing, callback C.${native.symbol}, context C.uintptr_t) {`,
      call,
      "})",
    );
  writer.block(`func Notify${own}(${list.join(", ")}) int {`, notify, "}").blank();
  writer.line(`// Count${own}Listeners gives how many listen.`);
  writer.line(`func Count${own}Listeners() int { return len(${all}.all()) }`);
}
