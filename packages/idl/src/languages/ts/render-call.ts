/**
 * Renders calls: functions, members, what makes a record. A call takes a slot for the error, calls, settles the error, and
 * converts; async calls and items do the same in their callbacks.
 */
import { NameScope } from "@koine/codegen";
import type { CodeWriter } from "@koine/codegen";
import type { ConstantValue } from "../../model/index.ts";
import type { AsyncPlan, CallPlan, GetterPlan, ItemsPlan, ParameterPlan } from "../../plan/plan-model.ts";
import type { TransferOut } from "../../plan/transfer.ts";
import { renderConstant } from "./constants.ts";
import { renderDoc } from "./documentation.ts";
import { renderList } from "./layout.ts";
import { renderInput } from "./marshal-in.ts";
import type { Received } from "./marshal-out.ts";
import { renderOutput } from "./marshal-out.ts";
import type { ModuleFile } from "./module-file.ts";
import { apiNames } from "./names.ts";
import { renderType } from "./types.ts";

/** How a call is written. */
export interface CallShape {
  /** What stands before the parameters: `export function f`, `static open`, `save`. */
  readonly head: string;
  /** The expression that gives the receiver. */
  readonly receiver?: string;
  /** The class or module and the function, for messages. */
  readonly label: string;
}

/** Renders a function with its documentation. */
export function renderCall(writer: CodeWriter, call: CallPlan, shape: CallShape, file: ModuleFile): void {
  const parameters = claimParameters(call, file);
  renderDoc(
    writer,
    call.declaration,
    call.parameters.map(({ declaration }, index) => [parameters[index] ?? "", declaration.doc]),
  );
  const result = renderResultType(call, file);
  writer.block(
    renderList(`${shape.head}(`, renderParameterList(call, parameters, file), `): ${result} {`),
    () => {
      renderBody(writer, { call, parameters, shape }, file);
    },
    "}",
  );
}

/** What the body of a call is rendered from. */
export interface Body {
  readonly call: CallPlan;
  /** Identifiers of the parameters. */
  readonly parameters: readonly string[];
  readonly shape: Pick<CallShape, "receiver" | "label">;
}

/** Claims identifiers for the parameters of a call. */
export function claimParameters(call: CallPlan, file: ModuleFile): readonly string[] {
  const scope = new NameScope(apiNames, { outer: file.names.scopeOf(file.module) });
  scope.claim("options", "constant");
  return call.parameters.map(({ declaration }) => scope.claim(declaration.name, "parameter"));
}

/** Renders the parameters with types and defaults. */
export function renderParameterList(call: CallPlan, names: readonly string[], file: ModuleFile): readonly string[] {
  const lastRequired = call.parameters.findLastIndex((one) => !isOptional(one));
  const list = call.parameters.map((parameter, index) => {
    const type = renderType(parameter.declaration.type, "in", file.findName);
    const name = names[index] ?? "";
    if (index <= lastRequired) return `${name}: ${type}`;
    return `${name}: ${type} = ${renderDefault(parameter.default, file)}`;
  });
  if (call.completion === "async" && call.isCancellable) list.push(`options: ${file.support("CancelOptions")} = {}`);
  return list;
}

/** The TypeScript type of what a call gives. */
export function renderResultType(call: CallPlan, file: ModuleFile): string {
  if (call.items !== undefined) {
    const item = renderType(call.items.itemType, "out", file.findName);
    return `${file.support(call.completion === "stream" ? "NativeStream" : "NativeIterator")}<${item}>`;
  }
  const type = call.resultType === undefined ? "void" : renderType(call.resultType, "out", file.findName);
  return call.completion === "async" ? `Promise<${type}>` : type;
}

/** Renders the statements of a call. */
export function renderBody(writer: CodeWriter, body: Body, file: ModuleFile): void {
  const { call } = body;
  if (call.async !== undefined) renderAsync(writer, body, { plan: call.async, file });
  else if (call.items !== undefined) renderItems(writer, body, { items: call.items, file });
  else {
    const received = renderNativeCall(writer, body, file);
    renderFinish(writer, body, file, () => {
      if (call.result.kind !== "void") writer.line(`return ${renderOutput(call.result, received, file)};`);
    });
  }
}

/** Renders what follows a native call: its error, and the rest if it ends there. What a callback threw comes after both. */
export function renderFinish(writer: CodeWriter, { call }: Body, file: ModuleFile, renderRest?: () => void): void {
  const renderAll = () => {
    const settle = `${file.native("errors")}.settle($error${renderDomain(call, file)});`;
    if (call.failure.kind !== "none") writer.line(settle);
    renderRest?.();
  };
  if (!hasCallback(call)) renderAll();
  else writer.block(`${renderRest === undefined ? "" : "return "}$thrown.settle(() => {`, renderAll, "});");
}

function hasCallback({ parameters }: CallPlan): boolean {
  return parameters.some(({ transfer }) => transfer.kind === "callback");
}

/** Renders the native call, without what its error leads to; gives where the result is. */
export function renderNativeCall(writer: CodeWriter, body: Body, file: ModuleFile): Received {
  const { call, shape } = body;
  const slot = call.failure.kind === "none" ? [] : ["$error"];
  const { binding, received, outputs } = bindResult(
    call.items === undefined ? call.result : { kind: "void" },
    shape.label,
  );
  const kept = call.items === undefined ? binding : "const $items = ";
  if (call.result.kind === "array") writer.line(`const ${received.main} = ${renderRoom(call.result, file)};`);
  if (hasCallback(call)) writer.line(`const $thrown = new ${file.support("CallbackFailure")}();`);
  if (slot.length > 0) writer.line(`const $error = ${file.native("errors")}.take();`);
  const expressions = [...renderArguments(body, file), ...outputs, ...slot];
  writer.line(renderList(`${kept}${file.native("symbols")}.${call.symbol.symbol}(`, expressions, ");"));
  return received;
}

/** Where a field is read, and the name of what is read. */
export interface FieldPlace {
  readonly name: string;
  /** The expression that gives the object's address. */
  readonly self: string;
}

/** Renders the call that reads a field; gives the expression of its value. */
export function renderField(
  writer: CodeWriter,
  getter: GetterPlan,
  { name, self }: FieldPlace,
  file: ModuleFile,
): string {
  const { result, symbol, field } = getter;
  const { binding, received, outputs } = bindResult(result, field.id, `$${name}`);
  if (result.kind === "array") writer.line(`const ${received.main} = ${renderRoom(result, file)};`);
  writer.line(`${binding}${file.native("symbols")}.${symbol.symbol}(${[self, ...outputs].join(", ")});`);
  return renderOutput(result, received, file);
}

/** Renders a property that reads a field. */
export function renderGetter(
  writer: CodeWriter,
  getter: GetterPlan,
  { name, self }: { name: string; self: string },
  file: ModuleFile,
): void {
  renderDoc(writer, getter.field);
  const type = renderType(getter.field.type, "out", file.findName);
  writer.block(
    `get ${name}(): ${type} {`,
    () => {
      const value = renderField(writer, getter, { name: "result", self }, file);
      writer.line(`return ${value};`);
    },
    "}",
  );
}

/** The class that errors of a call have, as a second argument. */
function renderDomain(call: CallPlan, file: ModuleFile): string {
  return call.failure.kind === "domain" ? `, ${file.findName(call.failure.domain)}.from` : "";
}

function renderArguments({ call, parameters, shape }: Body, file: ModuleFile): readonly string[] {
  const given = call.parameters.flatMap(({ transfer }, index) => {
    const value = parameters[index] ?? "";
    return renderInput({ transfer, value, label: JSON.stringify(`${shape.label}(): ${value}`) }, file);
  });
  return [...(shape.receiver === undefined ? [] : [shape.receiver]), ...given];
}

/** A result with the names that it is kept under. */
interface BoundResult {
  /** `const $result = `, or nothing. */
  readonly binding: string;
  readonly received: Received;
  /** Arguments for out-slots that koine does not supply. */
  readonly outputs: readonly string[];
}

function bindResult(transfer: TransferOut, label: string, base = "$result"): BoundResult {
  const { names, received: given } = nameReceived(transfer, label, base);
  const received = { ...given, isResult: true };
  if (transfer.kind === "array") return { binding: "", received, outputs: names };
  const binding = names.length > 1 ? `const [${names.join(", ")}] = ` : `const ${names.join("")} = `;
  return { binding: names.length === 0 ? "" : binding, received, outputs: [] };
}

const arrayClasses: Readonly<Record<string, string>> = {
  "c.i8": "Int8Array",
  "c.i16": "Int16Array",
  "c.i32": "Int32Array",
  "c.i64": "BigInt64Array",
  "c.u8": "Uint8Array",
  "c.u16": "Uint16Array",
  "c.u32": "Uint32Array",
  "c.u64": "BigUint64Array",
  "c.bool": "Uint8Array",
  "c.float": "Float32Array",
  "c.double": "Float64Array",
};

function renderRoom({ item, length }: Extract<TransferOut, { kind: "array" }>, file: ModuleFile): string {
  return `new ${arrayClasses[file.descriptors.ofNative(item.native)] ?? "Uint8Array"}(${String(length)})`;
}

function renderAsync(writer: CodeWriter, body: Body, { plan, file }: { plan: AsyncPlan; file: ModuleFile }): void {
  const { call, shape } = body;
  const native = file.native(plan.callback.symbol);
  const { names, received } = nameReceived(call.result, shape.label);
  writer.block(
    `return ${file.support("startAsync")}({`,
    () => {
      writer.line(`callback: ${native},`);
      writer.block(
        `read: (_context, $error${names.map((name) => `, ${name}`).join("")}) => {`,
        () => {
          writer.line(`${file.support("throwReceived")}($error${renderDomain(call, file)});`);
          if (call.result.kind !== "void") writer.line(`return ${renderOutput(call.result, received, file)};`);
        },
        "},",
      );
      const token = call.isCancellable ? ["$token"] : [];
      const expressions = [...renderArguments(body, file), ...token, "$callback", "null"];
      const heads = call.isCancellable ? "($callback, $token)" : "($callback)";
      writer.line(renderList(`start: ${heads} => ${file.native("symbols")}.${call.symbol.symbol}(`, expressions, "),"));
      if (call.isCancellable) writer.line(`tokens: ${file.native("cancelTokens")},`).line("signal: options.signal,");
    },
    "});",
  );
}

/** Names what a callback receives for a value. */
export function nameReceived(
  transfer: TransferOut,
  label: string,
  base = "$result",
): { readonly names: readonly string[]; readonly received: Received } {
  switch (transfer.kind) {
    case "void":
      return { names: [], received: { main: "", label } };
    case "bytes":
    case "list":
      return { names: [base, `${base}Length`], received: { main: base, length: `${base}Length`, label } };
    case "map": {
      const names = [`${base}Keys`, `${base}Values`, `${base}Length`] as const;
      return { names, received: { main: base, keys: names[0], values: names[1], length: names[2], label } };
    }
    default:
      return { names: [base], received: { main: base, label } };
  }
}

function renderItems(writer: CodeWriter, body: Body, { items, file }: { items: ItemsPlan; file: ModuleFile }): void {
  renderNativeCall(writer, body, file);
  renderFinish(writer, body, file, () => {
    renderItemsObject(writer, body, { items, file });
  });
}

function renderItemsObject(
  writer: CodeWriter,
  body: Body,
  { items, file }: { readonly items: ItemsPlan; readonly file: ModuleFile },
): void {
  const { call, shape } = body;
  const iterator = `${file.support("requirePointer")}($items, ${JSON.stringify(shape.label)})`;
  const destroy = `${file.native("symbols")}.${items.destroy.symbol}`;
  const type = file.support(call.completion === "stream" ? "ItemStream" : "ItemIterator");
  const isCancellable = items.next.parameters.some(({ role }) => role === "cancel-token");
  writer.block(
    `return new ${type}(${iterator}, ${destroy}, (${isCancellable ? "$from, $signal" : "$from"}) => {`,
    () => {
      if (call.completion === "stream") renderStreamStep(writer, body, { items, file });
      else renderIteratorStep(writer, body, { items, file });
    },
    "});",
  );
}

function renderIteratorStep(
  writer: CodeWriter,
  { call, shape }: Body,
  { items, file }: { items: ItemsPlan; file: ModuleFile },
): void {
  const { names, received } = nameReceived(items.item, shape.label, "$item");
  writer.line(`const $error = ${file.native("errors")}.take();`);
  writer.line(`const [$has, ${names.join(", ")}] = ${file.native("symbols")}.${items.next.symbol}($from, $error);`);
  writer.line(`${file.native("errors")}.settle($error${renderDomain(call, file)});`);
  writer.line(`return $has === 0 ? null : { value: ${renderOutput(items.item, received, file)} };`);
}

function renderStreamStep(
  writer: CodeWriter,
  { call, shape }: Body,
  { items, file }: { items: ItemsPlan; file: ModuleFile },
): void {
  const { names, received } = nameReceived(items.item, shape.label, "$item");
  const native = file.native(items.nextCallback?.symbol ?? "");
  const isCancellable = items.next.parameters.some(({ role }) => role === "cancel-token");
  const passed = ["$from", ...(isCancellable ? ["$token"] : []), "$callback", "null"];
  writer.block(
    `return ${file.support("startAsync")}({`,
    () => {
      writer.line(`callback: ${native},`);
      writer.block(
        `read: (_context, $error, $has, ${names.join(", ")}) => {`,
        () => {
          writer.line(`${file.support("throwReceived")}($error${renderDomain(call, file)});`);
          writer.line(`return $has ? { value: ${renderOutput(items.item, received, file)} } : null;`);
        },
        "},",
      );
      const heads = isCancellable ? "($callback, $token)" : "($callback)";
      writer.line(renderList(`start: ${heads} => ${file.native("symbols")}.${items.next.symbol}(`, passed, "),"));
      if (isCancellable) writer.line(`tokens: ${file.native("cancelTokens")},`).line("signal: $signal,");
    },
    "});",
  );
}

function isOptional({ default: value, transfer }: ParameterPlan): boolean {
  return value !== undefined || ("isNullable" in transfer && transfer.isNullable) || transfer.kind === "boxed";
}

function renderDefault(value: ConstantValue | undefined, file: ModuleFile): string {
  return value === undefined ? "null" : renderConstant(value, file);
}
