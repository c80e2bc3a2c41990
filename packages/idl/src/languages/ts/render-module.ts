/** Renders the file of one module: its types, objects, functions and listeners, and the modules inside of it. */
import { CodeWriter } from "@koine/codegen";
import type { ApiPlan, ListenerPlan, ModulePlan } from "../../plan/plan-model.ts";
import { renderApart } from "../render-apart.ts";
import type { ModuleNames } from "../module-names.ts";
import { renderDoc } from "./documentation.ts";
import { ModuleFile } from "./module-file.ts";
import { moduleFile } from "./names.ts";
import { renderCall } from "./render-call.ts";
import { renderInterface, renderRecord, renderRichEnum } from "./render-objects.ts";
import {
  renderCallback,
  renderCallbackType,
  renderConstantDeclaration,
  renderEnum,
  renderErrorDomain,
  renderFlags,
  renderStruct,
} from "./render-types.ts";
import { renderType } from "./types.ts";

/** Renders a module, without its banner. */
export function renderModule(plan: ApiPlan, module: ModulePlan, names: ModuleNames): string {
  const file = new ModuleFile(plan, module, names);
  const body = new CodeWriter();
  const each = renderApart(body, file);
  for (const alias of module.aliases) {
    renderDoc(body.blank(), alias);
    body.line(`export type ${file.findName(alias.id)} = ${renderType(alias.target, "out", file.findName)};`);
  }
  each(module.enums, renderEnum);
  each(module.flags, renderFlags);
  each(module.constants, renderConstantDeclaration);
  each(module.structs, renderStruct);
  if (module.errorDomain !== undefined) renderErrorDomain(body.blank(), module.errorDomain, file);
  each(module.callbacks, renderCallbackType);
  each(module.records, renderRecord);
  each(module.richEnums, renderRichEnum);
  each(module.interfaces, renderInterface);
  for (const call of module.functions) {
    const name = file.findName(call.declaration.id);
    renderCall(body.blank(), call, { head: `export function ${name}`, label: name }, file);
  }
  each(module.listeners, renderListener);
  return compose(module, file, body);
}

/** Renders the file with what turns functions into callbacks, of one module; without a banner. */
export function renderCallbacks(plan: ApiPlan, module: ModulePlan, names: ModuleNames): string {
  const file = new ModuleFile(plan, module, names, "callbacks");
  const body = new CodeWriter();
  for (const callback of module.callbacks) renderCallback(body.blank(), callback, file);
  const writer = new CodeWriter();
  writer.doc(`What turns functions of the module \`${module.declaration.id}\`'s types into what the library calls.`);
  writer.lines(file.renderImports());
  return `${writer.blank().toString()}\n${body.toString()}`;
}

function renderListener(writer: CodeWriter, listener: ListenerPlan, file: ModuleFile): void {
  const { declaration, callback, register, unregister } = listener;
  const type = file.findName(callback.declaration.id);
  const symbols = file.native("symbols");
  renderDoc(writer, declaration);
  writer.block(
    `export function ${file.findName(declaration.id)}(listener: ${type}): ${file.support("Subscription")} {`,
    () => {
      writer.line(
        `const kept = ${file.native(`${callback.native.symbol}_kept`)}.create(${file.findAdapter(callback.declaration.id)}(listener));`,
      );
      writer.line(`const id = ${symbols}.${register.symbol}(kept, null);`);
      writer.block(
        `return new ${file.support("Subscription")}(() => {`,
        () => {
          writer.line("// Threads that wait for this listener go on at once, so that unregistering may wait for them.");
          writer.line("kept.release();");
          writer.line(`${symbols}.${unregister.symbol}(id);`);
        },
        "});",
      );
    },
    "}",
  );
}

function compose(module: ModulePlan, file: ModuleFile, body: CodeWriter): string {
  const writer = new CodeWriter();
  writer.doc(module.declaration.doc ?? `The module \`${module.declaration.id}\`.`);
  writer.lines(file.renderImports());
  for (const inner of module.modules) {
    writer.blank();
    renderDoc(writer, inner.declaration);
    writer.line(`export * as ${file.names.find(inner.declaration.id).identifier} from "./${moduleFile(inner)}.ts";`);
  }
  return `${writer.blank().toString()}\n${body.toString()}`;
}
