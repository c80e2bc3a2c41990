/**
 * Renders calls: their declarations, and their definitions, which lend the arguments, call, throw the error, and convert. Async
 * calls give a future whose promise the library's callback keeps; items are asked for by a function that is kept.
 */
import type { CodeWriter } from "@koine/codegen";
import type { CallPlan, GetterPlan, ItemsPlan } from "../../plan/plan-model.ts";
import type { TransferOut } from "../../plan/transfer.ts";
import { renderConstant } from "./constants.ts";
import { isWrittenTo, spellNative } from "./cpp-file.ts";
import type { CppFile } from "./cpp-file.ts";
import { renderDeprecation, renderDoc } from "./documentation.ts";
import { renderInput, renderRoom } from "./marshal-in.ts";
import type { Passed } from "./marshal-in.ts";
import { renderOutput } from "./marshal-out.ts";
import type { Received } from "./marshal-out.ts";

/** How a call is written. */
export interface CallShape {
  /** Its own name. */
  readonly name: string;
  /** The class, for members. */
  readonly owner?: string;
  readonly isStatic?: boolean;
  /** Constructors have no result type. */
  readonly isConstructor?: boolean;
}

/** Renders a declaration with its documentation and defaults. */
export function renderDeclaration(writer: CodeWriter, call: CallPlan, shape: CallShape, file: CppFile): void {
  const names = claimNames(call, file);
  renderDoc(
    writer,
    call.declaration,
    call.parameters.map(({ declaration }, index) => [names[index] ?? "", declaration.doc]),
  );
  const list = renderParameters(call, names, file).join(", ");
  const lead = renderDeprecation(call.declaration);
  if (shape.isConstructor === true) {
    const isExplicit =
      call.parameters.length > 0 && call.parameters.slice(1).every((_one, index) => hasDefault(call, index + 1));
    writer.line(`${lead}${isExplicit ? "explicit " : ""}${shape.name}(${list});`);
    return;
  }
  const constant = call.hasReceiver ? " const" : "";
  const place = shape.owner === undefined ? "inline " : shape.isStatic === true ? "static " : "";
  writer.line(`${lead}${place}${renderResultType(call, file)} ${shape.name}(${list})${constant};`);
}

/** Renders a definition. */
export function renderDefinition(writer: CodeWriter, call: CallPlan, shape: CallShape, file: CppFile): void {
  const names = claimNames(call, file);
  const list = call.parameters.map(
    ({ declaration }, index) => `${file.parameterType(declaration)} ${names[index] ?? ""}`,
  );
  if (takesToken(call)) list.push("const std::optional<CancelToken>& token");
  const scope = shape.owner === undefined ? "" : `${shape.owner}::`;
  const constant = call.hasReceiver ? " const" : "";
  const result = shape.isConstructor === true ? "" : `${renderResultType(call, file)} `;
  writer.block(
    `inline ${result}${scope}${shape.name}(${list.join(", ")})${constant} {`,
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

function claimNames(call: CallPlan, file: CppFile): readonly string[] {
  return file.names.claimParameters(call.parameters.map(({ declaration }) => declaration.name));
}

function renderParameters(call: CallPlan, names: readonly string[], file: CppFile): readonly string[] {
  const lastRequired = call.parameters.findLastIndex((_one, index) => !hasDefault(call, index));
  const list = call.parameters.map(({ declaration, default: value }, index) => {
    const head = `${file.parameterType(declaration)} ${names[index] ?? ""}`;
    if (index <= lastRequired) return head;
    return `${head} = ${renderConstant(value ?? { kind: "none" }, file.names, declaration.type)}`;
  });
  return takesToken(call) ? [...list, "const std::optional<CancelToken>& token = std::nullopt"] : list;
}

function hasDefault({ parameters }: CallPlan, index: number): boolean {
  const one = parameters[index];
  return one !== undefined && (one.default !== undefined || one.declaration.type.kind === "optional");
}

function takesToken(call: CallPlan): boolean {
  const launcher = call.items?.nextCallback === undefined ? call.symbol : call.items.next;
  return launcher.parameters.some(({ role }) => role === "cancel-token");
}

function renderResultType(call: CallPlan, file: CppFile): string {
  if (call.items !== undefined) {
    return `koine::${call.completion === "stream" ? "Stream" : "Items"}<${file.type(call.items.itemType)}>`;
  }
  const type = call.resultType === undefined ? "void" : file.type(call.resultType);
  return call.completion === "async" ? `std::future<${type}>` : type;
}

function renderBody(writer: CodeWriter, body: Body, file: CppFile): void {
  const { call } = body;
  const passed = passArguments(body, file);
  if (!call.hasReceiver) writer.line("detail::check_contract();");
  writer.lines(passed.rooms);
  if (call.async !== undefined) renderAsync(writer, body, { passed, file });
  else if (call.items !== undefined) renderItems(writer, body, { passed, items: call.items, file });
  else renderSync(writer, body, { passed, file });
}

function passArguments({ call, names }: Body, file: CppFile): Passed {
  const each = call.parameters.map(({ declaration, transfer }, index) => {
    const name = names[index] ?? "";
    return isWrittenTo(declaration) ? renderRoom(name) : renderInput(transfer, name, file);
  });
  return {
    rooms: each.flatMap(({ rooms }) => rooms),
    slots: [...(call.hasReceiver ? ["native()"] : []), ...each.flatMap(({ slots }) => slots)],
    settle: each.flatMap(({ settle }) => settle),
  };
}

interface BodyParts {
  readonly passed: Passed;
  readonly file: CppFile;
}

function renderSync(writer: CodeWriter, { call, shape }: Body, { passed, file }: BodyParts): void {
  const label = `${shape.owner === undefined ? "" : `${shape.owner}::`}${shape.name}()`;
  const { rooms, outputs, received } = bindResult(call.result, label);
  writer.lines(rooms).line(`::${file.plan.abi.runtime.error.symbol} error{};`);
  const binding = received.main === "result" ? "auto* const result = " : "";
  const own = received.main === "result" && !isPointerResult(call.result) ? "const auto result = " : binding;
  writer.line(`${own}::${call.symbol.symbol}(${[...passed.slots, ...outputs, "&error"].join(", ")});`);
  if (passed.settle.length > 0) {
    renderCallbackEnd(writer, { call, value: renderOutput(call.result, received, file), passed, file });
    return;
  }
  writer.line(`detail::settle(error, ${thrower(call, file)});`);
  if (shape.isConstructor === true)
    writer.line(`koine_native.reset(koine::check_object(result, ${JSON.stringify(shape.name)}));`);
  else if (call.result.kind !== "void") writer.line(`return ${renderOutput(call.result, received, file)};`);
}

interface CallbackEnd extends BodyParts {
  readonly call: CallPlan;
  /** The expression of the result. */
  readonly value: string;
}

/** What a callback threw comes out of the call, when all that the library gave is taken care of. */
function renderCallbackEnd(writer: CodeWriter, { call, value, passed, file }: CallbackEnd): void {
  writer.line("try {").indent(() => writer.line(`detail::settle(error, ${thrower(call, file)});`));
  writer
    .line("} catch (...) {")
    .indent(() => writer.lines([...passed.settle, "throw;"]))
    .line("}");
  if (call.result.kind === "void") writer.lines(passed.settle);
  else writer.line(`auto converted = ${value};`).lines(passed.settle).line("return converted;");
}

function isPointerResult(transfer: TransferOut): boolean {
  return transfer.kind !== "value";
}

/** What throws the errors of a call. */
function thrower(call: CallPlan, file: CppFile): string {
  return call.failure.kind === "domain" ? `&${file.names.find(call.failure.domain)}::raise` : "&detail::raise";
}

interface BoundResult {
  readonly rooms: readonly string[];
  readonly outputs: readonly string[];
  readonly received: Received;
}

function bindResult(transfer: TransferOut, label: string): BoundResult {
  const length = { rooms: ["std::size_t length = 0;"], outputs: ["&length"] };
  switch (transfer.kind) {
    case "void":
      return { rooms: [], outputs: [], received: { main: "", label } };
    case "bytes":
    case "list":
      return { ...length, received: { main: "result", length: "length", label } };
    case "map": {
      const item = (one: typeof transfer.key) =>
        one.kind === "string"
          ? "const char*"
          : one.kind === "object"
            ? `::${one.native.symbol}*`
            : spellNative(one.native);
      return {
        rooms: [
          `${item(transfer.key)}* keys = nullptr;`,
          `${item(transfer.value)}* values = nullptr;`,
          ...length.rooms,
        ],
        outputs: ["&keys", "&values", ...length.outputs],
        received: { main: "", keys: "keys", values: "values", length: "length", label },
      };
    }
    case "array":
      return {
        rooms: [`${spellNative(transfer.item.native)} room[${String(transfer.length)}] = {};`],
        outputs: ["room"],
        received: { main: "room", label },
      };
    default:
      return { rooms: [], outputs: [], received: { main: "result", label } };
  }
}

/** Renders the statements that read a field; gives the expression of its value. */
export function renderFieldRead(
  writer: CodeWriter,
  { symbol, result, field }: GetterPlan,
  self: string,
  file: CppFile,
): string {
  const { rooms, outputs, received } = bindResult(result, field.id);
  writer.lines(rooms);
  const binding =
    received.main === "result" ? (isPointerResult(result) ? "auto* const result = " : "const auto result = ") : "";
  writer.line(`${binding}::${symbol.symbol}(${[self, ...outputs].join(", ")});`);
  return renderOutput(result, received, file);
}

function renderAsync(writer: CodeWriter, { call }: Body, { passed, file }: BodyParts): void {
  const type = call.resultType === undefined ? "void" : file.type(call.resultType);
  const callback = call.async?.callback.symbol ?? "";
  renderLaunch(writer, {
    type,
    callback,
    launch: call.symbol.symbol,
    slots: passed.slots,
    isCancellable: takesToken(call),
    keep: "nullptr",
  });
}

interface Launch {
  readonly type: string;
  readonly callback: string;
  readonly launch: string;
  readonly slots: readonly string[];
  readonly isCancellable: boolean;
  /** What must live until the call has ended. */
  readonly keep: string;
}

function renderLaunch(writer: CodeWriter, { type, callback, launch, slots, isCancellable, keep }: Launch): void {
  const token = isCancellable ? "token" : "std::nullopt";
  writer.line(`auto state = std::make_unique<detail::Pending<${type}>>(${token}, ${keep});`);
  writer.line("auto future = state->promise.get_future();").line("void* const context = state.get();");
  const list = [
    ...slots,
    ...(isCancellable ? ["state->native_token()"] : []),
    `&detail::complete_${callback}`,
    "context",
  ];
  writer.line(`::${launch}(${list.join(", ")});`);
  writer.line("state.release();").line("return future;");
}

function renderItems(
  writer: CodeWriter,
  { call, shape }: Body,
  { passed, items, file }: BodyParts & { readonly items: ItemsPlan },
): void {
  writer.line(`::${file.plan.abi.runtime.error.symbol} error{};`);
  writer.line(`auto* const result = ::${call.symbol.symbol}(${[...passed.slots, "&error"].join(", ")});`);
  writer.line(`detail::settle(error, ${thrower(call, file)});`);
  const checked = `koine::check_object(result, ${JSON.stringify(shape.name)})`;
  writer.line(`const std::shared_ptr<::${items.native.symbol}> items(${checked}, &::${items.destroy.symbol});`);
  const type = file.type(items.itemType);
  if (call.completion === "stream") {
    const isCancellable = takesToken(call);
    writer.block(
      `return koine::Stream<${type}>([items${isCancellable ? ", token" : ""}]() {`,
      () => {
        renderLaunch(writer, {
          type: `std::optional<${type}>`,
          callback: items.nextCallback?.symbol ?? "",
          launch: items.next.symbol,
          slots: ["items.get()"],
          isCancellable,
          keep: "items",
        });
      },
      "});",
    );
    return;
  }
  writer.block(
    `return koine::Items<${type}>([items]() -> std::optional<${type}> {`,
    () => {
      const isBytes = items.item.kind === "bytes";
      const [slot] = items.nextSlots;
      writer.line(`::${file.plan.abi.runtime.error.symbol} error{};`);
      writer.line(`${slot?.type.kind === "pointer" ? spellNative(slot.type.to) : ""} item{};`);
      if (isBytes) writer.line("std::size_t length = 0;");
      const outputs = ["&item", ...(isBytes ? ["&length"] : []), "&error"];
      writer.line(`const auto has = ::${items.next.symbol}(items.get(), ${outputs.join(", ")});`);
      writer.line(`detail::settle(error, ${thrower(call, file)});`).line("if (has == 0) return std::nullopt;");
      writer.line(`return ${renderOutput(items.item, { main: "item", length: "length", label: shape.name }, file)};`);
    },
    "});",
  );
}
