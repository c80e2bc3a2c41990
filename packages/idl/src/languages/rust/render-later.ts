/** Renders calls whose result comes later or in parts: async calls, iterators, streams. Their types are in the support code. */
import type { CodeWriter } from "@koine/codegen";
import type { AbiFunctionPointerType, AbiParameter } from "../../abi/abi-model.ts";
import type { ItemsPlan } from "../../plan/plan-model.ts";
import { renderOutput, toResult } from "./marshal-out.ts";
import type { Received } from "./marshal-out.ts";
import { callIsSafe, listPassed, renderPreparation, resultIsSafe } from "./call-source.ts";
import type { CallSource } from "./call-source.ts";
import { renderNative } from "./types.ts";

/** Where the slots of a function pointer are. */
export function toReceived(slots: readonly AbiParameter[]): Received {
  const find = (role: string) => slots.find((slot) => slot.role === role)?.name;
  const [main = "", keys, values, length] = [find("value"), find("keys"), find("values"), find("length")].map((name) =>
    name === undefined ? undefined : toSlotName(name),
  );
  return {
    main,
    ...(keys === undefined ? {} : { keys }),
    ...(values === undefined ? {} : { values }),
    ...(length === undefined ? {} : { length }),
  };
}

/** Names of slots as they are no words of Rust. */
export function toSlotName(name: string): string {
  return `slot_${name}`;
}

/** Renders the head of a function that C calls. */
export function renderSlots(type: AbiFunctionPointerType): string {
  return type.parameters.map(({ name, type: slot }) => `${toSlotName(name)}: ${renderNative(slot)}`).join(", ");
}

/** The name of the slot with a role. */
export function slotOf(type: AbiFunctionPointerType, role: AbiParameter["role"]): string {
  return toSlotName(type.parameters.find((slot) => slot.role === role)?.name ?? role);
}

/** Renders an async call: the C function that ends it, and its start. */
export function renderAsync(writer: CodeWriter, source: CallSource): void {
  const { call, file } = source;
  if (call.async === undefined) throw new Error(`${call.declaration.id} is not async`);
  const type = call.resultType === undefined ? "()" : file.type(call.resultType);
  const value = toResult(renderOutput(call.result, toReceived(call.async.resultSlots), file));
  renderComplete(writer, call.async.callback, { type, error: file.errorType(call.failure), value });
  const passed = [...listPassed(source), ...(call.isCancellable ? ["launch.token()"] : []), ...launchSlots];
  writer.block(
    `support::Call::start(${String(call.isCancellable)}, |launch| {`,
    () => {
      writer.lines(source.inputs.flatMap(({ prepared }) => prepared)).line(callIsSafe);
      writer.line(`unsafe { ffi::${call.symbol.symbol}(${passed.join(", ")}) };`).line("Ok(())");
    },
    "})",
  );
}

const launchSlots = ["Some(complete)", "launch.context()"];

interface Completion {
  readonly type: string;
  readonly error: string;
  /** An expression of a `Result`. */
  readonly value: string;
  /** For streams, the slot that says whether there is an item. */
  readonly hasItem?: string;
}

function renderComplete(
  writer: CodeWriter,
  callback: AbiFunctionPointerType,
  { type, error, value, hasItem }: Completion,
): void {
  const slots = [slotOf(callback, "context"), slotOf(callback, "error"), ...(hasItem === undefined ? [] : [hasItem])];
  const complete = hasItem === undefined ? "complete" : "complete_item";
  writer.block(
    `unsafe extern "C" fn complete(${renderSlots(callback)}) {`,
    () => {
      writer.line("// SAFETY: the library gives what it declares, and lends it until this returns.");
      writer.line(`unsafe { support::${complete}::<${type}, ${error}>(${slots.join(", ")}, || ${value}) };`);
    },
    "}",
  );
  writer.blank();
}

/** Renders what gives an iterator or a stream. */
export function renderItems(writer: CodeWriter, source: CallSource, items: ItemsPlan): void {
  const { call, file } = source;
  const error = file.errorType(call.failure);
  const isStream = call.completion === "stream";
  if (isStream) renderStart(writer, source, items);
  else renderNext(writer, source, items);
  renderDestroy(writer, items);
  renderPreparation(writer, source);
  const passed = [...listPassed(source), "failure.room()"].join(", ");
  writer.line(callIsSafe).line(`let native_items = unsafe { ffi::${call.symbol.symbol}(${passed}) };`);
  writer.line(`failure.settle::<${error}>()?;`);
  writer.line("// SAFETY: the library gave it away, and the functions are its own.");
  const made = isStream
    ? `unsafe { support::Stream::new(native_items.cast(), start, destroy, ${String(isCancellable(items))}) }`
    : "unsafe { support::Items::new(native_items.cast(), next, destroy) }";
  writer.line(error === "Error" ? made : `Ok(${made}?)`);
}

function isCancellable({ next }: ItemsPlan): boolean {
  return next.parameters.some(({ role }) => role === "cancel-token");
}

function renderDestroy(writer: CodeWriter, { destroy }: ItemsPlan): void {
  const body = () => {
    writer.line("// SAFETY: the caller owns it, and it is freed once.");
    writer.line(`unsafe { ffi::${destroy.symbol}(items.cast()) };`);
  };
  writer.block("unsafe fn destroy(items: *mut c_void) {", body, "}").blank();
}

function renderNext(writer: CodeWriter, { call, file }: CallSource, items: ItemsPlan): void {
  const error = file.errorType(call.failure);
  const hasLength = items.nextSlots.some(({ role }) => role === "out-length");
  const body = () => {
    writer.line("let mut failure = support::Failure::new()?;").line("let mut item = std::mem::MaybeUninit::zeroed();");
    if (hasLength) writer.line("let mut length = 0;");
    const room = ["items.cast()", "item.as_mut_ptr()", ...(hasLength ? ["&mut length"] : []), "failure.room()"];
    writer.line("// SAFETY: the iterator is alive, and there is room for an item.");
    writer.line(`let has_item = unsafe { ffi::${items.next.symbol}(${room.join(", ")}) };`);
    writer.line(`failure.settle::<${error}>()?;`);
    writer.block("if has_item == 0 {", () => writer.line("return Ok(None);"), "}");
    writer.line("// SAFETY: the library wrote an item.").line("let item = unsafe { item.assume_init() };");
    const output = renderOutput(items.item, { main: "item", length: "length" }, file);
    if (output.isUnsafe) writer.line(resultIsSafe);
    const value = output.isUnsafe ? `unsafe { ${output.text} }` : output.text;
    writer.line(output.isFallible ? `Ok(Some(${value}?))` : `Ok(Some(${value}))`);
  };
  const type = file.type(items.itemType);
  writer.block(`unsafe fn next(items: *mut c_void) -> Result<Option<${type}>, ${error}> {`, body, "}").blank();
}

function renderStart(writer: CodeWriter, { call, file }: CallSource, items: ItemsPlan): void {
  const { nextCallback } = items;
  if (nextCallback === undefined) throw new Error(`${call.declaration.id} is no stream`);
  renderComplete(writer, nextCallback, {
    type: file.type(items.itemType),
    error: file.errorType(call.failure),
    value: toResult(renderOutput(items.item, toReceived(items.nextSlots), file)),
    hasItem: slotOf(nextCallback, "has-item"),
  });
  const passed = ["items.cast()", ...(isCancellable(items) ? ["launch.token()"] : []), ...launchSlots].join(", ");
  const body = () => {
    writer.line("// SAFETY: the stream is alive until its request has ended.");
    writer.line(`unsafe { ffi::${items.next.symbol}(${passed}) };`);
  };
  writer.block("unsafe fn start(items: *mut c_void, launch: &support::Launch) {", body, "}").blank();
}
