/** Renders the module of one module of the document, and its stub: types, objects, functions and listeners. */
import { CodeWriter } from "@koine/codegen";
import type { ApiPlan, ListenerPlan, ModulePlan } from "../../plan/plan-model.ts";
import type { ModuleNames } from "../module-names.ts";
import { renderDoc } from "./documentation.ts";
import { adapter } from "./marshal-in.ts";
import { ModuleFile } from "./module-file.ts";
import { moduleName } from "./names.ts";
import { renderCall } from "./render-call.ts";
import { renderInterface, renderRecord, renderRichEnum } from "./render-objects.ts";
import {
  renderCallback,
  renderConstantDeclaration,
  renderEnum,
  renderErrorDomain,
  renderFlags,
  renderStruct,
} from "./render-types.ts";
import { renderType } from "./types.ts";

/** Renders a module, without its banner. */
export function renderModule(
  plan: ApiPlan,
  module: ModulePlan,
  options: { readonly names: ModuleNames; readonly isStub: boolean },
): string {
  const file = new ModuleFile(plan, module, options);
  const body = new CodeWriter({ indentation: "    " });
  const each = <TPlan>(plans: readonly TPlan[], render: (writer: CodeWriter, one: TPlan, file: ModuleFile) => void) => {
    for (const one of plans) {
      render(body, one, file);
      body.blank();
    }
  };
  each(module.enums, renderEnum);
  each(module.flags, renderFlags);
  each(module.structs, renderStruct);
  for (const alias of module.aliases) {
    const type = renderType(alias.target, "out", file.findName);
    body.line(`${file.findName(alias.id)}: TypeAlias = ${file.isStub ? type : JSON.stringify(type)}`);
    body.blank();
  }
  each(module.constants, renderConstantDeclaration);
  if (module.errorDomain !== undefined) {
    renderErrorDomain(body, module.errorDomain, file);
    body.blank();
  }
  each(module.callbacks, renderCallback);
  each(module.records, renderRecord);
  each(module.richEnums, renderRichEnum);
  each(module.interfaces, renderInterface);
  for (const call of module.functions) {
    const name = file.findName(call.declaration.id);
    renderCall(body, call, { name, label: name }, file);
    body.blank();
  }
  each(module.listeners, renderListener);
  return compose(module, file, body.toString());
}

function renderListener(writer: CodeWriter, listener: ListenerPlan, file: ModuleFile): void {
  const { declaration, callback, register, unregister } = listener;
  const type = file.findName(callback.declaration.id);
  writer.line(`def ${file.findName(declaration.id)}(listener: ${type}) -> _support.Subscription:`);
  writer.indent(() => {
    const isDocumented = renderDoc(writer, declaration);
    if (file.isStub) {
      if (!isDocumented) writer.line("...");
      return;
    }
    writer.line("_scope = _support.ListenerScope()").line(`_callback = ${adapter(type)}(listener, _scope)`);
    writer.line(`_id = _native.${register.symbol}(_callback, _scope.number)`);
    writer.line(`return _support.Subscription(_native.${unregister.symbol}, _id, _scope.number)`);
  });
}

function compose(module: ModulePlan, file: ModuleFile, body: string): string {
  const writer = new CodeWriter({ indentation: "    " });
  renderDoc(writer, { doc: module.declaration.doc ?? `The module \`${module.declaration.id}\`.` });
  writer.blank().line("from __future__ import annotations").blank();
  if (!file.isStub) writer.line("import ctypes");
  writer.line("import enum");
  writer.line("from collections.abc import Callable, Mapping, Sequence").line("from dataclasses import dataclass");
  writer.line("from typing import Any, Final, TypeAlias").blank();
  writer.lines(file.packages).blank();
  writer.line(file.isStub ? "from . import _support" : "from . import _native, _support");
  for (const inner of module.modules) {
    writer.line(`from . import ${moduleName(inner)} as ${file.names.find(inner.declaration.id).identifier}`);
  }
  writer.lines(file.siblings);
  return body.trim() === "" ? writer.toString() : `${writer.toString()}\n\n${separateDefinitions(body)}`;
}

/** What stands at the left margin is set apart by two blank lines (PEP 8); the writer leaves one. */
function separateDefinitions(text: string): string {
  return text.replaceAll(/\n\n(?=\S)/g, "\n\n\n");
}
