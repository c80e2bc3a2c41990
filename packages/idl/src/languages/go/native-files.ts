/**
 * Renders what lies between Go and C: `native.go` (the library's own functions, the contract), `shims.h` and `shims.c` (C
 * functions that pass calls on), `callbacks.go` (the Go functions that they call).
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunctionPointerType } from "../../abi/abi-model.ts";
import type { CType } from "../../abi/c-type.ts";
import { createCNames } from "../c/names.ts";
import { spellDeclaration } from "../c/types.ts";
import type { ApiPlan, CallbackPlan, CallPlan, ImportPlan } from "../../plan/plan-model.ts";
import { flattenModules, listCalls } from "../plan-modules.ts";
import type { GoFile } from "./go-file.ts";
import { contextName, exportName, renderOutput, shimName, toNative } from "./marshal.ts";
import type { Received } from "./marshal.ts";
import { outcomeType } from "./render-call.ts";
import { renderNative } from "./types.ts";

/** A function pointer type, and what its shims are called after. */
interface Shimmed {
  readonly type: AbiFunctionPointerType;
  readonly symbol: string;
}

/** Every function pointer type of the header, and those of others that functions take. */
export function listFunctionPointers(plan: ApiPlan): readonly Shimmed[] {
  const own = plan.abi.modules.flatMap(({ types }) => types.filter((type) => type.kind === "function-pointer"));
  const others = listImportedCallbacks(plan).map(({ callback }) => callback.native);
  return [
    ...own.map((type) => ({ type, symbol: type.symbol })),
    ...others.map((type) => ({ type, symbol: `${plan.abi.prefix}_${type.symbol}` })),
  ];
}

interface ImportedCallback {
  readonly callback: CallbackPlan;
  readonly from: ImportPlan;
}

/** Callbacks of imported documents that functions of this one take. */
function listImportedCallbacks(plan: ApiPlan): readonly ImportedCallback[] {
  const calls = flattenModules(plan.modules).flatMap(listCalls);
  const taken = calls.flatMap(({ parameters }) =>
    parameters.flatMap(({ transfer }) => (transfer.kind === "callback" ? [transfer.type.id] : [])),
  );
  return plan.imports.flatMap((from) =>
    flattenModules(from.plan.modules)
      .flatMap(({ callbacks }) => callbacks)
      .filter(({ declaration }) => taken.includes(`${from.name}.${declaration.id}`))
      .map((callback) => ({ callback, from })),
  );
}

/** Renders `shims.h`. */
export function renderShimHeader(plan: ApiPlan): string {
  const writer = new CodeWriter({ indentation: "    " });
  writer
    .line("/* C functions that pass calls of the library on to Go, and numbers as contexts. */")
    .line("#pragma once");
  writer.line(`#include "${createCNames(plan.abi.prefix).header}"`).blank();
  for (const shimmed of listFunctionPointers(plan)) {
    writer.line(`${renderSignature(shimmed)};`);
    writer.line(`static inline void* ${contextName(shimmed.symbol)}(uintptr_t number) { return (void*)number; }`);
  }
  return writer.toString();
}

/** Renders `shims.c`. */
export function renderShims(plan: ApiPlan): string {
  const writer = new CodeWriter({ indentation: "    " });
  writer.line('#include "shims.h"').line('#include "_cgo_export.h"');
  for (const shimmed of listFunctionPointers(plan)) {
    const { type, symbol } = shimmed;
    const list = type.parameters.map((one) => (one.type.kind === "pointer" ? `(void*)${one.name}` : one.name));
    const call = `${exportName(symbol)}(${list.join(", ")});`;
    const body = type.result.kind === "void" ? call : `return ${call}`;
    writer.blank().block(`${renderSignature(shimmed)} {`, () => writer.line(body), "}");
  }
  return writer.toString();
}

function renderSignature({ type, symbol }: Shimmed): string {
  const list = type.parameters.map((one) => spellDeclaration(one.type, one.name)).join(", ");
  return spellDeclaration(type.result, `${shimName(symbol)}(${list})`);
}

/** Renders the Go functions that the shims call; gives nothing when there are none. */
export function renderCallbacks(plan: ApiPlan, file: GoFile): string {
  const writer = new CodeWriter({ indentation: "\t" });
  for (const module of flattenModules(plan.modules)) {
    for (const callback of module.callbacks) renderCallback(writer.blank(), callback, file);
    for (const call of listCalls(module)) renderCompletion(writer.blank(), call, file);
  }
  for (const { callback, from } of listImportedCallbacks(plan)) renderCallback(writer.blank(), callback, file, from);
  return writer.toString();
}

function renderHead(
  writer: CodeWriter,
  type: AbiFunctionPointerType,
  body: () => void,
  symbol: string = type.symbol,
): void {
  const slots = type.parameters.map((one) => `${toSlot(one.name)} ${renderSlot(one.type)}`).join(", ");
  const result = type.result.kind === "void" ? "" : ` (given ${renderNative(type.result)})`;
  writer.line(`//export ${exportName(symbol)}`);
  writer.block(`func ${exportName(symbol)}(${slots})${result} {`, body, "}");
}

/** Names of slots as they are no words of Go. */
function toSlot(name: string): string {
  return `slot_${name}`;
}

function renderSlot(type: CType): string {
  return renderNative(type);
}

function toReceived(names: readonly { readonly name: string; readonly role: string }[]): Received {
  const find = (role: string) => {
    const slot = names.find((one) => one.role === role);
    return slot === undefined ? {} : { [role]: toSlot(slot.name) };
  };
  const slots = { ...find("value"), ...find("keys"), ...find("values"), ...find("length") } as Readonly<
    Record<string, string>
  >;
  return {
    main: slots["value"] ?? "",
    ...(slots["keys"] === undefined ? {} : { keys: slots["keys"] }),
    ...(slots["values"] === undefined ? {} : { values: slots["values"] }),
    ...(slots["length"] === undefined ? {} : { length: slots["length"] }),
  };
}

/** @param from The imported document that the callback's type belongs to, if it is not this one. */
function renderCallback(writer: CodeWriter, callback: CallbackPlan, file: GoFile, from?: ImportPlan): void {
  const { declaration, parameters, native, result } = callback;
  const scope = from === undefined ? file.scope : file.scope.within(from);
  const body = () => {
    writer.line(`function, called, isAlive := enter[${scope.find(declaration.id)}](slot_context)`);
    writer.block("if !isAlive {", () => writer.line("return"), "}");
    const values = parameters.map(({ transfer, slots }) => renderOutput(transfer, toReceived(slots), scope));
    if (values.some((value) => value.includes("&borrowed")))
      writer.line("var borrowed borrowings").line("defer borrowed.end()");
    writer.line("defer called.leave()");
    const call = `function(${values.join(", ")})`;
    if (result.kind === "value") writer.line(`return ${toNative(result.type, result.native, { value: call, scope })}`);
    else writer.line(call);
  };
  renderHead(writer, native, body, scope.shimSymbol(declaration.id, native.symbol));
}

function renderCompletion(writer: CodeWriter, call: CallPlan, file: GoFile): void {
  const toError = call.failure.kind === "domain" ? `new${file.scope.findLocal(call.failure.domain)}` : "newError";
  if (call.async !== undefined) {
    const { callback, resultSlots } = call.async;
    const type = outcomeType(call, file);
    renderHead(writer, callback, () => {
      renderFailure(writer, toError, type);
      const value =
        call.result.kind === "void" ? "" : `value: ${renderOutput(call.result, toReceived(resultSlots), file.scope)}`;
      writer.line(`complete(slot_context, outcome[${type}]{${value}})`);
    });
  }
  const native = call.items?.nextCallback;
  if (call.items === undefined || native === undefined) return;
  const { item, itemType, nextSlots } = call.items;
  const type = `*${file.type(itemType)}`;
  renderHead(writer, native, () => {
    renderFailure(writer, toError, type);
    const end = () => writer.line(`complete(slot_context, outcome[${type}]{})`).line("return");
    const has = native.parameters.find(({ role }) => role === "has-item")?.name ?? "has_item";
    writer.block(`if !bool(${toSlot(has)}) {`, end, "}");
    writer.line(`item := ${renderOutput(item, toReceived(nextSlots), file.scope)}`);
    writer.line(`complete(slot_context, outcome[${type}]{value: &item})`);
  });
}

function renderFailure(writer: CodeWriter, toError: string, type: string): void {
  const fail = () => writer.line(`complete(slot_context, outcome[${type}]{err: err})`).line("return");
  writer.block(`if err := readFailure(slot_err, ${toError}); err != nil {`, fail, "}");
}

/** Renders `native.go`, without its head: what frees memory of the library, its errors, the contract. */
export function renderNativeFile({ abi, contract }: ApiPlan): string {
  const { runtime } = abi;
  const writer = new CodeWriter({ indentation: "\t" });
  renderErrors(writer, runtime.error.symbol, runtime.errorClear.symbol);
  writer.blank().line("// contract is what this binding was generated with.");
  const entries = contract.map(
    ({ path, hash }) => `{${JSON.stringify(path)}, 0x${hash.toString(16).padStart(16, "0")}},`,
  );
  writer.block("var contract = []contractEntry{", () => writer.lines(entries), "}").blank();
  writer.block(
    "func init() {",
    () => {
      writer.line(`library.freeText = func(text *C.char) { C.${runtime.freeString.symbol}(text) }`);
      const free = `C.${runtime.freeBytes.symbol}(data, length)`;
      writer.line(`library.freeBytes = func(data *C.uint8_t, length C.size_t) { ${free} }`);
      writer.line("var length C.size_t").line("actual := map[string]uint64{}");
      writer.block(
        `for _, entry := range unsafe.Slice(C.${runtime.contract.symbol}(&length), int(length)) {`,
        () => writer.line("actual[C.GoString(entry.path)] = uint64(entry.hash)"),
        "}",
      );
      writer.line("checkContract(contract, actual)");
    },
    "}",
  );
  return writer.toString();
}

function renderErrors(writer: CodeWriter, error: string, clear: string): void {
  writer.line("// takeFailure gives the error that C wrote, if it wrote one, and frees it.");
  writer
    .block(
      `func takeFailure(failure *C.${error}, convert toError) error {`,
      () => {
        writer.line("err := readFailure(failure, convert)");
        writer.block("if err != nil {", () => writer.line(`C.${clear}(failure)`), "}").line("return err");
      },
      "}",
    )
    .blank();
  writer.block(
    `func readFailure(failure *C.${error}, convert toError) error {`,
    () => {
      writer.block("if failure == nil || failure.code == 0 {", () => writer.line("return nil"), "}");
      writer.line("return convert(int32(failure.code), readText(failure.message))");
    },
    "}",
  );
}
