/** Renders types of native objects: records with their getters, interfaces with their members. */
import type { CodeWriter } from "@koine/codegen";
import type { CallPlan, InterfacePlan, RecordPlan } from "../../plan/plan-model.ts";
import { renderDoc } from "./documentation.ts";
import type { GoFile } from "./go-file.ts";
import { claimMembers } from "./names.ts";
import { renderObjectType } from "./object-type.ts";
import { renderBuilder } from "./render-builder.ts";
import { renderCall, renderGetter } from "./render-call.ts";

/** Renders an opaque record. */
export function renderRecord(writer: CodeWriter, record: RecordPlan, file: GoFile): void {
  const { declaration, create, getters, destroy, native } = record;
  const name = file.scope.find(declaration.id);
  renderDoc(writer, name, declaration);
  renderObjectType(writer, { name, symbol: native.symbol, destroy: destroy.symbol }, file);
  renderCall(
    writer.blank(),
    undocumented(create, `makes a new ${name}.`),
    { name: file.scope.findFactory(declaration.id) },
    file,
  );
  const members = claimMembers(getters.map(({ field }) => field.name));
  for (const [index, getter] of getters.entries()) {
    const method = { receiver: name, native: native.symbol, name: members[index] ?? "" };
    renderGetter(writer.blank(), getter, method, file);
  }
  renderBuilder(writer.blank(), record, file);
}

/** What a type says itself is not said again by what makes it. */
function undocumented(call: CallPlan, doc: string): CallPlan {
  const { name, id, span } = call.declaration;
  return { ...call, declaration: { name, id, span, doc } };
}

/** Renders an interface: its constructors, methods and statics. */
export function renderInterface(writer: CodeWriter, plan: InterfacePlan, file: GoFile): void {
  const { declaration, constructors, methods, statics, destroy, native } = plan;
  const name = file.scope.find(declaration.id);
  renderDoc(writer, name, declaration);
  renderObjectType(writer, { name, symbol: native.symbol, destroy: destroy.symbol }, file);
  for (const one of [...constructors, ...statics]) {
    renderCall(writer.blank(), one, { name: file.scope.findFactory(one.declaration.id) }, file);
  }
  const members = claimMembers(methods.map((one) => one.declaration.name));
  for (const [index, one] of methods.entries()) {
    renderCall(writer.blank(), one, { name: members[index] ?? "", receiver: name }, file);
  }
}
