/**
 * The exports: `exports.c` has the functions of the header, which call the Go functions of `glue.go`, whose names cannot be those
 * of the header because cgo declares them without `const`.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction, AbiParameter } from "../../abi/abi-model.ts";
import type { CType } from "../../abi/c-type.ts";
import { spellPrototype } from "../../languages/c/types.ts";
import { renderNative } from "../../languages/go/types.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { ApiPlan, CallPlan, ParameterPlan } from "../../plan/plan-model.ts";
import { listAuthorFunctions } from "../author-functions.ts";
import { nameEvent } from "./api-file.ts";
import { listAuthored, renderResult, takesContext } from "./author-functions.ts";
import type { AuthorFunction } from "./author-functions.ts";
import { bindMap, callerName, pickSlot, renderFunction } from "./callbacks.ts";
import { renderPassages } from "./object-passage.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";
import { readInput } from "./read-input.ts";
import { giveItem, writeOutput } from "./write-output.ts";

/** The Go function behind a function of the header. */
function exportName(symbol: string): string {
  return `${symbol}_go`;
}

/** The parameter of the Go function; it meets no word of Go and no other variable. */
function nameSlot(slots: readonly AbiParameter[], role: AbiParameter["role"]): string {
  const slot = slots.find((one) => one.role === role);
  return slot === undefined ? "" : `slot_${slot.name}`;
}

/** Renders the functions of the header. */
export function renderExportShims(plan: ApiPlan): string {
  const writer = new CodeWriter({ indentation: "    " });
  for (const declared of listAuthorFunctions(plan)) {
    const words = declared.parameters.map(({ role, type, name }) => {
      if (role === "context") return `(uintptr_t)${name}`;
      return type.kind === "pointer" ? `(void*)${name}` : name;
    });
    const call = `${exportName(declared.symbol)}(${words.join(", ")});`;
    const body = declared.result.kind === "void" ? call : `return ${call}`;
    writer.blank().block(`${spellPrototype(declared)} {`, () => writer.line(body), "}");
  }
  return writer.toString();
}

interface ExportContext {
  readonly writer: CodeWriter;
  readonly plan: ApiPlan;
  readonly file: ProducerGoFile;
}

/** Renders the Go functions, and the passages of objects. */
export function renderExports(plan: ApiPlan, file: ProducerGoFile): string {
  const writer = new CodeWriter({ indentation: "\t" });
  const context: ExportContext = { writer, plan, file };
  renderPassages(writer, plan, file);
  for (const module of flattenModules(plan.modules)) {
    for (const authored of listAuthored(module, file)) renderCall(authored, context);
    for (const { destroy } of module.interfaces) renderEnd(destroy, context);
    for (const listener of module.listeners) {
      const { all } = nameEvent(listener, file);
      writeExport(context, listener.register, () => {
        writer.line(`return C.uint64_t(${all}.add(slot_callback, slot_context))`);
      });
      writeExport(context, listener.unregister, () => writer.line(`${all}.remove(uint64(slot_id))`));
    }
  }
  return writer.toString();
}

function writeExport({ writer }: ExportContext, { symbol, parameters, result }: AbiFunction, body: () => void): void {
  const slots = parameters.map(({ role, type, name }) => {
    return `slot_${name} ${role === "context" ? "C.uintptr_t" : renderNative(type)}`;
  });
  const type = result.kind === "void" ? "" : ` (returned ${renderNative(result)})`;
  writer.blank().line(`//export ${exportName(symbol)}`);
  writer.block(`func ${exportName(symbol)}(${slots.join(", ")})${type} {`, body, "}");
}

function renderEnd(destroy: AbiFunction, context: ExportContext): void {
  writeExport(context, destroy, () =>
    context.writer.line(`endObject(unsafe.Pointer(${nameSlot(destroy.parameters, "self")}))`),
  );
}

function renderCall(authored: AuthorFunction, context: ExportContext): void {
  const { call } = authored;
  if (call.completion === "async") renderLaunch(authored, context);
  else renderSync(authored, context);
  if (call.completion === "iterator") renderIterator(call, context);
  if (call.completion === "stream") renderStream(call, context);
}

/** The author's function or method, with what it is called with; what is lent to it is bound before. */
function renderTarget({ call, name, receiver }: AuthorFunction, context: ExportContext): string {
  const { writer, file } = context;
  const words = call.parameters.map((parameter, index) => {
    if (!isLentInterface(parameter, file)) return renderArgument(parameter, call, context);
    const bound = `argument${String(index)}`;
    writer.line(`${bound}, end${String(index)} := ${renderLending(parameter, file)}`);
    writer.line(`defer end${String(index)}()`);
    return bound;
  });
  if (takesContext(call)) words.unshift("ctx");
  if (receiver === undefined) return `${name}(${words.join(", ")})`;
  const type = file.scope.find(receiver.id);
  const address = `unsafe.Pointer(${nameSlot(call.symbol.parameters, "self")})`;
  return `useObject[${type}]("self", ${address}).${name}(${words.join(", ")})`;
}

function renderArgument(parameter: ParameterPlan, call: CallPlan, { file }: ExportContext): string {
  const { declaration, transfer, slots } = parameter;
  const place = {
    main: nameSlot(slots, "value"),
    keys: nameSlot(slots, "keys"),
    values: nameSlot(slots, "values"),
    length: nameSlot(slots, "length"),
  };
  if (transfer.kind === "callback") {
    return renderFunction(file.plans.findCallback(transfer.type.id), {
      callback: nameSlot(slots, "callback"),
      context: nameSlot(slots, "context"),
      file,
    });
  }
  const isMutable = "isMutable" in declaration && declaration.isMutable && call.completion !== "async";
  if (isMutable && transfer.kind === "bytes") return `lendSlice[C.uint8_t, byte](${place.main}, ${place.length})`;
  if (isMutable && transfer.kind === "list" && transfer.item.kind === "value" && transfer.item.type.kind === "scalar") {
    const native = renderNative(transfer.item.native);
    return `lendSlice[${native}, ${file.type(transfer.item.type)}](${place.main}, ${place.length})`;
  }
  return readInput(transfer, { name: declaration.name, place, type: declaration.type, file });
}

/** Whether a parameter is an object of another document that stays its owner's. */
function isLentInterface({ transfer }: ParameterPlan, { scope }: ProducerGoFile): boolean {
  return transfer.kind === "object" && transfer.type.kind === "interface" && scope.isImported(transfer.type.id);
}

/** Renders such an object, and what ends it. */
function renderLending({ declaration, transfer, slots }: ParameterPlan, { scope }: ProducerGoFile): string {
  if (transfer.kind !== "object") throw new Error(`${declaration.name} is no object`);
  const [alias = "", name = ""] = scope.find(transfer.type.id).split(".");
  const lend = `${alias}.Interop.Lend${name}`;
  const address = `unsafe.Pointer(${nameSlot(slots, "value")})`;
  return transfer.isNullable
    ? `${lend}(${address})`
    : `lendImported(${JSON.stringify(declaration.name)}, ${address}, ${lend})`;
}

function renderSync(authored: AuthorFunction, context: ExportContext): void {
  const { writer, file } = context;
  const { call } = authored;
  const { symbol, items } = call;
  const hasResult = renderResult(call, file) !== undefined;
  const body = () => {
    const target = renderTarget(authored, context);
    if (!hasResult) {
      writer.line(`return ${target}`);
      return;
    }
    writer.line(`result, err := ${target}`);
    writer.block("if err != nil {", () => writer.line("return err"), "}");
    if (items !== undefined) {
      const kept =
        call.completion === "stream" ? `&sharedStream[${file.type(items.itemType)}]{next: result}` : "pull(result)";
      writer.line(`returned = (*C.${items.native.symbol})(out.object(${kept}))`);
    } else renderReturn(symbol, { call, context });
    writer.line("return nil");
  };
  writeExport(context, symbol, () => {
    for (const { role, name } of symbol.parameters) {
      if (role === "out-length") writer.line(`*slot_${name} = 0`);
      if (role === "out-keys" || role === "out-values") writer.line(`*slot_${name} = nil`);
    }
    const error = nameSlot(symbol.parameters, "out-error");
    writer.block(`answer(${error}, func(out *outgoing) error {`, body, "})");
    if (symbol.result.kind !== "void") writer.line("return returned");
  });
}

/** Writes the result to where C finds it. */
function renderReturn(
  { parameters, result: native }: AbiFunction,
  { call, context }: { readonly call: CallPlan; readonly context: ExportContext },
): void {
  const { writer, file } = context;
  const { result } = call;
  if (result.kind === "array") {
    writer.line(`writeArray(${nameSlot(parameters, "out-value")}, result[:], ${giveItem(result.item, file)})`);
    return;
  }
  const bound = bindMap(writer, writeOutput(result, "result", file), "given");
  for (const { role, name } of parameters) {
    if (role === "out-length" || role === "out-keys" || role === "out-values") {
      writer.line(`*slot_${name} = ${pickSlot(bound, { role })}`);
    }
  }
  if (native.kind !== "void") writer.line(`returned = ${bound.main ?? ""}`);
}

/** A value of C that nobody looks at. */
function zeroOf(type: CType): string {
  if (type.kind === "pointer") return "nil";
  if (type.kind === "named" && type.declares === "struct") return `${renderNative(type)}{}`;
  return type.kind === "scalar" && type.name === "bool" ? "false" : "0";
}

function renderLaunch(authored: AuthorFunction, context: ExportContext): void {
  const { writer, file } = context;
  const { call } = authored;
  const native = call.async?.callback;
  if (native === undefined) throw new Error(`${call.symbol.symbol} has no callback`);
  const slots = call.async?.resultSlots ?? [];
  const caller = `C.${callerName(native.symbol)}(slot_callback, slot_context`;
  const prepare = () => {
    const reading = new CodeWriter({ indentation: "\t" });
    const target = bindArguments(authored, { ...context, writer: reading });
    writer.lines(
      reading
        .toString()
        .trimEnd()
        .split("\n")
        .filter((line) => line !== ""),
    );
    const run = () => {
      renderWatch(writer, call);
      for (const [index, parameter] of call.parameters.entries()) {
        if (isLentInterface(parameter, file)) writer.line(`defer end${String(index)}()`);
      }
      const hasResult = renderResult(call, file) !== undefined;
      writer.line(hasResult ? `result, err := ${target}` : `err := ${target}`);
      writer.block("if err != nil {", () => writer.line("return nil, err"), "}");
      const words = bindSlots(writer, { call, slots, file });
      writeTelling(writer, `${caller}, nil${words.map((word) => `, ${word}`).join("")})`);
    };
    writer.block("return func(out *outgoing) (func(), error) {", run, "}");
  };
  writeExport(context, call.symbol, () => {
    writer.block("launch(func() completion {", prepare, "}, func(err error) {");
    const zeros = slots.map(({ type }) => `, ${zeroOf(type)}`).join("");
    writer.indent(() => writeFailing(writer, `${caller}, failure${zeros})`));
    writer.line("})");
  });
}

function writeFailing(writer: CodeWriter, call: string): void {
  writer.block("lendFailure(err, func(failure *failure) {", () => writer.line(call), "})");
}

function writeTelling(writer: CodeWriter, call: string): void {
  writer.block("return func() {", () => writer.line(call), "}, nil");
}

function renderWatch(writer: CodeWriter, { isCancellable }: CallPlan): void {
  if (!isCancellable) return;
  writer.line("ctx, end := watchToken(slot_cancel_token)").line("defer end()");
}

/** Reads what is lent for the launch, before it returns; what ends it is left to the launch. */
function bindArguments(authored: AuthorFunction, context: ExportContext): string {
  const { call, name, receiver } = authored;
  const { writer, file } = context;
  const words = call.parameters.map((parameter, index) => {
    const bound = `argument${String(index)}`;
    if (isLentInterface(parameter, file)) {
      writer.line(`${bound}, end${String(index)} := ${renderLending(parameter, file)}`);
    } else writer.line(`${bound} := ${renderArgument(parameter, call, context)}`);
    return bound;
  });
  if (takesContext(call)) words.unshift("ctx");
  if (receiver === undefined) return `${name}(${words.join(", ")})`;
  const address = `unsafe.Pointer(${nameSlot(call.symbol.parameters, "self")})`;
  writer.line(`self := useObject[${file.scope.find(receiver.id)}]("self", ${address})`);
  return `self.${name}(${words.join(", ")})`;
}

interface SlotBinding {
  readonly call: Pick<CallPlan, "result">;
  readonly slots: readonly AbiParameter[];
  readonly file: ProducerGoFile;
}

/** Binds the slots of a completion, which are made before anybody is told. */
function bindSlots(writer: CodeWriter, { call, slots, file }: SlotBinding): readonly string[] {
  const bound = bindMap(writer, writeOutput(call.result, "result", file), "given");
  return slots.map((slot, index) => {
    const name = `slot${String(index)}`;
    writer.line(`${name} := ${pickSlot(bound, slot)}`);
    return name;
  });
}

function renderIterator({ items }: CallPlan, context: ExportContext): void {
  if (items === undefined) return;
  const { writer, file } = context;
  const { next, destroy, item, itemType } = items;
  const type = file.type(itemType);
  const self = `unsafe.Pointer(${nameSlot(next.parameters, "self")})`;
  const body = () => {
    writer.line(`result, isItem, err := useObject[*pulled[${type}]]("iter", ${self}).next()`);
    writer.block("if err != nil || !isItem {", () => writer.line("return err"), "}");
    const bound = bindMap(writer, writeOutput(item, "result", file), "given");
    for (const { role, name } of next.parameters) {
      if (role.startsWith("out-") && role !== "out-error") writer.line(`*slot_${name} = ${pickSlot(bound, { role })}`);
    }
    writer.line("returned = 1").line("return nil");
  };
  writeExport(context, next, () => {
    const error = nameSlot(next.parameters, "out-error");
    writer.block(`answer(${error}, func(out *outgoing) error {`, body, "})").line("return returned");
  });
  writeExport(context, destroy, () =>
    writer.line(`endPulled[${type}](unsafe.Pointer(${nameSlot(destroy.parameters, "self")}))`),
  );
}

function renderStream(call: CallPlan, context: ExportContext): void {
  const { items } = call;
  if (items?.nextCallback === undefined) return;
  const { writer, file } = context;
  const { next, destroy, item, itemType, nextSlots, nextCallback } = items;
  const caller = `C.${callerName(nextCallback.symbol)}(slot_callback, slot_context`;
  const zeros = nextSlots.map(({ type }) => `, ${zeroOf(type)}`).join("");
  const run = () => {
    renderWatch(writer, call);
    const ctx = call.isCancellable ? "ctx" : "context.Background()";
    file.use("context");
    writer.line(`result, isItem, err := stream.request(${ctx})`);
    writer.block("if err != nil {", () => writer.line("return nil, err"), "}");
    writer.block("if !isItem {", () => writeTelling(writer, `${caller}, nil, false${zeros})`), "}");
    const words = bindSlots(writer, { call: { result: item }, slots: nextSlots, file });
    writeTelling(writer, `${caller}, nil, true${words.map((word) => `, ${word}`).join("")})`);
  };
  const prepare = () => {
    const self = `unsafe.Pointer(${nameSlot(next.parameters, "self")})`;
    writer.line(`stream := useObject[*sharedStream[${file.type(itemType)}]]("stream", ${self})`);
    writer.block("return func(out *outgoing) (func(), error) {", run, "}");
  };
  writeExport(context, next, () => {
    writer.block("launch(func() completion {", prepare, "}, func(err error) {");
    writer.indent(() => writeFailing(writer, `${caller}, failure, false${zeros})`));
    writer.line("})");
  });
  renderEnd(destroy, context);
}
