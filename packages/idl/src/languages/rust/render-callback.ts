/** Renders what C calls: types of callbacks with the functions that pass calls on, and listeners. */
import { CodeWriter } from "@koine/codegen";
import type { CallbackParameterPlan, CallbackPlan, ListenerPlan } from "../../plan/plan-model.ts";
import { renderDoc } from "./documentation.ts";
import { toNative } from "./marshal-in.ts";
import { renderOutput } from "./marshal-out.ts";
import { trampolineKey } from "./names.ts";
import { renderSlots, slotOf, toReceived } from "./render-later.ts";
import type { RustFile } from "./rust-file.ts";
import { renderNative } from "./types.ts";

function renderFunctionType({ declaration }: CallbackPlan, kind: "Fn" | "FnMut", file: RustFile): string {
  const list = declaration.parameters.map(({ type }) => file.type(type, "callback")).join(", ");
  const result = declaration.result === undefined ? "" : ` -> ${file.type(declaration.result)}`;
  return `${kind}(${list})${result}`;
}

/** Renders the type of a callback, and the C function that calls one. */
export function renderCallback(writer: CodeWriter, callback: CallbackPlan, file: RustFile): void {
  const { declaration, native, result } = callback;
  const name = file.name(declaration.id);
  renderDoc(writer, declaration);
  writer.line(`pub type ${name}<'a> = dyn ${renderFunctionType(callback, "FnMut", file)} + 'a;`).blank();
  const type = native.result.kind === "void" ? "" : ` -> ${renderNative(native.result)}`;
  const head = `unsafe extern "C" fn ${file.name(trampolineKey(declaration.id))}(${renderSlots(native)})${type}`;
  writer.line("#[doc(hidden)]");
  writer.block(
    `pub ${head} {`,
    () => {
      writer.line("// SAFETY: the context is that of the call that lends the function.");
      renderEnter(writer, callback, file);
      if (result.kind === "value") renderGiven(writer, result.type.kind === "struct");
    },
    "}",
  );
}

function renderEnter(writer: CodeWriter, callback: CallbackPlan, file: RustFile): void {
  const { declaration, native, result } = callback;
  const enter = `support::enter(${slotOf(native, "context")}, |function: &mut ${file.name(declaration.id)}<'_>| `;
  const inner = new CodeWriter({ indentation: "    " });
  const call = renderLentCall(inner, callback, file, "function");
  const statements = inner
    .toString()
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "");
  const isValue = result.kind === "value";
  const [binding, end] = isValue ? ["let given = ", ";"] : ["", ""];
  if (isValue && statements.length === 0) {
    writer.line(`let given = unsafe { ${enter}Ok(${toNative(result.type, call)})) };`);
    return;
  }
  const body = () => {
    writer.lines(statements);
    if (isValue) writer.line(`Ok(${toNative(result.type, call)})`);
    else writer.line(`${call};`).line("Ok(())");
  };
  const block = () => writer.block(`${enter}{`, body, isValue ? "})" : "});");
  writer.block(`${binding}unsafe {`, block, `}${end}`);
}

function renderGiven(writer: CodeWriter, isStruct: boolean): void {
  if (!isStruct) writer.line("given.unwrap_or_default()");
  else {
    writer.line("// SAFETY: zeros are a value of every struct of C.");
    writer.line("given.unwrap_or_else(|| unsafe { std::mem::zeroed() })");
  }
}

/** Renders the values of what was lent; gives the call with them. They stand in an `unsafe` block. */
function renderLentCall(writer: CodeWriter, { parameters }: CallbackPlan, file: RustFile, name: string): string {
  const list = parameters.map((parameter, index) => {
    const value = `argument${String(index)}`;
    const output = renderOutput(parameter.transfer, toReceived(parameter.slots), file);
    if (output.text === toReceived(parameter.slots).main) return output.text;
    writer.line(`let ${value} = ${output.text}${output.isFallible ? "?" : ""};`);
    return lendValue(parameter, value);
  });
  return `${name}(${list.join(", ")})`;
}

function lendValue({ transfer }: CallbackParameterPlan, value: string): string {
  switch (transfer.kind) {
    case "string":
    case "bytes":
    case "list":
      return transfer.isNullable ? `${value}.as_deref()` : `&${value}`;
    case "map":
      return transfer.isNullable ? `${value}.as_ref()` : `&${value}`;
    case "object":
      if (transfer.type.kind === "typed-handle") return value;
      if (!transfer.isNullable) return `&${value}`;
      return transfer.type.kind === "rich-enum" ? `${value}.as_ref()` : `${value}.as_deref()`;
    default:
      return value;
  }
}

/** Renders the function that registers a listener. */
export function renderListener(writer: CodeWriter, plan: ListenerPlan, file: RustFile): void {
  const { declaration, callback, register, unregister } = plan;
  const { native } = callback;
  const type = renderFunctionType(callback, "Fn", file);
  const note = "The listener is called on threads of the library until the subscription is dropped.";
  renderDoc(writer, {
    ...declaration,
    doc: declaration.doc === undefined ? note : `${declaration.doc.trim()}\n\n${note}`,
  });
  const name = file.name(declaration.id);
  writer.block(
    `pub fn ${name}(listener: impl ${type} + Send + Sync + 'static) -> Result<support::Subscription, Error> {`,
    () => {
      writer.line(`type Listener = dyn ${type} + Send + Sync;`).blank();
      writer.block(
        `unsafe extern "C" fn notify(${renderSlots(native)}) {`,
        () => renderNotify(writer, callback, file),
        "}",
      );
      writer.blank().line("let listener: Box<Listener> = Box::new(listener);");
      writer.line(
        "// SAFETY: what is registered can be called at any time: the number of an ended subscription is unknown.",
      );
      writer.line(`let start = |context| unsafe { ffi::${register.symbol}(Some(notify), context) };`);
      writer.line(`support::Subscription::start(listener, start, ffi::${unregister.symbol})`);
    },
    "}",
  );
}

function renderNotify(writer: CodeWriter, callback: CallbackPlan, file: RustFile): void {
  const body = () => {
    writer.line(`${renderLentCall(writer, callback, file, "listener")};`).line("Ok(())");
  };
  const outputs = callback.parameters.map(({ transfer, slots }) => renderOutput(transfer, toReceived(slots), file));
  const isUnsafe = outputs.some((output) => output.isUnsafe);
  writer.block(
    `support::notify(${slotOf(callback.native, "context")}, |listener: &Listener| {`,
    () => {
      if (!isUnsafe) body();
      else writer.line("// SAFETY: the library lends it until this returns.").block("unsafe {", body, "}");
    },
    "});",
  );
}
