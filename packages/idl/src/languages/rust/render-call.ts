/**
 * Renders calls: functions, members, what makes a record. A call makes room for the error (which checks the library when it is
 * the first), prepares its arguments, calls, and converts. Calls that end later are in `render-later.ts`.
 */
import type { CodeWriter } from "@koine/codegen";
import type { CallPlan, GetterPlan } from "../../plan/plan-model.ts";
import type { TransferOut } from "../../plan/transfer.ts";
import { callIsSafe, listPassed, renderPreparation, resultIsSafe } from "./call-source.ts";
import type { CallShape, CallSource } from "./call-source.ts";
import { renderConstant } from "./constants.ts";
import { renderDoc } from "./documentation.ts";
import { isNumber, renderInput } from "./marshal-in.ts";
import { renderOutput, toResult } from "./marshal-out.ts";
import type { Output, Received } from "./marshal-out.ts";
import { createLocals } from "./names.ts";
import { renderAsync, renderItems } from "./render-later.ts";
import type { RustFile } from "./rust-file.ts";

/** Renders a function with its documentation. */
export function renderCall(writer: CodeWriter, call: CallPlan, shape: CallShape, file: RustFile): void {
  const { parameters, claim } = createLocals(call.parameters.map(({ declaration }) => declaration.name));
  renderDoc(writer, withDefaults(call, parameters, file));
  const list = call.parameters.map(({ declaration, transfer }, index) => {
    const type = file.type(declaration.type, "parameter");
    const isMutable = "isMutable" in declaration && declaration.isMutable;
    const canWrite = isMutable && (transfer.kind === "bytes" || transfer.kind === "list") && !transfer.isNullable;
    return `${parameters[index] ?? ""}: ${canWrite ? type.replace("&", "&mut ") : type}`;
  });
  const inputs = call.parameters.map((one, index) => renderInput(one, { value: parameters[index] ?? "", file, claim }));
  const source: CallSource = { ...shape, call, file, inputs };
  const head = `pub fn ${shape.name}(${[...(shape.isMethod ? ["&self"] : []), ...list].join(", ")})`;
  writer.block(`${head} -> ${renderResultType(source)} {`, () => renderBody(writer, source), "}");
}

/** Documentation with what the document says of parameters, and with the defaults that Rust has not. */
function withDefaults(
  { declaration, parameters }: CallPlan,
  names: readonly string[],
  file: RustFile,
): CallPlan["declaration"] {
  const lines = parameters.flatMap(({ declaration: { doc }, default: value }, index) => {
    const standard = value === undefined ? "" : `The default is \`${renderConstant(value, file)}\`.`;
    const text = [doc?.trim() ?? "", standard].filter((part) => part !== "").join(" ");
    return text === "" ? [] : [`- \`${names[index] ?? ""}\`: ${text.replaceAll("\n", "\n  ")}`];
  });
  const doc = [declaration.doc?.trim() ?? "", lines.join("\n")].filter((part) => part !== "");
  return doc.length === 0 ? declaration : { ...declaration, doc: doc.join("\n\n") };
}

function renderResultType({ call, file, isMethod }: CallSource): string {
  const error = file.errorType(call.failure);
  const lifetime = isMethod ? "'_" : "'static";
  if (call.items !== undefined) {
    const kind = call.completion === "stream" ? "Stream" : "Items";
    return `Result<support::${kind}<${lifetime}, ${file.type(call.items.itemType)}, ${error}>, ${error}>`;
  }
  const result = call.resultType === undefined ? "()" : file.type(call.resultType);
  return call.completion === "async"
    ? `support::Call<${lifetime}, ${result}, ${error}>`
    : `Result<${result}, ${error}>`;
}

function renderBody(writer: CodeWriter, source: CallSource): void {
  if (source.call.items !== undefined) renderItems(writer, source, source.call.items);
  else if (source.call.completion === "async") renderAsync(writer, source);
  else renderSync(writer, source);
}

function renderSync(writer: CodeWriter, source: CallSource): void {
  const { call, file, inputs } = source;
  const error = file.errorType(call.failure);
  const { rooms, outputs, received } = bindResult(call.result);
  renderPreparation(writer, source);
  writer.lines(rooms).line(callIsSafe);
  const native = `unsafe { ffi::${call.symbol.symbol}(${[...listPassed(source), ...outputs, "failure.room()"].join(", ")}) };`;
  writer.line(received.main === "returned" ? `let returned = ${native}` : native);
  const finished = inputs.flatMap((one) => one.finished);
  if (finished.length > 0) {
    renderFinished(writer, { source, finished, received });
    return;
  }
  if (call.result.kind === "void") {
    writer.line("failure.settle()");
    return;
  }
  writer.line(`failure.settle::<${error}>()?;`);
  renderTail(writer, bindReceived(writer, call.result, { received, file }), error);
}

/** What was prepared is ended first with the result in hand, so that a panic that goes on frees it. */
function renderFinished(
  writer: CodeWriter,
  {
    source,
    finished,
    received,
  }: { readonly source: CallSource; readonly finished: readonly string[]; readonly received: Received },
): void {
  const { call, file } = source;
  writer.line(`let settled = failure.settle::<${file.errorType(call.failure)}>();`);
  if (call.result.kind === "void") {
    writer.lines(finished).line("settled");
    return;
  }
  const output = bindReceived(writer, call.result, { received, file });
  if (output.isUnsafe) writer.line(resultIsSafe);
  writer.line(`let outcome = ${output.isUnsafe ? `unsafe { ${output.text} }` : output.text};`);
  writer
    .lines(finished)
    .line("settled?;")
    .line(returnOutcome(output, file.errorType(call.failure)));
}

function returnOutcome({ isFallible }: Output, error: string): string {
  if (!isFallible) return "Ok(outcome)";
  return error === "Error" ? "outcome" : "Ok(outcome?)";
}

function renderTail(writer: CodeWriter, output: Output, error: string): void {
  const isSame = error === "Error";
  if (!output.isUnsafe) {
    writer.line(output.isFallible && !isSame ? `Ok(${output.text}?)` : toResult(output));
    return;
  }
  writer.line(resultIsSafe);
  if (!output.isFallible) writer.line(`Ok(unsafe { ${output.text} })`);
  else writer.line(isSame ? `unsafe { ${output.text} }` : `Ok(unsafe { ${output.text} }?)`);
}

interface BoundResult {
  /** Declarations of what C writes to. */
  readonly rooms: readonly string[];
  readonly outputs: readonly string[];
  readonly received: Received;
}

/** Renders what a fixed array was written to, and gives the value of what arrived. */
function bindReceived(
  writer: CodeWriter,
  transfer: TransferOut,
  { received, file }: { readonly received: Received; readonly file: RustFile },
): Output {
  if (transfer.kind === "array") {
    writer.line("// SAFETY: every bit pattern is a value of these types.");
    writer.line("let room = unsafe { room.assume_init() };");
  }
  return renderOutput(transfer, received, file);
}

/** Says what a C function is given to write its result to. */
function bindResult(transfer: TransferOut): BoundResult {
  const length = { rooms: ["let mut out_length = 0;"], outputs: ["&mut out_length"] };
  switch (transfer.kind) {
    case "void":
      return { rooms: [], outputs: [], received: { main: "" } };
    case "bytes":
    case "list":
      return { ...length, received: { main: "returned", length: "out_length" } };
    case "map":
      return {
        rooms: [
          "let mut out_keys = std::ptr::null_mut();",
          "let mut out_values = std::ptr::null_mut();",
          ...length.rooms,
        ],
        outputs: ["&mut out_keys", "&mut out_values", ...length.outputs],
        received: { main: "", keys: "out_keys", values: "out_values", length: "out_length" },
      };
    case "array": {
      const native = transfer.item.native;
      const item = native.kind === "named" && native.declares !== "enum" ? `ffi::${native.symbol}` : "_";
      return {
        rooms: [`let mut room = std::mem::MaybeUninit::<[${item}; ${String(transfer.length)}]>::zeroed();`],
        outputs: ["room.as_mut_ptr().cast()"],
        received: { main: "room" },
      };
    }
    default:
      return { rooms: [], outputs: [], received: { main: "returned" } };
  }
}

/** Renders a method that reads a field: numbers and flags are always right, everything else may be refused. */
export function renderGetter(writer: CodeWriter, getter: GetterPlan, name: string, file: RustFile): void {
  const { field } = getter;
  renderDoc(writer, field);
  const type = file.type(field.type);
  const isSure = isSureGetter(getter);
  writer.block(
    `pub fn ${name}(&self) -> ${isSure ? type : `Result<${type}, Error>`} {`,
    () => {
      if (isSure) renderSureRead(writer, getter, file);
      else renderTail(writer, renderFieldRead(writer, getter, { self: "self.native()", file }).output, "Error");
    },
    "}",
  );
}

/** Whether what a getter gives is a value whatever C gives. */
export function isSureGetter({ result }: GetterPlan): boolean {
  return result.kind === "value" && (isNumber(result.type) || result.type.kind === "flags");
}

function renderSureRead(writer: CodeWriter, { symbol, result }: GetterPlan, file: RustFile): void {
  const native = `unsafe { ffi::${symbol.symbol}(self.native()) }`;
  writer.line("// SAFETY: the object is alive.").line(renderOutput(result, { main: native }, file).text);
}

/** Renders the call that reads a field; gives the expression of its value. */
export function renderFieldRead(
  writer: CodeWriter,
  { symbol, result }: GetterPlan,
  { self, file }: { readonly self: string; readonly file: RustFile },
): { readonly output: Output } {
  const { rooms, outputs, received } = bindResult(result);
  const native = `unsafe { ffi::${symbol.symbol}(${[self, ...outputs].join(", ")}) };`;
  writer.lines(rooms).line("// SAFETY: the object is alive.");
  writer.line(received.main === "returned" ? `let returned = ${native}` : native);
  return { output: bindReceived(writer, result, { received, file }) };
}
