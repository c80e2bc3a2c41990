/**
 * Renders calls: functions, members, what makes a record. A call lends its arguments, makes room for the error, calls, and
 * converts; async calls wait for their callback or the context, items are given to `yield`.
 */
import type { CodeWriter } from "@koine/codegen";
import type { CallPlan, GetterPlan, ItemsPlan, ParameterPlan } from "../../plan/plan-model.ts";
import type { TransferOut } from "../../plan/transfer.ts";
import { renderConstant } from "./constants.ts";
import { renderDoc } from "./documentation.ts";
import { contextName, renderInput, renderOutput, shimName } from "./marshal.ts";
import type { Received } from "./marshal.ts";
import type { GoFile } from "./go-file.ts";
import { renderNative, renderType } from "./types.ts";

/** How a call is written. */
export interface CallShape {
  readonly name: string;
  /** The receiver's type, for methods. */
  readonly receiver?: string;
}

/** Renders a function with its documentation. */
export function renderCall(writer: CodeWriter, call: CallPlan, shape: CallShape, file: GoFile): void {
  const names = file.scope.claimParameters(call.parameters.map(({ declaration }) => declaration.name));
  renderDoc(writer, shape.name, withDefaults(call, names, file));
  const parameters = call.parameters.map(
    ({ declaration }, index) => `${names[index] ?? ""} ${file.type(declaration.type)}`,
  );
  const takesContext = call.completion === "async" || call.completion === "stream";
  const list = [...(takesContext ? ["ctx context.Context"] : []), ...parameters].join(", ");
  if (takesContext) file.use("context");
  const receiver = shape.receiver === undefined ? "" : `(o *${shape.receiver}) `;
  writer.block(
    `func ${receiver}${shape.name}(${list}) ${renderResultType(call, file)} {`,
    () => {
      renderBody(writer, { call, names, shape }, file);
    },
    "}",
  );
}

interface Body {
  readonly call: CallPlan;
  readonly names: readonly string[];
  readonly shape: CallShape;
}

/** Documentation with the defaults that the document has, since Go has none. */
function withDefaults(
  { declaration, parameters }: CallPlan,
  names: readonly string[],
  file: GoFile,
): CallPlan["declaration"] {
  const defaults = parameters.flatMap((one, index) =>
    one.default === undefined
      ? []
      : [`The default of ${names[index] ?? ""} is ${renderConstant(one.default, file.scope)}.`],
  );
  const documented = parameters.flatMap(({ declaration: one }, index) =>
    one.doc === undefined ? [] : [`- ${names[index] ?? ""}: ${one.doc.trim()}`],
  );
  const doc = [declaration.doc?.trim() ?? "", documented.join("\n"), defaults.join("\n")].filter((part) => part !== "");
  return doc.length === 0 ? declaration : { ...declaration, doc: doc.join("\n\n") };
}

function renderResultType(call: CallPlan, file: GoFile): string {
  if (call.items !== undefined) {
    file.use("iter");
    return `iter.Seq2[${file.type(call.items.itemType)}, error]`;
  }
  if (call.resultType === undefined) return "(err error)";
  return `(result ${file.type(call.resultType)}, err error)`;
}

function renderBody(writer: CodeWriter, body: Body, file: GoFile): void {
  const { call } = body;
  if (call.items !== undefined) {
    renderItems(writer, body, { items: call.items, file });
    return;
  }
  const failure = call.resultType === undefined ? "return err" : "return result, err";
  if (call.completion === "async") renderAsync(writer, body, { failure, file });
  else renderSync(writer, body, { failure, file });
}

interface FailureOptions {
  /** The statement that gives up with `err`. */
  readonly failure: string;
  readonly file: GoFile;
}

function renderSync(writer: CodeWriter, body: Body, { failure, file }: FailureOptions): void {
  const { call } = body;
  const { rooms, outputs, received } = bindResult(call.result);
  const list = renderArguments(writer, body, { failure, file });
  writer.lines(rooms);
  writer.line(`var failure C.${file.plan.abi.runtime.error.symbol}`);
  const binding = received.main === "returned" ? "returned := " : "";
  writer.line(`${binding}C.${call.symbol.symbol}(${[...list, ...outputs, "&failure"].join(", ")})`);
  renderSettle(writer, call, { failure, file });
  if (call.result.kind === "void") {
    writer.line("return nil");
    return;
  }
  if (call.result.kind === "object" && !call.result.isNullable) {
    writer.block("if returned == nil {", () => writer.line("return result, errNull"), "}");
  }
  writer.line(`return ${renderOutput(call.result, received, file.scope)}, nil`);
}

/** Renders what turns the error that C wrote into one of Go. */
function renderSettle(writer: CodeWriter, call: CallPlan, { failure, file }: FailureOptions): void {
  const toError = call.failure.kind === "domain" ? `new${file.scope.findLocal(call.failure.domain)}` : "newError";
  writer.block(`if err = takeFailure(&failure, ${toError}); err != nil {`, () => writer.line(failure), "}");
}

/** Renders what lends the arguments; gives the expressions to pass. */
function renderArguments(
  writer: CodeWriter,
  { call, names, shape }: Body,
  { failure, file }: FailureOptions,
): readonly string[] {
  const slots = call.parameters.map(({ transfer }, index) => renderInput(transfer, names[index] ?? "", file.scope));
  const receiver =
    shape.receiver === undefined ? [] : [`use${shape.receiver}(lent, ${JSON.stringify(shape.receiver)}, o, false)`];
  const expressions = [...receiver, ...slots.flat()];
  if (!expressions.some((one) => /\blent\b/.test(one))) {
    renderSplits(writer, call.parameters, names);
    return expressions;
  }
  writer.line("lent := &arena{}").line("defer lent.free()");
  renderSplits(writer, call.parameters, names);
  const kept = expressions.map((one, index) => {
    if (!/\blent\b/.test(one)) return one;
    writer.line(`argument${String(index)} := ${one}`);
    return `argument${String(index)}`;
  });
  writer.block("if err = lent.err; err != nil {", () => writer.line(failure), "}");
  return kept;
}

function renderSplits(writer: CodeWriter, parameters: readonly ParameterPlan[], names: readonly string[]): void {
  for (const [index, { transfer }] of parameters.entries()) {
    const name = names[index] ?? "";
    if (transfer.kind !== "map") continue;
    writer.line(`${name}Keys, ${name}Values := splitMap(${name})`);
    if (transfer.isNullable) {
      writer.block(`if ${name} == nil {`, () => writer.line(`${name}Keys, ${name}Values = nil, nil`), "}");
    }
  }
}

interface BoundResult {
  /** Declarations of what C writes to. */
  readonly rooms: readonly string[];
  readonly outputs: readonly string[];
  readonly received: Received;
}

function bindResult(transfer: TransferOut): BoundResult {
  const length = { rooms: ["var length C.size_t"], outputs: ["&length"] };
  switch (transfer.kind) {
    case "void":
      return { rooms: [], outputs: [], received: { main: "" } };
    case "bytes":
    case "list":
      return { ...length, received: { main: "returned", length: "length" } };
    case "map": {
      const pointer = (item: typeof transfer.key) =>
        item.kind === "string"
          ? "*C.char"
          : item.kind === "object"
            ? `*C.${item.native.symbol}`
            : renderNative(item.native);
      return {
        rooms: [`var keys *${pointer(transfer.key)}`, `var values *${pointer(transfer.value)}`, ...length.rooms],
        outputs: ["&keys", "&values", ...length.outputs],
        received: { main: "", keys: "keys", values: "values", length: "length" },
      };
    }
    case "array":
      return {
        rooms: [`var room [${String(transfer.length)}]${renderNative(transfer.item.native)}`],
        outputs: ["&room[0]"],
        received: { main: "&room[0]" },
      };
    default:
      return { rooms: [], outputs: [], received: { main: "returned" } };
  }
}

/** Renders a method that reads a field. */
export function renderGetter(
  writer: CodeWriter,
  getter: GetterPlan,
  { receiver, native, name }: { readonly receiver: string; readonly native: string; readonly name: string },
  file: GoFile,
): void {
  renderDoc(writer, name, getter.field);
  writer.block(
    `func (o *${receiver}) ${name}() ${file.type(getter.field.type)} {`,
    () => {
      writer.line(`native := (*C.${native})(o.native.mustUse())`).line("defer o.native.end()");
      writer.line(`return ${renderFieldRead(writer, getter, "native", file)}`);
    },
    "}",
  );
}

/** Renders the call that reads a field; gives the expression of its value. */
export function renderFieldRead(
  writer: CodeWriter,
  { symbol, result }: GetterPlan,
  self: string,
  file: GoFile,
): string {
  const { rooms, outputs, received } = bindResult(result);
  writer.lines(rooms);
  const binding = received.main === "returned" ? "returned := " : "";
  writer.line(`${binding}C.${symbol.symbol}(${[self, ...outputs].join(", ")})`);
  return renderOutput(result, received, file.scope);
}

function renderAsync(writer: CodeWriter, body: Body, { failure, file }: FailureOptions): void {
  const { call } = body;
  const callback = call.async?.callback.symbol ?? "";
  const type = call.resultType === undefined ? "struct{}" : file.type(call.resultType);
  writer.block("if err = ctx.Err(); err != nil {", () => writer.line(failure), "}");
  const list = renderArguments(writer, body, { failure, file });
  renderWait(
    writer,
    { type, callback, launch: call.symbol.symbol, list, isCancellable: call.isCancellable, mustEnd: false },
    file,
  );
  writer.line(call.resultType === undefined ? "return ended.err" : "return ended.value, ended.err");
}

interface Launch {
  readonly type: string;
  readonly callback: string;
  readonly launch: string;
  readonly list: readonly string[];
  readonly isCancellable: boolean;
  /** Whether what the call uses is freed afterwards. */
  readonly mustEnd: boolean;
}

/** Renders the start of an async call and the wait for its end, in `ended`. */
function renderWait(
  writer: CodeWriter,
  { type, callback, launch, list, isCancellable, mustEnd }: Launch,
  file: GoFile,
): void {
  const { runtime } = file.plan.abi;
  writer.line(`done := make(chan outcome[${type}], 1)`);
  if (isCancellable) writer.line(`token := C.${runtime.cancelTokenCreate.symbol}()`);
  const end = [`C.${callback}(C.${shimName(callback)})`, `C.${contextName(callback)}(C.uintptr_t(register(done)))`];
  writer.line(`C.${launch}(${[...list, ...(isCancellable ? ["token"] : []), ...end].join(", ")})`);
  const wait = mustEnd ? "waitToEnd" : "wait";
  if (!isCancellable) writer.line(`ended := ${wait}(ctx, done, nil, nil)`);
  else {
    const cancel = `func() { C.${runtime.cancelTokenCancel.symbol}(token) }`;
    const destroy = `func() { C.${runtime.cancelTokenDestroy.symbol}(token) }`;
    writer.line(`ended := ${wait}(ctx, done, ${cancel}, ${destroy})`);
  }
}

function renderItems(
  writer: CodeWriter,
  body: Body,
  { items, file }: { readonly items: ItemsPlan; readonly file: GoFile },
): void {
  const { call } = body;
  const type = file.type(items.itemType);
  writer.block(
    `return func(yield func(${type}, error) bool) {`,
    () => {
      writer.line(`var none ${type}`).line("var err error");
      const giveUp = { failure: "yield(none, err)\nreturn", file };
      const list = renderArguments(writer, body, giveUp);
      writer.line(`var failure C.${file.plan.abi.runtime.error.symbol}`);
      writer.line(`items := C.${call.symbol.symbol}(${[...list, "&failure"].join(", ")})`);
      renderSettle(writer, call, giveUp);
      writer.block("if items == nil {", () => writer.lines(["yield(none, errNull)", "return"]), "}");
      writer.line(`defer C.${items.destroy.symbol}(items)`);
      writer.block(
        "for {",
        () => {
          if (call.completion === "stream") renderStreamStep(writer, { items, type }, file);
          else renderIteratorStep(writer, call, { items, file });
        },
        "}",
      );
    },
    "}",
  );
}

function renderIteratorStep(
  writer: CodeWriter,
  call: CallPlan,
  { items, file }: { readonly items: ItemsPlan; readonly file: GoFile },
): void {
  const native = items.nextSlots.map(({ type }) => (type.kind === "pointer" ? renderNative(type.to) : ""));
  writer.line(`var item ${native[0] ?? ""}`);
  if (items.item.kind === "bytes") writer.line("var length C.size_t");
  const outputs = ["&item", ...(items.item.kind === "bytes" ? ["&length"] : []), "&failure"];
  writer.line(`has := C.${items.next.symbol}(items, ${outputs.join(", ")})`);
  renderSettle(writer, call, { failure: "yield(none, err)\nreturn", file });
  const value = renderOutput(items.item, { main: "item", length: "length" }, file.scope);
  writer.block(`if has == 0 || !yield(${value}, nil) {`, () => writer.line("return"), "}");
}

function renderStreamStep(
  writer: CodeWriter,
  { items, type }: { readonly items: ItemsPlan; readonly type: string },
  file: GoFile,
): void {
  const isCancellable = items.next.parameters.some(({ role }) => role === "cancel-token");
  const callback = items.nextCallback?.symbol ?? "";
  // An item that is there at once would win against a context that has ended.
  writer.block("if err = ctx.Err(); err != nil {", () => writer.lines(["yield(none, err)", "return"]), "}");
  renderWait(
    writer,
    { type: `*${type}`, callback, launch: items.next.symbol, list: ["items"], isCancellable, mustEnd: true },
    file,
  );
  writer.block("if ended.err != nil {", () => writer.lines(["yield(none, ended.err)", "return"]), "}");
  writer.block("if ended.value == nil || !yield(*ended.value, nil) {", () => writer.line("return"), "}");
}

/** The Go type of a call's result, for outcomes. */
export function outcomeType(call: CallPlan, file: GoFile): string {
  return call.resultType === undefined ? "struct{}" : renderType(call.resultType, (id) => file.scope.find(id));
}
