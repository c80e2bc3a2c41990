/**
 * Renders calls: functions, members, what makes a record. A call makes room for the error, calls, raises the error, and
 * converts; async calls and items do the same in their callbacks.
 */
import { NameScope } from "@koine/codegen";
import type { CodeWriter } from "@koine/codegen";
import type { AbiParameter } from "../../abi/abi-model.ts";
import type { ApiField, ApiParameter } from "../../model/index.ts";
import type { AsyncPlan, CallPlan, GetterPlan, ItemsPlan } from "../../plan/plan-model.ts";
import type { TransferOut } from "../../plan/transfer.ts";
import { renderConstant } from "./constants.ts";
import { renderDoc } from "./documentation.ts";
import { renderCopy, renderInput } from "./marshal-in.ts";
import type { Given } from "./marshal-in.ts";
import type { Received } from "./marshal-out.ts";
import { renderOutput } from "./marshal-out.ts";
import type { ModuleFile } from "./module-file.ts";
import { pythonNames } from "./names.ts";
import { renderType } from "./types.ts";

/** How a call is written. */
export interface CallShape {
  /** The name after `def`. */
  readonly name: string;
  /** `self`, `cls`, or nothing. */
  readonly first?: "self" | "cls";
  /** The expression that gives the receiver. */
  readonly receiver?: string;
  /** The class or module and the function, for messages. */
  readonly label: string;
  /** What a method that is no function of its own does with the result: `__init__` attaches it. */
  readonly finish?: (received: Received) => string;
}

/** Renders a function with its documentation. */
export function renderCall(writer: CodeWriter, call: CallPlan, shape: CallShape, file: ModuleFile): void {
  const names = claimParameters(call, file);
  const head = call.completion === "async" ? "async def" : "def";
  const result = shape.finish === undefined ? renderResultType(call, file) : "None";
  const list = [...(shape.first === undefined ? [] : [shape.first]), ...renderParameterList(call, names, file)];
  renderHead(writer, `${head} ${shape.name}(`, list, `) -> ${result}:`);
  writer.indent(() => {
    const docs = call.parameters.map(({ declaration }, index) => [names[index] ?? "", declaration.doc] as const);
    const isDocumented = renderDoc(writer, call.declaration, docs);
    if (!file.isStub) renderBody(writer, { call, names, shape }, file);
    else if (!isDocumented) writer.line("...");
  });
}

/** Writes a function's head: on one line if it fits, else one parameter a line. */
export function renderHead(writer: CodeWriter, open: string, list: readonly string[], close: string): void {
  const line = open + list.join(", ") + close;
  if (line.length <= 110 || list.length === 0) writer.line(line);
  else writer.block(open, () => writer.lines(list.map((one) => `${one},`)), close);
}

/** Claims identifiers for the parameters of a call. */
export function claimParameters(call: CallPlan, file: ModuleFile): readonly string[] {
  const scope = new NameScope(pythonNames, { outer: file.names.scopeOf(file.module) });
  return call.parameters.map(({ declaration }) => scope.claim(declaration.name, "parameter"));
}

/** Renders the parameters with annotations and defaults. */
export function renderParameterList(call: CallPlan, names: readonly string[], file: ModuleFile): readonly string[] {
  const isOptional = (index: number) => {
    const one = call.parameters[index];
    return one !== undefined && (one.default !== undefined || one.declaration.type.kind === "optional");
  };
  const lastRequired = call.parameters.findLastIndex((_one, index) => !isOptional(index));
  return call.parameters.map((parameter, index) => {
    const { declaration } = parameter;
    const isBuffer = isWritten(declaration) && declaration.type.kind === "bytes";
    const type = isBuffer ? "bytearray | memoryview" : renderType(declaration.type, "in", file.findName);
    const head = `${names[index] ?? ""}: ${type}`;
    if (index <= lastRequired) return head;
    return `${head} = ${parameter.default === undefined ? "None" : renderConstant(parameter.default, file)}`;
  });
}

function isWritten(declaration: ApiParameter | ApiField): boolean {
  return "isMutable" in declaration && declaration.isMutable;
}

/** The annotation of what a call gives. */
export function renderResultType(call: CallPlan, file: ModuleFile): string {
  if (call.items !== undefined) {
    const item = renderType(call.items.itemType, "out", file.findName);
    return `_support.${call.completion === "stream" ? "NativeStream" : "NativeIterator"}[${item}]`;
  }
  return call.resultType === undefined ? "None" : renderType(call.resultType, "out", file.findName);
}

interface Body {
  readonly call: CallPlan;
  readonly names: readonly string[];
  readonly shape: CallShape;
}

function renderBody(writer: CodeWriter, body: Body, file: ModuleFile): void {
  const { call, shape } = body;
  for (const given of listGiven(body)) writer.lines(renderCopy(given));
  const hasCallbacks = call.parameters.some(({ transfer }) => transfer.kind === "callback");
  if (hasCallbacks) writer.line("_scope = _support.CallbackScope()");
  if (call.async !== undefined) renderAsync(writer, body, { plan: call.async, file });
  else if (call.items !== undefined) renderItems(writer, body, { items: call.items, file });
  else {
    const { received } = bindResult(call.result, shape.label);
    renderNativeCall(writer, body, file);
    const convert = () => {
      if (call.failure.kind !== "none") writer.line(`_native.runtime.settle(_error${renderDomain(call, file)})`);
      if (shape.finish !== undefined) writer.line(shape.finish(received));
      else if (call.result.kind !== "void") writer.line(`return ${renderOutput(call.result, received, file)}`);
    };
    if (hasCallbacks)
      writer
        .line("try:")
        .indent(convert)
        .line("finally:")
        .indent(() => writer.line("_scope.settle()"));
    else convert();
  }
}

function renderNativeCall(writer: CodeWriter, body: Body, file: ModuleFile): void {
  const { call, shape } = body;
  const { rooms, outputs } = bindResult(call.items === undefined ? call.result : { kind: "void" }, shape.label, file);
  writer.lines(rooms);
  if (call.failure.kind !== "none") writer.line("_error = _support.NativeError()");
  const error = call.failure.kind === "none" ? [] : ["ctypes.byref(_error)"];
  const returns = call.items !== undefined || !["void", "map", "array"].includes(call.result.kind);
  const binding = call.items !== undefined ? "_items = " : returns ? "_result = " : "";
  const list = [...renderArguments(body, file), ...outputs, ...error];
  renderHead(writer, `${binding}_native.${call.symbol.symbol}(`, list, ")");
}

/** Where a field is read. */
export interface FieldPlace {
  readonly name: string;
  /** The expression that gives the object's address. */
  readonly self: string;
}

/** Renders a property that reads a field. */
export function renderGetter(
  writer: CodeWriter,
  getter: GetterPlan,
  { name, self }: FieldPlace,
  file: ModuleFile,
): void {
  writer.line("@property");
  writer.line(`def ${name}(self) -> ${renderType(getter.field.type, "out", file.findName)}:`);
  writer.indent(() => {
    const isDocumented = renderDoc(writer, getter.field);
    if (file.isStub) {
      if (!isDocumented) writer.line("...");
      return;
    }
    const { rooms, outputs, received } = bindResult(getter.result, getter.field.id, file);
    writer.lines(rooms);
    const returns = !["map", "array"].includes(getter.result.kind);
    writer.line(`${returns ? "_result = " : ""}_native.${getter.symbol.symbol}(${[self, ...outputs].join(", ")})`);
    writer.line(`return ${renderOutput(getter.result, received, file)}`);
  });
}

/** The class that errors of a call have, as a second argument. */
function renderDomain(call: CallPlan, file: ModuleFile): string {
  return call.failure.kind === "domain" ? `, ${file.findName(call.failure.domain)}._from_code` : "";
}

function listGiven({ call, names, shape }: Body): readonly Given[] {
  return call.parameters.map(({ declaration, transfer }, index) => {
    const value = names[index] ?? "";
    const label = JSON.stringify(`${shape.label}(): ${value}`);
    return { transfer, value, label, isMutable: isWritten(declaration) };
  });
}

function renderArguments(body: Body, file: ModuleFile): readonly string[] {
  const { receiver } = body.shape;
  const given = listGiven(body).flatMap((one) => renderInput(one, file));
  return [...(receiver === undefined ? [] : [receiver]), ...given];
}

interface BoundResult {
  /** Statements that make room for what C writes. */
  readonly rooms: readonly string[];
  /** The arguments of the out-slots. */
  readonly outputs: readonly string[];
  readonly received: Received;
}

function bindResult(transfer: TransferOut, label: string, file?: ModuleFile): BoundResult {
  const length = { rooms: ["_length = ctypes.c_size_t()"], outputs: ["ctypes.byref(_length)"] };
  switch (transfer.kind) {
    case "bytes":
    case "list":
      return { ...length, received: { main: "_result", length: "_length.value", label } };
    case "map":
      return {
        rooms: ["_keys = ctypes.c_void_p()", "_values = ctypes.c_void_p()", ...length.rooms],
        outputs: ["ctypes.byref(_keys)", "ctypes.byref(_values)", ...length.outputs],
        received: { main: "", keys: "_keys.value", values: "_values.value", length: "_length.value", label },
      };
    case "array": {
      const kind = file?.native(transfer.item.native) ?? "";
      return {
        rooms: [`_result = (${kind} * ${String(transfer.length)})()`],
        outputs: ["_result"],
        received: { main: "_result", label },
      };
    }
    default:
      return { rooms: [], outputs: [], received: { main: "_result", label } };
  }
}

function renderAsync(writer: CodeWriter, body: Body, { plan, file }: { plan: AsyncPlan; file: ModuleFile }): void {
  const { call, shape } = body;
  const { names, received } = nameReceived(plan.resultSlots, call.result, shape.label);
  writer.blank();
  writer.line(`def _read(_context: int | None, _error: Any${names.map((name) => `, ${name}: Any`).join("")}) -> Any:`);
  writer.indent(() => {
    writer.line(`_support.raise_received(_error${renderDomain(call, file)})`);
    if (call.result.kind !== "void") writer.line(`return ${renderOutput(call.result, received, file)}`);
  });
  writer.blank().line("def _start(_callback: Any, _number: int, _token: int | None) -> None:");
  writer.indent(() => {
    const token = call.isCancellable ? ["_token"] : [];
    const list = [...renderArguments(body, file), ...token, "_callback", "_number"];
    renderHead(writer, `_native.${call.symbol.symbol}(`, list, ")");
  });
  writer.blank();
  const tokens = call.isCancellable ? ", _native.runtime" : "";
  const awaited = `await _support.call_async(_native.${plan.callback.symbol}, _read, _start${tokens})`;
  writer.line(call.result.kind === "void" ? awaited : `return ${awaited}`);
}

/** Names what a callback receives for a value: one name per slot. */
export function nameReceived(
  slots: readonly AbiParameter[],
  transfer: TransferOut,
  label: string,
  base = "_result",
): { readonly names: readonly string[]; readonly received: Received } {
  const suffixes = { value: "", length: "_length", keys: "_keys", values: "_values" };
  const names = slots.map(({ role }) => base + (role in suffixes ? suffixes[role as keyof typeof suffixes] : ""));
  const isAddress = transfer.kind === "array";
  return {
    names,
    received: {
      main: base,
      isAddress,
      length: `${base}_length`,
      keys: `${base}_keys`,
      values: `${base}_values`,
      label,
    },
  };
}

function renderItems(writer: CodeWriter, body: Body, { items, file }: { items: ItemsPlan; file: ModuleFile }): void {
  const { call, shape } = body;
  renderNativeCall(writer, body, file);
  writer.line(`_native.runtime.settle(_error${renderDomain(call, file)})`).blank();
  const isStream = call.completion === "stream";
  const type = renderType(items.itemType, "out", file.findName);
  writer.line(
    `${isStream ? "async def" : "def"} _step(_from: ${isStream ? "_support.Handle" : "int"}) -> tuple[${type}] | None:`,
  );
  writer.indent(() => {
    if (isStream) renderStreamStep(writer, body, { items, file });
    else renderIteratorStep(writer, body, { items, file });
  });
  writer.blank();
  const address = `_support.require_address(_items, ${JSON.stringify(shape.label)})`;
  const factory = isStream ? "NativeStream" : "NativeIterator";
  writer.line(
    `return _support.${factory}._create(${address}, _native.${items.destroy.symbol}, _step${shape.first === "self" ? ", self" : ""})`,
  );
}

function renderIteratorStep(
  writer: CodeWriter,
  { call, shape }: Body,
  { items, file }: { items: ItemsPlan; file: ModuleFile },
): void {
  const kind = items.item.kind === "value" ? file.native(items.item.native) : "ctypes.c_void_p";
  const isBytes = items.item.kind === "bytes";
  writer.line("_error = _support.NativeError()").line(`_item = ${kind}()`);
  if (isBytes) writer.line("_length = ctypes.c_size_t()");
  const outputs = ["ctypes.byref(_item)", ...(isBytes ? ["ctypes.byref(_length)"] : []), "ctypes.byref(_error)"];
  writer.line(`_has = _native.${items.next.symbol}(_from, ${outputs.join(", ")})`);
  writer.line(`_native.runtime.settle(_error${renderDomain(call, file)})`);
  const main = items.item.kind === "value" && items.item.type.kind === "struct" ? "_item" : "_item.value";
  const value = renderOutput(items.item, { main, length: "_length.value", label: shape.label }, file);
  writer.line(`return (${value},) if _has else None`);
}

function renderStreamStep(
  writer: CodeWriter,
  { call, shape }: Body,
  { items, file }: { items: ItemsPlan; file: ModuleFile },
): void {
  const { names, received } = nameReceived(items.nextSlots, items.item, shape.label, "_item");
  const isCancellable = items.next.parameters.some(({ role }) => role === "cancel-token");
  const parameters = ["_context: int | None", "_error: Any", "_has: bool", ...names.map((name) => `${name}: Any`)];
  writer.line(`def _read(${parameters.join(", ")}) -> Any:`);
  writer.indent(() => {
    writer.line(`_support.raise_received(_error${renderDomain(call, file)})`);
    writer.line(`return (${renderOutput(items.item, received, file)},) if _has else None`);
  });
  writer.blank().line("def _start(_callback: Any, _number: int, _token: int | None) -> None:");
  const passed = ["_from", ...(isCancellable ? ["_token"] : []), "_callback", "_number"];
  writer.indent(() => writer.line(`_native.${items.next.symbol}(${passed.join(", ")})`));
  const tokens = isCancellable ? ", _native.runtime" : "";
  writer.blank();
  writer.line(
    `return await _support.call_async(_native.${items.nextCallback?.symbol ?? ""}, _read, _start${tokens}, source=_from)`,
  );
}
